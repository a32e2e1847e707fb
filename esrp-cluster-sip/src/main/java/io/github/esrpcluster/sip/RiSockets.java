package io.github.esrpcluster.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Gives the reference implementation its sockets. A server socket is bound before the reference
 * implementation asks for it, so that a port that is in use fails with its reason, and port 0
 * works. A connection is opened only to the hop that {@link #connecting} names: after a failed
 * write the reference implementation would connect to the host that the peer wrote into a {@code
 * Via}.
 */
final class RiSockets implements NetworkLayer {
  /** The connection that the current thread may open. */
  private record Permit(NextHop hop, LocalEndpoint local) {}

  /** A task that may open a connection. */
  interface Connecting {
    void run() throws IOException;
  }

  private static final int MAX_UNPARSED_DATAGRAMS = 2_000;
  private static final ThreadLocal<@Nullable Permit> PERMIT = new ThreadLocal<>();

  private final StreamConnections connections;
  private final SipCounters counters;
  private final ScheduledExecutorService scheduler;
  private final Duration connectLimit;
  private final @Nullable TlsLayer tls;
  private final Semaphore unparsed = new Semaphore(MAX_UNPARSED_DATAGRAMS);
  private final Map<PeerAddress, Closeable> bound = new ConcurrentHashMap<>();

  RiSockets(
      StreamConnections connections,
      SipCounters counters,
      ScheduledExecutorService scheduler,
      Duration connectLimit,
      @Nullable TlsLayer tls) {
    this.connections = connections;
    this.counters = counters;
    this.scheduler = scheduler;
    this.connectLimit = connectLimit;
    this.tls = tls;
  }

  /**
   * Binds a socket and returns its endpoint.
   *
   * @throws IOException if the address is unknown or in use
   */
  LocalEndpoint bind(TransportAddress wanted, String advertisedHost) throws IOException {
    InetAddress ip = InetAddress.getByName(wanted.host());
    ListeningThread thread = new ListeningThread();
    if (wanted.transport().equals("udp")) {
      ReceivingSocket socket = new ReceivingSocket(ip, wanted.port(), thread, unparsed);
      bound.put(new PeerAddress("udp", ip, socket.getLocalPort()), socket);
      return endpoint(wanted, ip, socket.getLocalPort(), advertisedHost, socket, thread);
    }
    ConnectionAcceptor acceptor = new ConnectionAcceptor(connections, counters, thread, scheduler);
    ServerSocket socket =
        wanted.transport().equals("tls")
            ? new TlsAcceptingSocket(ip, wanted.port(), acceptor, requireTls())
            : new AcceptingSocket(ip, wanted.port(), acceptor);
    bound.put(new PeerAddress(wanted.transport(), ip, socket.getLocalPort()), socket);
    LocalEndpoint local = endpoint(wanted, ip, socket.getLocalPort(), advertisedHost, null, thread);
    acceptor.start(local);
    return local;
  }

  private static LocalEndpoint endpoint(
      TransportAddress wanted,
      InetAddress ip,
      int port,
      String advertisedHost,
      @Nullable ReceivingSocket datagrams,
      ListeningThread thread) {
    TransportAddress address = new TransportAddress(wanted.transport(), wanted.host(), port);
    return new LocalEndpoint(address, ip, advertisedHost, datagrams, thread);
  }

  private TlsLayer requireTls() throws IOException {
    if (tls == null) {
      throw new IOException("TLS has no certificate: give the builder one with tls(..)");
    }
    return tls;
  }

  /**
   * Runs a task, in which the reference implementation may open a connection to this hop.
   *
   * @throws IOException if the task throws it
   */
  void connecting(NextHop hop, LocalEndpoint local, Connecting task) throws IOException {
    PERMIT.set(new Permit(hop, local));
    try {
      task.run();
    } finally {
      PERMIT.remove();
    }
  }

  /** Takes note that a datagram was parsed. */
  void datagramParsed() {
    unparsed.release();
  }

  /** Closes all sockets. */
  void closeAll() {
    connections.closeAll();
    for (Closeable socket : bound.values()) {
      try {
        socket.close();
      } catch (IOException e) {
        // Closed all the same.
      }
    }
  }

  private <T> T take(String transport, InetAddress ip, int port, Class<T> type)
      throws SocketException {
    Closeable socket = bound.get(new PeerAddress(transport, ip, port));
    if (socket == null) {
      throw new SocketException("no " + transport + " socket is bound to port " + port);
    }
    return type.cast(socket);
  }

  private StreamConnection connect(InetAddress ip, int port) throws IOException {
    Permit allowed = allowed(ip, port);
    TrackedSocket socket = new TrackedSocket();
    try {
      socket.bind(new InetSocketAddress(allowed.local().ip(), 0));
      socket.connect(new InetSocketAddress(ip, port), (int) connectLimit.toMillis());
      return StreamConnection.open(socket, allowed.local(), connections);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Permit allowed(InetAddress ip, int port) throws ConnectException {
    Permit allowed = PERMIT.get();
    if (allowed == null || !allowed.hop().isAt(ip, port)) {
      throw new ConnectException("port " + port + " of " + ip + " is not the next hop");
    }
    return allowed;
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress ip) throws IOException {
    return take("tcp", ip, port, ServerSocket.class);
  }

  @Override
  public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress ip)
      throws IOException {
    return take("tls", ip, port, SSLServerSocket.class);
  }

  @Override
  public DatagramSocket createDatagramSocket(int port, InetAddress ip) throws SocketException {
    return take("udp", ip, port, DatagramSocket.class);
  }

  @Override
  public Socket createSocket(InetAddress ip, int port) throws IOException {
    return connect(ip, port).socket();
  }

  @Override
  public Socket createSocket(InetAddress ip, int port, InetAddress localIp) throws IOException {
    return connect(ip, port).socket();
  }

  @Override
  public Socket createSocket(InetAddress ip, int port, InetAddress localIp, int localPort)
      throws IOException {
    return connect(ip, port).socket();
  }

  @Override
  public SSLSocket createSSLSocket(InetAddress ip, int port) throws IOException {
    TlsLayer layer = requireTls();
    StreamConnection connection = connect(ip, port);
    try {
      return layer.opened(connection, allowed(ip, port).hop());
    } catch (IOException e) {
      connection.abort();
      throw e;
    }
  }

  @Override
  public SSLSocket createSSLSocket(InetAddress ip, int port, InetAddress localIp)
      throws IOException {
    return createSSLSocket(ip, port);
  }

  @Override
  public DatagramSocket createDatagramSocket() throws SocketException {
    throw new SocketException("datagrams leave the listening points only");
  }

  @Override
  public void setSipStack(SipStackImpl stack) {}
}
