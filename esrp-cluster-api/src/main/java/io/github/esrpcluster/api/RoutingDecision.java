package io.github.esrpcluster.api;

import java.util.Objects;
import java.util.Optional;

/** Where a call goes, or why nowhere. */
public sealed interface RoutingDecision {
  /** The member that takes the call; empty if refused. */
  Optional<Member> member();

  /** How good a choice it is. */
  enum Mode {
    /** The member is {@link ElementState#NORMAL}. */
    NORMAL,
    /** Nobody is normal; the member has a {@link ElementState#SERVICE_DISRUPTION}. */
    DEGRADED,
    /**
     * Nobody takes calls. The member is overloaded, not heard or going down: a call offered to it
     * may be lost, one that is dropped surely is. The published status is not raised by it.
     */
    LAST_RESORT
  }

  /** Why there is nobody for a call. */
  enum Refusal {
    /** No such service: nobody ever registered for it. */
    UNKNOWN_SERVICE,
    /** The service has no node. */
    NO_NODES,
    /** Every node that could be picked is excluded by the request. */
    ALL_EXCLUDED,
    /** Every node is {@code Overloaded}, and last resort is off. */
    ALL_OVERLOADED,
    /** Every node is {@code GoingDown}, and last resort is off. */
    ALL_DRAINING,
    /** Every node is {@code ScheduledMaintenance}. */
    ALL_IN_MAINTENANCE,
    /** No node is heard, and last resort is off. */
    ALL_UNREACHABLE,
    /** Every node is {@code Down}. */
    ALL_DOWN,
    /**
     * Nobody can be picked, for several of these reasons, or because an operator took nodes out.
     */
    NONE_USABLE,
    /** The manager is closed. */
    CLOSED
  }

  /**
   * The call goes to this member.
   *
   * @param picked the member
   * @param mode how good a choice it is
   */
  record Routed(Member picked, Mode mode) implements RoutingDecision {
    /** Refuses nulls. */
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
   * There is nobody for the call.
   *
   * @param reason why
   */
  record Refused(Refusal reason) implements RoutingDecision {
    /** Refuses nulls. */
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public Optional<Member> member() {
      return Optional.empty();
    }
  }
}
