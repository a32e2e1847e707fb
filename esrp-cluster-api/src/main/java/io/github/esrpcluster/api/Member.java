package io.github.esrpcluster.api;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An immutable view of one node in one cluster, as policies see it. Made by the manager, or by
 * {@link #builder} for tests; not meant to be implemented by vendors.
 *
 * <p>It has no age: a policy is a pure function of what it sees, and an age changes while nothing
 * happens. How long ago a member was heard stands in {@link StatusExplanation}.
 *
 * <p>Members are equal if registration, epoch, state, liveness, report and override are, whoever
 * made them; their hash is that of the first four: {@code Objects.hash(registration(), epoch(),
 * state(), liveness())}.
 */
public interface Member {
  /** What the node registered with. */
  Registration registration();

  /** The epoch of its registration. */
  long epoch();

  /**
   * The effective state: of lease, override and report together. A member that is not heard is
   * {@link ElementState#UNREACHABLE}.
   */
  ElementState state();

  /** Whether the member is heard. */
  Liveness liveness();

  /** What the node last said of itself; empty before its first report. */
  Optional<NodeStatus> report();

  /** What an operator set; empty where the member is left to itself. */
  Optional<OperatorOverride<ElementState>> override();

  /** The node. */
  default NodeId node() {
    return registration().node();
  }

  /** Where calls for the node go. */
  default String contact() {
    return registration().contact();
  }

  /** The node's weight. */
  default int weight() {
    return registration().weight();
  }

  /** The preference tier, 5 being the most preferred. */
  default int preference() {
    return registration().preference();
  }

  /** The failure domain. */
  default Optional<String> site() {
    return registration().site();
  }

  /** The load last reported. */
  default OptionalDouble load() {
    Optional<NodeStatus> report = report();
    return report.isPresent() ? report.get().load() : OptionalDouble.empty();
  }

  /** The posture last reported. */
  default Optional<SecurityPosture> posture() {
    return report().flatMap(NodeStatus::posture);
  }

  /** True where an operator set a state in which the member takes no calls. */
  default boolean takenOut() {
    Optional<OperatorOverride<ElementState>> override = override();
    return override.isPresent() && !override.get().state().takesCalls();
  }

  /** Starts a member with this registration, for a test of a policy. */
  static Builder builder(Registration registration) {
    return new Builder(registration);
  }

  /** Builds a member; by default one that waits for its first status. Not thread-safe. */
  final class Builder {
    private final Registration registration;
    private long epoch = 1;
    private boolean expired;
    private @Nullable NodeStatus report;
    private @Nullable OperatorOverride<ElementState> override;

    private Builder(Registration registration) {
      this.registration = Registration.copyOf(registration);
      this.report = this.registration.status().orElse(null);
    }

    /**
     * What the node has said of itself.
     *
     * @throws IllegalArgumentException if it is another node's, or about another service
     */
    public Builder report(NodeStatus report) {
      this.report = SimpleRegistration.own(report, registration.service(), registration.node());
      return this;
    }

    /** The node has said this of itself. */
    public Builder report(ElementState state) {
      return report(NodeStatus.of(registration.node(), state));
    }

    /** The lease has run out. */
    public Builder expired() {
      this.expired = true;
      return this;
    }

    /** What an operator set. */
    public Builder override(OperatorOverride<ElementState> override) {
      this.override = Objects.requireNonNull(override, "override");
      return this;
    }

    /** The epoch of the registration; 1 by default. */
    public Builder epoch(long epoch) {
      this.epoch = Checks.notNegative("epoch", epoch);
      return this;
    }

    /** The member; its state follows from lease, override and report as in a manager. */
    public Member build() {
      return new SimpleMember(registration, epoch, expired, report, override);
    }
  }
}
