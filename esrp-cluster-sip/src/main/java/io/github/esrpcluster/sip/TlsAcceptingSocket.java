package io.github.esrpcluster.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLServerSocket;

/**
 * Accepts TLS connections as {@link AcceptingSocket} accepts TCP connections. The handshake is done
 * by the thread that reads the connection. {@link TlsLayer} has the settings; what the reference
 * implementation sets here is ignored.
 */
final class TlsAcceptingSocket extends SSLServerSocket {
  private final ConnectionAcceptor acceptor;
  private final TlsLayer tls;

  TlsAcceptingSocket(InetAddress ip, int port, ConnectionAcceptor acceptor, TlsLayer tls)
      throws IOException {
    super(port, ConnectionAcceptor.BACKLOG, ip);
    this.acceptor = acceptor;
    this.tls = tls;
  }

  @Override
  public Socket accept() throws IOException {
    return tls.accepted(acceptor.next(this, this::implAccept));
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return tls.cipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {}

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.cipherSuites();
  }

  @Override
  public String[] getSupportedProtocols() {
    return tls.protocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return tls.protocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {}

  @Override
  public void setNeedClientAuth(boolean need) {}

  @Override
  public boolean getNeedClientAuth() {
    return false;
  }

  @Override
  public void setWantClientAuth(boolean want) {}

  @Override
  public boolean getWantClientAuth() {
    return false;
  }

  @Override
  public void setUseClientMode(boolean mode) {}

  @Override
  public boolean getUseClientMode() {
    return false;
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {}

  @Override
  public boolean getEnableSessionCreation() {
    return true;
  }
}
