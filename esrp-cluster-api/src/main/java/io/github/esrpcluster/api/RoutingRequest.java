package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Texts;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes the call for which a node is requested. Immutable and thread-safe.
 *
 * @see CallRouter#route(ServiceId, RoutingRequest)
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

  /** Returns a request without a key and without exclusions. */
  public static RoutingRequest any() {
    return ANY;
  }

  /**
   * Returns a request with this key, without exclusions. A sticky policy sends all calls of one key
   * to one node.
   *
   * @param key any text, for example the number of the caller
   */
  public static RoutingRequest ofKey(String key) {
    return new RoutingRequest(Objects.requireNonNull(key, "key"), Set.of(), 0);
  }

  /**
   * Returns this request with one more excluded node, for example after the node did not accept the
   * call. The node need not be a member.
   */
  public RoutingRequest excluding(NodeId node) {
    Objects.requireNonNull(node, "node");
    Set<NodeId> more = new HashSet<>(excluded);
    more.add(node);
    return new RoutingRequest(key, Collections.unmodifiableSet(more), sequence);
  }

  /**
   * Returns this request with this sequence number. For the manager, which replaces any number that
   * the request has, and for tests of policies.
   */
  public RoutingRequest withSequence(long sequence) {
    return new RoutingRequest(key, excluded, sequence);
  }

  /** Returns the key that related calls share; empty if the call has none. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  /** Returns the nodes that must not be picked; an immutable set. */
  public Set<NodeId> excluded() {
    return excluded;
  }

  /**
   * Returns the number of the request among those of its kind; 0 before the manager sets it.
   * Requests are of one kind if they are for the same service, exclude the same nodes, and either
   * all have a key or none has. The manager numbers each kind consecutively, whatever requests of
   * other kinds come between, so {@link Candidates#roundRobin} gives each candidate its share.
   *
   * <p>The manager keeps the counts of 256 sets of excluded nodes for each service. With more sets
   * in use, a count may start again, at any number.
   */
  public long sequence() {
    return sequence;
  }

  @Override
  public String toString() {
    return "RoutingRequest[key "
        + (key == null ? "none" : Texts.quote(key))
        + ", excluded "
        + excluded
        + ", sequence "
        + sequence
        + "]";
  }
}
