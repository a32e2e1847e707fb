package io.github.esrpcluster.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An event in a manager; every {@link ClusterListener} receives it. One interface for each kind.
 * Kinds and accessors may be added in any release, so a listener needs a default branch. Immutable,
 * and equal if all values are. Made by the manager; vendors do not implement it.
 */
public interface ClusterEvent {
  /** Returns the time, by the wall clock. */
  Instant at();

  /** An event about one service. */
  interface ServiceEvent extends ClusterEvent {
    /** Returns the service. */
    ServiceId service();
  }

  /** An event about one node in one service. */
  interface MemberEvent extends ServiceEvent {
    /** Returns the node. */
    NodeId node();
  }

  /** An event about the notifications of one service to one publisher. */
  interface NotificationEvent extends ServiceEvent {
    /** Returns the name of the publisher ({@link PublisherOptions#name()}). */
    String publisher();

    /** Returns the version of the status. */
    long version();
  }

  // ---- members and leases

  /** Fired when a node registers: for the first time, or with a new epoch. */
  interface MemberJoined extends MemberEvent {
    /** Returns the new epoch. */
    long epoch();

    /** Returns the lease granted. */
    Duration granted();

    /** Returns the epoch that ended with it; empty if the node was not a member before. */
    OptionalLong replacedEpoch();
  }

  /** Fired when a membership ends. */
  interface MemberLeft extends MemberEvent {
    /** Returns the epoch that ended. */
    long epoch();

    /** Returns why. */
    Cause cause();

    /** Why a membership ended. */
    enum Cause {
      /** The lease was released. */
      RELEASED,
      /** The lease had been expired for the retention time. */
      RETENTION_EXPIRED
    }
  }

  /** Fired when a lease expires: from now on the member counts as {@code Unreachable}. */
  interface LeaseExpired extends MemberEvent {
    /** Returns the epoch of the lease, which stays. */
    long epoch();
  }

  /** Fired when an expired lease is renewed: the member is live again, under the same epoch. */
  interface MemberRecovered extends MemberEvent {
    /** Returns the epoch of the lease. */
    long epoch();
  }

  /** Fired when the effective state of a member changes. */
  interface MemberStateChanged extends MemberEvent {
    /** Returns the state before. */
    ElementState from();

    /** Returns the state now. */
    ElementState to();

    /** Returns the reason of the node or operator, or why the member is not live; may be empty. */
    String reason();
  }

  /** Fired when a report is refused: its sequence or epoch is older than the accepted one. */
  interface ReportRefused extends MemberEvent {
    /** Returns the rule that it broke. */
    String reason();
  }

  /** Fired when a renewal or release is refused: a newer registration holds the membership. */
  interface LeaseRefused extends MemberEvent {
    /** Returns the epoch that the caller gave. */
    long epoch();
  }

  /** What happened to an override. */
  enum OverrideChange {
    /** An operator set it. */
    SET,
    /** An operator cleared it. */
    CLEARED,
    /** Its duration is over. */
    EXPIRED
  }

  /** An event about an operator's override. */
  interface OverrideEvent extends ServiceEvent {
    /** Returns what happened to the override. */
    OverrideChange change();

    /** Returns who set or cleared it; after {@link OverrideChange#EXPIRED} who had set it. */
    String operator();

    /** Returns why it was set or cleared; may be empty. */
    String reason();
  }

  /** Fired when the override of a member's state is set, cleared or expires. */
  interface MemberOverridden extends MemberEvent, OverrideEvent {
    /** Returns the override that is in force now; empty if none is. */
    Optional<OperatorOverride<ElementState>> override();
  }

  /** Fired when the override of a service's state is set, cleared or expires. */
  interface ServiceOverridden extends OverrideEvent {
    /** Returns the override that is in force now; empty if none is. */
    Optional<OperatorOverride<ServiceState>> override();
  }

  /** Fired when the override of a service's posture is set, cleared or expires. */
  interface PostureOverridden extends OverrideEvent {
    /** Returns the override that is in force now; empty if none is. */
    Optional<OperatorOverride<SecurityPosture>> override();
  }

  // ---- service status

  /** Fired when the published status of a service changes, before the publishers are notified. */
  interface StatusChanged extends ServiceEvent {
    /** Returns the new status. */
    ServiceStatus status();

    /** Returns the status before; empty for the first. */
    Optional<ServiceStatus> previous();
  }

  /** Fired when an improvement starts to wait for the hold-down. */
  interface ImprovementHeld extends ServiceEvent {
    /** Returns the verdict that waits. */
    Verdict verdict();

    /** Returns the hold-down. */
    Duration holdDown();
  }

  /** Fired when a service gets another status policy. */
  interface StatusPolicyReplaced extends ServiceEvent {
    /** Returns the new policy, as its {@code toString} says. */
    String policy();
  }

  /** Fired when a service gets another load-balancing policy. */
  interface LoadBalancingPolicyReplaced extends ServiceEvent {
    /** Returns the new policy, as its {@code toString} says. */
    String policy();
  }

  /** How a status policy failed. */
  enum PolicyFailure {
    /** It threw. */
    EXCEPTION,
    /** It returned null. */
    RETURNED_NULL,
    /** It exceeded its deadline. */
    TIMED_OUT,
    /** The executor for policies refused to run it. */
    REJECTED
  }

  /**
   * Fired once per episode when a status policy fails: until it succeeds, the built-in any-up
   * evaluates in its place.
   */
  interface PolicyFailed extends ServiceEvent {
    /** Returns how it failed. */
    PolicyFailure kind();

    /** Returns what is known of it. */
    String detail();
  }

  /** Fired when a failed status policy succeeds again; ends the episode. */
  interface PolicyRecovered extends ServiceEvent {}

  /**
   * Fired when a service is removed: it has had no members and no overrides for the retention time,
   * has no settings of its own, and its last status was published and delivered. Ends an episode in
   * which its status policy failed.
   */
  interface ServiceRemoved extends ServiceEvent {}

  // ---- routing

  /** Fired for each call offered to a member that does not take calls, because no member does. */
  interface LastResortUsed extends MemberEvent {
    /** Returns the state of the member. */
    ElementState state();
  }

  /** Fired when the first call of an episode is offered to a last-resort node. */
  interface LastResortStarted extends ServiceEvent {}

  /** Fired when a call is offered to a node that takes calls again; ends the episode. */
  interface LastResortEnded extends ServiceEvent {
    /** Returns how many calls of the episode were offered to last-resort nodes. */
    long calls();
  }

  /** Fired for each call for which no node could be offered. */
  interface RouteRefused extends ServiceEvent {
    /** Returns why. */
    RoutingDecision.Refusal reason();
  }

  /**
   * Fired once per episode when a load-balancing policy fails: until it succeeds, the manager picks
   * by round robin.
   */
  interface BalancingFailed extends ServiceEvent {
    /** Returns what is known of it. */
    String detail();
  }

  /** Fired when a failed load-balancing policy succeeds again; ends the episode. */
  interface BalancingRecovered extends ServiceEvent {}

  // ---- notification

  /** Fired when a publisher has delivered a status. */
  interface NotificationSent extends NotificationEvent {
    /** Returns the status. */
    ServiceStatus status();
  }

  /** Fired when a notification fails; the newest status is sent again after the pause. */
  interface NotificationFailed extends NotificationEvent {
    /** Returns the number of failures in a row, from 1. */
    int attempt();

    /** Returns what is known of it. */
    String detail();

    /** Returns the pause before the next attempt. */
    Duration retryIn();
  }

  /**
   * Fired once per episode when a call of a publisher does not return in time: a thread is blocked
   * in it, and nothing can be sent to this publisher about this service until it returns. {@link
   * NotificationSent}, {@link NotificationFailed} or {@link NotificationAbandoned} ends the
   * episode.
   */
  interface NotificationStalled extends NotificationEvent {
    /** Returns how long the call has been in flight. */
    Duration inFlightFor();
  }

  /**
   * Fired when a status is not sent again: the manager closed before the last status of the service
   * was delivered, or the publisher was removed before a notification in flight failed.
   */
  interface NotificationAbandoned extends NotificationEvent {}

  // ---- the manager

  /** Fired when the manager itself did not run for a while: every lease is extended, once. */
  interface StallDetected extends ClusterEvent {
    /** Returns how long it did not run. */
    Duration gap();

    /** Returns how many leases were extended. */
    long leases();
  }

  /**
   * Fired once per episode when the timer of the sweep does not come back, or the scheduler refuses
   * the next sweep. Leases and routing stay exact; expiries then show in a status only when a call
   * or a registration comes upon them, and delayed notifications wait for the next change. The next
   * sweep ends the episode.
   */
  interface SweepTimerLost extends ClusterEvent {
    /** Returns the time since the last sweep. */
    Duration since();
  }

  /** Fired when a call is refused for a limit of the manager. */
  interface LimitReached extends ClusterEvent {
    /** Returns the name of the setting. */
    String limit();

    /** Returns the value of the setting. */
    long max();

    /** Returns what was refused. */
    String refused();
  }

  /** Fired to a listener that was too slow and missed events. */
  interface EventsDropped extends ClusterEvent {
    /** Returns how many events it missed. */
    long count();
  }

  /**
   * Fired when the manager starts to close: every service becomes {@code GoingDown}, and no other
   * status follows. Until the last statuses are delivered, or the grace time is over, leases still
   * expire and notification events still come.
   */
  interface ManagerClosing extends ClusterEvent {}
}
