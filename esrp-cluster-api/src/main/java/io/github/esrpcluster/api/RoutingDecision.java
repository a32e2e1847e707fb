package io.github.esrpcluster.api;

import java.util.Objects;
import java.util.Optional;

/**
 * Holds the result of routing a call: the picked member, or the reason why there is none.
 * Immutable.
 */
public sealed interface RoutingDecision {
  /** Returns the member that was picked; empty if the call was refused. */
  Optional<Member> member();

  /** Lists the steps of the routing order. */
  enum Mode {
    /** The member is {@link ElementState#NORMAL}. */
    NORMAL,
    /**
     * The member has a {@link ElementState#SERVICE_DISRUPTION}. Every member that is {@link
     * ElementState#NORMAL} is excluded by the request, or there is none.
     */
    DEGRADED,
    /**
     * The member is overloaded, not live or going down, because every member that takes calls is
     * excluded by the request, or there is none. Also if the members changed during each of 100
     * attempts to pick one. The call may fail, but a call that is not offered to any node fails for
     * certain. The published status does not improve.
     */
    LAST_RESORT
  }

  /** Lists the reasons for which no member was picked. */
  enum Refusal {
    /** The service is unknown. */
    UNKNOWN_SERVICE,
    /** The service has no member. */
    NO_NODES,
    /** The request excludes every member that could be picked. */
    ALL_EXCLUDED,
    /** Every member is {@code Overloaded}, and the last resort is off. */
    ALL_OVERLOADED,
    /** Every member is {@code GoingDown}, and the last resort is off. */
    ALL_DRAINING,
    /** Every member is in {@code ScheduledMaintenance}. */
    ALL_IN_MAINTENANCE,
    /** No member is live, and the last resort is off. */
    ALL_UNREACHABLE,
    /** Every member is {@code Down}. */
    ALL_DOWN,
    /**
     * No member can be picked, for several of these reasons or because of an operator's override.
     */
    NONE_USABLE,
    /** The manager is closed. */
    CLOSED
  }

  /**
   * Offers the call to a member.
   *
   * @param picked the member
   * @param mode the step of the routing order to which the member belongs
   */
  record Routed(Member picked, Mode mode) implements RoutingDecision {
    /** Creates the decision. */
    public Routed {
      Objects.requireNonNull(picked, "picked");
      Objects.requireNonNull(mode, "mode");
    }

    @Override
    public Optional<Member> member() {
      return Optional.of(picked);
    }
  }

  /**
   * Refuses the call, because no member can be picked.
   *
   * @param reason the reason
   */
  record Refused(Refusal reason) implements RoutingDecision {
    /** Creates the decision. */
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public Optional<Member> member() {
      return Optional.empty();
    }
  }
}
