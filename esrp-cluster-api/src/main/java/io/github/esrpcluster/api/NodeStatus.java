package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a node says of itself at one moment; the content of an i3 ElementState notification
 * (NENA-STA-010.3 section 2.4.1) plus what balancing and ordering can use.
 *
 * <p>Vendors may implement this interface over their own message type; the manager takes a {@link
 * #copyOf copy} and never looks at the original again.
 */
public interface NodeStatus {
  /** The node that speaks. */
  NodeId node();

  /** Its state; never {@link ElementState#UNREACHABLE}, which no node can say of itself. */
  ElementState state();

  /** Why, for people; an empty text where there is nothing to say. */
  String reason();

  /** The one service this is about; empty for every registration of the node. */
  Optional<ServiceId> service();

  /**
   * The security posture of the node. Empty, as in a report that came as an i3 ElementState body:
   * as reported before in this epoch.
   */
  Optional<SecurityPosture> posture();

  /**
   * How busy the node is, zero or more, in a unit that all nodes of the service share; the usual
   * one is the used share of its capacity, 1.0 being full. Empty: as reported before in this epoch.
   */
  OptionalDouble load();

  /**
   * Orders the reports of one epoch: a report that is not newer than the last accepted one is
   * {@link ReportOutcome#STALE}. Zero or more. Empty where the transport keeps the order.
   */
  OptionalLong sequence();

  /**
   * The epoch of the lease under which the node speaks ({@link Lease#epoch()}); a report of any
   * other epoch is {@link ReportOutcome#STALE}. Each registration has one of its own, so a report
   * with an epoch is about one service, and refused in the others of the node. Empty where the
   * vendor's protocol does not carry it.
   */
  OptionalLong epoch();

  /** A status with a state and nothing else, for every registration of the node. */
  static NodeStatus of(NodeId node, ElementState state) {
    return SimpleNodeStatus.of(node, state, "");
  }

  /** A status with a state and a reason, for every registration of the node. */
  static NodeStatus of(NodeId node, ElementState state, String reason) {
    return SimpleNodeStatus.of(node, state, reason);
  }

  /**
   * Starts a status.
   *
   * @throws IllegalArgumentException if the state is {@link ElementState#UNREACHABLE}
   */
  static Builder builder(NodeId node, ElementState state) {
    return new Builder(node, state);
  }

  /**
   * An immutable, checked copy.
   *
   * @throws IllegalArgumentException if a value breaks a rule of this type, naming both
   */
  static NodeStatus copyOf(NodeStatus other) {
    Objects.requireNonNull(other, "status");
    if (other instanceof SimpleNodeStatus) {
      return other;
    }
    return other.toBuilder().build();
  }

  /** Returns a builder that starts with the values of this status. */
  default Builder toBuilder() {
    Builder copy = builder(node(), state()).reason(reason());
    service().ifPresent(copy::service);
    posture().ifPresent(copy::posture);
    load().ifPresent(copy::load);
    sequence().ifPresent(copy::sequence);
    epoch().ifPresent(copy::epoch);
    return copy;
  }

  /** Builds a status. Not thread-safe; each setter checks its value at once. */
  final class Builder {
    private final SimpleNodeStatus.Draft draft;

    private Builder(NodeId node, ElementState state) {
      draft = new SimpleNodeStatus.Draft(node, state);
    }

    /** Why. */
    public Builder reason(String reason) {
      draft.reason = Objects.requireNonNull(reason, "reason");
      return this;
    }

    /** Restricts the status to one service. */
    public Builder service(ServiceId service) {
      draft.service = Objects.requireNonNull(service, "service");
      return this;
    }

    /** The node's security posture. */
    public Builder posture(SecurityPosture posture) {
      draft.posture = Objects.requireNonNull(posture, "posture");
      return this;
    }

    /**
     * The node's load.
     *
     * @throws IllegalArgumentException if negative, infinite or not a number
     */
    public Builder load(double load) {
      draft.load(load);
      return this;
    }

    /**
     * The number that orders this report among those of its epoch.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder sequence(long sequence) {
      draft.sequence = Checks.notNegative("sequence", sequence);
      return this;
    }

    /**
     * The epoch of the lease under which the node speaks.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder epoch(long epoch) {
      draft.epoch = Checks.notNegative("epoch", epoch);
      return this;
    }

    /** The status. */
    public NodeStatus build() {
      return draft.toStatus();
    }
  }
}
