package io.github.esrpcluster.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a node asks for: to be a member of one service's cluster for the time of a lease. A node
 * that serves several service URIs registers once for each.
 *
 * <p>i3 forbids SIP REGISTER for this (NENA-STA-010.3 section 3.1.3.1) and defines nothing in its
 * place; how a registration reaches the manager is the vendor's protocol.
 *
 * <p>Vendors may implement this interface over their own message type; the manager takes a {@link
 * #copyOf copy} and never looks at the original again.
 */
public interface Registration {
  /** The smallest and default weight. */
  int MIN_WEIGHT = 1;

  /** The largest weight: that of a DNS SRV record (RFC 2782). */
  int MAX_WEIGHT = 65_535;

  /** The least preferred tier, and the default (i3 {@code dequeuePreference}). */
  int MIN_PREFERENCE = 1;

  /** The most preferred tier (i3 {@code dequeuePreference}, NENA-STA-010.3 section 4.2.1.4). */
  int MAX_PREFERENCE = 5;

  /** The longest lease that can be asked for. */
  Duration MAX_LEASE = Duration.ofHours(24);

  /** The service whose cluster the node joins. */
  ServiceId service();

  /** The node. */
  NodeId node();

  /** Where calls for the node go: an absolute URI. By default {@code sip:} and the node's name. */
  String contact();

  /** The node's share of calls and of weighted status policies, {@value #MIN_WEIGHT} or more. */
  int weight();

  /** Preference tier, {@value #MIN_PREFERENCE} to {@value #MAX_PREFERENCE} (most preferred). */
  int preference();

  /** The failure domain (data centre, region); empty where the cluster has only one. */
  Optional<String> site();

  /** The lease asked for; empty to take the manager's default. The grant may differ. */
  Optional<Duration> lease();

  /**
   * Distinguishes one run of the node's software from the next, for instance a boot time. A change
   * makes the registration a new one (a new epoch), so that the old run's status and sequence
   * numbers do not speak for the new run.
   */
  Optional<String> incarnation();

  /** The node's first status, for a node that is ready as it registers. */
  Optional<NodeStatus> status();

  /** Starts a registration of the node for the service; everything else has a default. */
  static Builder builder(ServiceId service, NodeId node) {
    return new Builder(service, node);
  }

  /**
   * An immutable, checked copy.
   *
   * @throws IllegalArgumentException if a value breaks a rule of this type, naming both
   */
  static Registration copyOf(Registration other) {
    Objects.requireNonNull(other, "registration");
    if (other instanceof SimpleRegistration) {
      return other;
    }
    return other.toBuilder().build();
  }

  /** Returns a builder that starts with the values of this registration. */
  default Builder toBuilder() {
    Builder copy =
        builder(service(), node()).contact(contact()).weight(weight()).preference(preference());
    site().ifPresent(copy::site);
    lease().ifPresent(copy::lease);
    incarnation().ifPresent(copy::incarnation);
    status().ifPresent(copy::status);
    return copy;
  }

  /** Builds a registration. Not thread-safe; each setter checks its value at once. */
  final class Builder {
    private final SimpleRegistration.Draft draft;

    private Builder(ServiceId service, NodeId node) {
      draft = new SimpleRegistration.Draft(service, node);
    }

    /**
     * Where calls for the node go.
     *
     * @throws IllegalArgumentException if it is not an absolute URI, or longer than 1,024
     *     characters
     */
    public Builder contact(String contact) {
      draft.contact(contact);
      return this;
    }

    /**
     * The node's weight.
     *
     * @throws IllegalArgumentException if outside {@value #MIN_WEIGHT} to {@value #MAX_WEIGHT}
     */
    public Builder weight(int weight) {
      draft.weight(weight);
      return this;
    }

    /**
     * The preference tier.
     *
     * @throws IllegalArgumentException if outside {@value #MIN_PREFERENCE} to {@value
     *     #MAX_PREFERENCE}
     */
    public Builder preference(int preference) {
      draft.preference(preference);
      return this;
    }

    /**
     * The failure domain.
     *
     * @throws IllegalArgumentException if blank, or longer than 255 characters
     */
    public Builder site(String site) {
      draft.site(site);
      return this;
    }

    /**
     * The lease asked for.
     *
     * @throws IllegalArgumentException if zero or negative, or longer than {@link #MAX_LEASE}
     */
    public Builder lease(Duration lease) {
      draft.lease(lease);
      return this;
    }

    /**
     * What distinguishes this run of the node from its next.
     *
     * @throws IllegalArgumentException if blank, or longer than 255 characters
     */
    public Builder incarnation(String incarnation) {
      draft.incarnation(incarnation);
      return this;
    }

    /** The first status: this state, without a reason. */
    public Builder status(ElementState state) {
      return status(NodeStatus.of(draft.node, state));
    }

    /**
     * The first status.
     *
     * @throws IllegalArgumentException if it is another node's, or about another service
     */
    public Builder status(NodeStatus status) {
      draft.status(status);
      return this;
    }

    /** Leaves the first status out. */
    public Builder noStatus() {
      draft.status = null;
      return this;
    }

    /** Returns the registration. */
    public Registration build() {
      return draft.toRegistration();
    }
  }
}
