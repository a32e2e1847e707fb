package io.github.esrpcluster.sip;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections, by their peers. Thread-safe. */
final class StreamConnections {
  private final Map<PeerAddress, StreamConnection> open = new ConcurrentHashMap<>();
  private final int max;

  StreamConnections(int max) {
    this.max = max;
  }

  boolean isFull() {
    return open.size() >= max;
  }

  Optional<StreamConnection> find(PeerAddress peer) {
    return Optional.ofNullable(open.get(peer));
  }

  void add(StreamConnection connection) {
    open.put(connection.peer(), connection);
  }

  void remove(StreamConnection connection) {
    open.remove(connection.peer(), connection);
  }

  int size() {
    return open.size();
  }

  void closeAll() {
    open.values().forEach(StreamConnection::abort);
  }
}
