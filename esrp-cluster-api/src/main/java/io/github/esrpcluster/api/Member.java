package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An immutable view of one node in one cluster, as policies see it. Made by the manager, or by
 * {@link #builder} for tests; vendors do not extend it.
 *
 * <p>It has no age: a policy is a pure function of its input, and an age changes while nothing
 * happens. {@link StatusExplanation} has the time since the last contact.
 *
 * <p>Two members are equal if registration, epoch, state, liveness, report and override are.
 */
public abstract class Member {
  /** Creates a member; for the manager and the test kit. */
  protected Member() {}

  /** Returns the registration of the node, without a status. */
  public abstract Registration registration();

  /** Returns the epoch of the registration. */
  public abstract long epoch();

  /**
   * Returns the effective state: of lease, override and report together. A member that is not live
   * is {@link ElementState#UNREACHABLE}.
   */
  public abstract ElementState state();

  /** Returns whether the member is live. */
  public abstract Liveness liveness();

  /** Returns the last accepted report; empty before the first. */
  public abstract Optional<NodeStatus> report();

  /** Returns the operator's override; empty if there is none. */
  public abstract Optional<OperatorOverride<ElementState>> override();

  /** Returns the node. */
  public NodeId node() {
    return registration().node();
  }

  /** Returns the URI to which calls for the node go. */
  public String contact() {
    return registration().contact();
  }

  /** Returns the weight of the node. */
  public int weight() {
    return registration().weight();
  }

  /** Returns the preference tier, 5 being the most preferred. */
  public int preference() {
    return registration().preference();
  }

  /** Returns the failure domain; empty if the node registered without one. */
  public Optional<String> site() {
    return registration().site();
  }

  /** Returns the load last reported. */
  public OptionalDouble load() {
    Optional<NodeStatus> report = report();
    return report.isPresent() ? report.get().load() : OptionalDouble.empty();
  }

  /** Returns the posture last reported. */
  public Optional<SecurityPosture> posture() {
    return report().flatMap(NodeStatus::posture);
  }

  /** Returns whether an operator's override keeps calls away from the member. */
  public boolean administrativelyDown() {
    Optional<OperatorOverride<ElementState>> override = override();
    return override.isPresent() && !override.get().state().takesCalls();
  }

  @Override
  public final boolean equals(Object other) {
    return other == this
        || (other instanceof Member that
            && epoch() == that.epoch()
            && state() == that.state()
            && liveness() == that.liveness()
            && registration().equals(that.registration())
            && report().equals(that.report())
            && override().equals(that.override()));
  }

  @Override
  public final int hashCode() {
    return Objects.hash(registration(), epoch(), state(), liveness());
  }

  @Override
  public String toString() {
    return "Member[" + node() + " " + state().token() + " " + liveness() + "]";
  }

  /** Starts a member with this registration, for a test of a policy. */
  public static Builder builder(Registration registration) {
    return new Builder(registration);
  }

  /** Builds a member; by default one that waits for its first status. Not thread-safe. */
  public static final class Builder {
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
     * Sets the last report.
     *
     * @throws IllegalArgumentException if it is another node's, or about another service
     */
    public Builder report(NodeStatus report) {
      this.report = SimpleRegistration.own(report, registration.service(), registration.node());
      return this;
    }

    /** Sets the last report to this state. */
    public Builder report(ElementState state) {
      return report(NodeStatus.of(registration.node(), state));
    }

    /** Lets the lease be expired. */
    public Builder expired() {
      this.expired = true;
      return this;
    }

    /** Sets an operator's override. */
    public Builder override(OperatorOverride<ElementState> override) {
      this.override = Objects.requireNonNull(override, "override");
      return this;
    }

    /** Sets the epoch of the registration; 1 by default. */
    public Builder epoch(long epoch) {
      this.epoch = Checks.notNegative("epoch", epoch);
      return this;
    }

    /** Returns the member; its state follows from lease, override and report as in a manager. */
    public Member build() {
      return new SimpleMember(registration, epoch, expired, report, override);
    }
  }
}
