package io.github.esrpcluster.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Accepts TCP connections up to the limit of {@link StreamConnections}. A failed accept, such as
 * one without a free file descriptor, does not end the listening, as it does in the reference
 * implementation.
 */
final class AcceptingSocket extends ServerSocket {
  private final ConnectionAcceptor acceptor;

  AcceptingSocket(InetAddress ip, int port, ConnectionAcceptor acceptor) throws IOException {
    super(port, ConnectionAcceptor.BACKLOG, ip);
    this.acceptor = acceptor;
  }

  @Override
  public Socket accept() throws IOException {
    return acceptor.next(this, this::implAccept).socket();
  }
}
