package io.github.esrpcluster.api;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the call for which a node is asked. Immutable.
 *
 * @see ClusterManager#route(ServiceId, RoutingRequest)
 */
public final class RoutingRequest {
  private static final RoutingRequest ANY = new RoutingRequest(null, Set.of(), 0);

  private final @Nullable String key;
  private final Set<NodeId> excluded;
  private final long sequence;

  private RoutingRequest(@Nullable String key, Set<NodeId> excluded, long sequence) {
    this.key = key;
    this.excluded = excluded;
    this.sequence = sequence;
  }

  /** Any call: without a key, nobody excluded. */
  public static RoutingRequest any() {
    return ANY;
  }

  /** A call with this key: a sticky policy sends calls of one key to one node. */
  public static RoutingRequest ofKey(String key) {
    return new RoutingRequest(Objects.requireNonNull(key, "key"), Set.of(), 0);
  }

  /** The same request, not to be sent to this node: it was tried and did not take the call. */
  public RoutingRequest excluding(NodeId node) {
    Objects.requireNonNull(node, "node");
    Set<NodeId> more =
        Stream.concat(excluded.stream(), Stream.of(node)).collect(Collectors.toUnmodifiableSet());
    return new RoutingRequest(key, more, sequence);
  }

  /** The same request with this sequence number; the manager sets it, a test of a policy may. */
  public RoutingRequest withSequence(long sequence) {
    return new RoutingRequest(key, excluded, sequence);
  }

  /** What calls that belong together have in common; empty for a call by itself. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  /** The nodes not to be picked. */
  public Set<NodeId> excluded() {
    return excluded;
  }

  /** Counts the service's requests from 0; those that exclude somebody are counted apart. */
  public long sequence() {
    return sequence;
  }

  @Override
  public String toString() {
    return "RoutingRequest[key " + key + ", excluded " + excluded + ", sequence " + sequence + "]";
  }
}
