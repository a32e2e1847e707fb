package io.github.esrpcluster.sip;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Accepts the connections of a listening point, and keeps track of them. */
final class ConnectionAcceptor {
  static final int BACKLOG = 512;

  private static final Duration FIRST_MESSAGE_LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(50);

  /** Accepts the next connection of a server socket with this socket. */
  interface Accept {
    void with(Socket socket) throws IOException;
  }

  private final StreamConnections connections;
  private final SipCounters counters;
  private final ListeningThread thread;
  private final ScheduledExecutorService scheduler;
  private volatile @Nullable LocalEndpoint local;

  ConnectionAcceptor(
      StreamConnections connections,
      SipCounters counters,
      ListeningThread thread,
      ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
    this.connections = connections;
    this.counters = counters;
    this.thread = thread;
  }

  /** Sets the endpoint that the connections arrive at. */
  void start(LocalEndpoint endpoint) {
    local = endpoint;
  }

  /**
   * Waits for the next connection. Closes connections above the limit.
   *
   * @throws IOException if the server socket was closed
   */
  StreamConnection next(ServerSocket server, Accept accept) throws IOException {
    LocalEndpoint endpoint = Objects.requireNonNull(local, "endpoint");
    while (true) {
      TrackedSocket socket = new TrackedSocket();
      thread.waits();
      try {
        accept.with(socket);
        if (!connections.isFullFor(socket.getInetAddress())) {
          StreamConnection connection = StreamConnection.open(socket, endpoint, connections);
          closeIfSilent(connection);
          return connection;
        }
        counters.connectionRefused();
        socket.close();
      } catch (IOException e) {
        socket.close();
        if (server.isClosed()) {
          thread.leaves();
          throw e;
        }
        counters.connectionRefused();
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos()); // such as no free file descriptor
      }
    }
  }

  /** Closes a connection that brings no message: it would take the place of another. */
  private void closeIfSilent(StreamConnection connection) {
    Future<?> unused =
        scheduler.schedule(
            () -> {
              if (connection.isSilent()) {
                counters.connectionRefused();
                connection.abort();
              }
            },
            FIRST_MESSAGE_LIMIT.toSeconds(),
            TimeUnit.SECONDS);
  }
}
