package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Carries the status that a node reports: the content of an i3 ElementState notification
 * (NENA-STA-010.3 section 2.4.1), and values for load balancing and for the order of reports.
 *
 * <p>Vendors may implement this interface over a type of their own. The manager takes a {@link
 * #copyOf copy} and does not read the original again. No method returns null. Statuses that {@link
 * #of}, {@link #builder} or {@link #copyOf} returned are immutable and equal if all values are.
 */
public interface NodeStatus {
  /**
   * Largest step from one sequence number to the next: 3 days, if a node counts nanoseconds. A
   * wrong number can then not make all later reports stale.
   */
  long MAX_SEQUENCE_STEP = 1L << 48;

  /** Highest sequence number: there is always room for a next one. */
  long MAX_SEQUENCE = Long.MAX_VALUE - MAX_SEQUENCE_STEP;

  /** Returns the node that reports. */
  NodeId node();

  /**
   * Returns the state of the node; never {@link ElementState#UNREACHABLE}, which only an observer
   * assigns.
   */
  ElementState state();

  /**
   * Returns the reason, for people; may be empty. A manager cuts a reason that is longer than its
   * limit ({@code maxReasonLength}, by default 1,024 characters), because no state may be lost for
   * its text. In a copy, half of a surrogate pair becomes U+FFFD.
   */
  String reason();

  /** Returns the service that the status is about; empty for all registrations of the node. */
  Optional<ServiceId> service();

  /**
   * Returns the security posture of the node; empty to keep the posture reported before in this
   * epoch. The i3 ElementState body carries no posture.
   */
  Optional<SecurityPosture> posture();

  /**
   * Returns the load of the node, 0 or more and finite; empty to keep the load reported before in
   * this epoch. All nodes of a service must use the same unit; the usual one is the used share of
   * the capacity, with 1.0 for full.
   */
  OptionalDouble load();

  /**
   * Returns the number that orders the reports of one epoch, 0 to {@link #MAX_SEQUENCE}; empty if
   * the transport keeps the order. A report with a number that is not above the last accepted one,
   * or is above it by more than {@link #MAX_SEQUENCE_STEP}, is {@link ReportOutcome#STALE}. So is a
   * report without a number after one with a number.
   */
  OptionalLong sequence();

  /**
   * Returns the epoch of the lease under which the node reports ({@link Lease#epoch()}), 0 or more;
   * empty if the vendor's protocol does not carry it. A report with any other epoch is {@link
   * ReportOutcome#STALE}. So is a report without an epoch after one with it. Each registration has
   * its own epoch, so a report with an epoch counts for one service and is refused for the other
   * services of the node.
   */
  OptionalLong epoch();

  /**
   * Returns a status with this state, for all registrations of the node.
   *
   * @throws IllegalArgumentException if the state is {@link ElementState#UNREACHABLE}
   */
  static NodeStatus of(NodeId node, ElementState state) {
    return SimpleNodeStatus.of(node, state, "");
  }

  /**
   * Returns a status with this state and reason, for all registrations of the node.
   *
   * @throws IllegalArgumentException if the state is {@link ElementState#UNREACHABLE}
   */
  static NodeStatus of(NodeId node, ElementState state, String reason) {
    return SimpleNodeStatus.of(node, state, reason);
  }

  /**
   * Returns a builder for a status with this state; all other values are absent.
   *
   * @throws IllegalArgumentException if the state is {@link ElementState#UNREACHABLE}
   */
  static Builder builder(NodeId node, ElementState state) {
    return new Builder(node, state);
  }

  /**
   * Returns an immutable, checked copy; the status itself if it is one.
   *
   * @throws IllegalArgumentException if a value breaks a rule of this type; the message names both
   * @throws NullPointerException if a value is null
   */
  static NodeStatus copyOf(NodeStatus other) {
    Objects.requireNonNull(other, "status");
    if (other instanceof SimpleNodeStatus) {
      return other;
    }
    return other.toBuilder().build();
  }

  /**
   * Returns a builder that starts with the values of this status.
   *
   * @throws IllegalArgumentException if a value of a vendor's implementation breaks a rule
   */
  default Builder toBuilder() {
    Builder copy = builder(node(), state()).reason(reason());
    service().ifPresent(copy::service);
    posture().ifPresent(copy::posture);
    load().ifPresent(copy::load);
    sequence().ifPresent(copy::sequence);
    epoch().ifPresent(copy::epoch);
    return copy;
  }

  /** Builds a status. Each setter checks its value at once. Not thread-safe. */
  final class Builder {
    private final SimpleNodeStatus.StatusDraft draft;

    private Builder(NodeId node, ElementState state) {
      draft = new SimpleNodeStatus.StatusDraft(node, state);
    }

    /** Sets the reason, for people; empty by default. Half of a surrogate pair becomes U+FFFD. */
    public Builder reason(String reason) {
      draft.reason(reason);
      return this;
    }

    /** Sets the one service that the status is about; all registrations by default. */
    public Builder service(ServiceId service) {
      draft.service = Objects.requireNonNull(service, "service");
      return this;
    }

    /** Sets the security posture; none by default. */
    public Builder posture(SecurityPosture posture) {
      draft.posture = Objects.requireNonNull(posture, "posture");
      return this;
    }

    /**
     * Sets the load; none by default. See {@link NodeStatus#load()} for its unit.
     *
     * @throws IllegalArgumentException if negative, infinite or not a number
     */
    public Builder load(double load) {
      draft.load(load);
      return this;
    }

    /**
     * Sets the number that orders this report among the reports of its epoch; none by default.
     *
     * @throws IllegalArgumentException if negative or above {@link NodeStatus#MAX_SEQUENCE}
     */
    public Builder sequence(long sequence) {
      draft.sequence = Checks.inRange("sequence", sequence, 0, MAX_SEQUENCE);
      return this;
    }

    /**
     * Sets the epoch of the lease under which the node reports; none by default.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder epoch(long epoch) {
      draft.epoch = Checks.notNegative("epoch", epoch);
      return this;
    }

    /** Returns the status. */
    public NodeStatus build() {
      return draft.toStatus();
    }
  }
}
