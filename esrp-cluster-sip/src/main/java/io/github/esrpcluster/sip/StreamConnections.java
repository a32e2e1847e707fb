package io.github.esrpcluster.sip;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections, by their peers. Thread-safe. */
final class StreamConnections {
  private final Map<PeerAddress, StreamConnection> open = new ConcurrentHashMap<>();
  private final int max;
  private final int maxPerAddress;

  StreamConnections(int max, int maxPerAddress) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
  }

  /** Returns whether there is no room for a further connection of this address. */
  boolean isFullFor(InetAddress address) {
    return open.size() >= max
        || open.keySet().stream().filter(peer -> peer.ip().equals(address)).count()
            >= maxPerAddress;
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
