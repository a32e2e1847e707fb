package io.github.esrpcluster.sip;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A TCP or TLS connection, of which the reference implementation reads. Thread-safe. */
final class StreamConnection {
  /** Bounds what the system holds for a peer that does not read. */
  private static final int SEND_BUFFER = 262_144;

  private final PeerAddress peer;
  private final LocalEndpoint local;
  private final TrackedSocket transport;
  private volatile boolean silent = true;
  private volatile @Nullable SSLSocket tls;

  private StreamConnection(PeerAddress peer, LocalEndpoint local, TrackedSocket transport) {
    this.peer = peer;
    this.local = local;
    this.transport = transport;
  }

  /** Adds a connected socket to the open connections, until it is closed. */
  static StreamConnection open(
      TrackedSocket socket, LocalEndpoint local, StreamConnections connections) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.setSendBufferSize(SEND_BUFFER);
    PeerAddress peer =
        new PeerAddress(local.transport(), socket.getInetAddress(), socket.getPort());
    StreamConnection connection = new StreamConnection(peer, local, socket);
    connections.add(connection);
    socket.onClose(() -> connections.remove(connection));
    return connection;
  }

  /** Takes note of a message that has arrived. */
  void parsed(long bytes) {
    silent = false;
    transport.parsed(bytes);
  }

  /** Returns whether no message has arrived. */
  boolean isSilent() {
    return silent;
  }

  /** Returns the socket of the TCP connection. */
  TrackedSocket socket() {
    return transport;
  }

  /** Sets the TLS layer above the TCP connection. */
  void secure(SSLSocket socket) {
    tls = socket;
  }

  PeerAddress peer() {
    return peer;
  }

  LocalEndpoint local() {
    return local;
  }

  /** Returns what TLS has verified of the peer; empty for TCP. Waits for a handshake. */
  List<String> identities() {
    SSLSocket socket = tls;
    return socket == null ? List.of() : CertificateIdentities.of(socket.getSession());
  }

  /**
   * Writes messages. Blocks while the peer accepts no data; {@link #abort} ends that.
   *
   * @throws IOException if the connection is closed
   */
  void write(byte[] bytes) throws IOException {
    Socket socket = tls;
    OutputStream stream = (socket == null ? transport : socket).getOutputStream();
    synchronized (stream) { // the reference implementation locks it too, for its own answers
      stream.write(bytes);
      stream.flush();
    }
  }

  /** Closes the TCP connection at once, whichever thread reads, writes or shakes hands. */
  void abort() {
    try {
      transport.close();
    } catch (IOException e) {
      // Closed all the same.
    }
  }
}
