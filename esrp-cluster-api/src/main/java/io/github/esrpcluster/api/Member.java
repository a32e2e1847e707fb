package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Describes one node in one cluster, as policies see it. Immutable. Made by the manager, or by
 * {@link #builder} for tests; vendors do not extend it.
 *
 * <p>A member has no time of its last contact, because that would change without an event, and a
 * policy is a pure function of its input. {@link StatusExplanation} has the time since the last
 * contact.
 *
 * <p>Two members are equal if registration, epoch, state, liveness, report and override are equal.
 */
public abstract class Member {
  /** Creates a member. For the manager and the test kit. */
  protected Member() {}

  /** Returns the registration of the node, without its first status. */
  public abstract Registration registration();

  /** Returns the epoch of the membership ({@link Lease#epoch()}). */
  public abstract long epoch();

  /**
   * Returns the effective state, which follows from lease, override and report. A member that has
   * expired, or has not reported yet, is {@link ElementState#UNREACHABLE} unless an override
   * applies.
   */
  public abstract ElementState state();

  /** Returns the liveness: whether the lease runs, the node has reported, and the member drains. */
  public abstract Liveness liveness();

  /** Returns the last accepted report of this epoch; empty before the first. */
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

  /** Returns the weight of the node, 1 to 65,535. */
  public int weight() {
    return registration().weight();
  }

  /** Returns the preference tier, 1 to 5 (most preferred). */
  public int preference() {
    return registration().preference();
  }

  /** Returns the failure domain; empty if the node registered without one. */
  public Optional<String> site() {
    return registration().site();
  }

  /**
   * Returns the load last reported in this epoch, 0 or more, in the unit that the nodes use
   * (usually 1.0 for full); empty if the node has reported no load.
   */
  public OptionalDouble load() {
    Optional<NodeStatus> report = report();
    return report.isPresent() ? report.get().load() : OptionalDouble.empty();
  }

  /** Returns the posture last reported in this epoch; empty if the node has reported none. */
  public Optional<SecurityPosture> posture() {
    return report().flatMap(NodeStatus::posture);
  }

  /** Returns whether an operator's override sets a state that takes no calls. */
  public boolean administrativelyDown() {
    Optional<OperatorOverride<ElementState>> override = override();
    return override.isPresent() && !override.get().state().takesCalls();
  }

  /** Returns whether all values of both members are equal. */
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

  /** Returns text for people: node, state and liveness. */
  @Override
  public String toString() {
    return "Member[" + node() + " " + state().token() + " " + liveness() + "]";
  }

  /**
   * Returns a builder for a member with this registration, for a test of a policy. A status in the
   * registration is the first report.
   *
   * @throws IllegalArgumentException if a value of the registration breaks a rule
   */
  public static Builder builder(Registration registration) {
    return new Builder(registration);
  }

  /** Builds a member, by default one that has not reported yet. Not thread-safe. */
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

    /**
     * Sets the last report to this state, without a reason.
     *
     * @throws IllegalArgumentException if it is {@link ElementState#UNREACHABLE}
     */
    public Builder report(ElementState state) {
      return report(NodeStatus.of(registration.node(), state));
    }

    /** Marks the lease as expired; by default it runs. */
    public Builder expired() {
      this.expired = true;
      return this;
    }

    /** Sets an operator's override; none by default. */
    public Builder override(OperatorOverride<ElementState> override) {
      this.override = Objects.requireNonNull(override, "override");
      return this;
    }

    /**
     * Sets the epoch of the registration; 1 by default.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder epoch(long epoch) {
      this.epoch = Checks.notNegative("epoch", epoch);
      return this;
    }

    /** Returns the member. Its state follows from lease, override and report as in a manager. */
    public Member build() {
      return new SimpleMember(registration, epoch, expired, report, override);
    }
  }
}
