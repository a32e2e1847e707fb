package io.github.esrpcluster.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Describes an event in a manager. Every {@link ClusterListener} receives it. Each kind of event
 * has an interface. Kinds and accessors may be added in any release, so a listener needs a default
 * branch. Immutable; equal if all values are. Made by the manager; vendors do not implement it.
 */
public interface ClusterEvent {
  /** Returns the wall-clock time of the event. */
  Instant at();

  /**
   * Returns the name of the manager, a setting of its builder; empty for an event that a test made
   * without one.
   */
  default String manager() {
    return "";
  }

  /**
   * Returns the event as one line for an operator: what is affected and why. An alarm also says
   * what the manager does meanwhile and what ends it. Printable; a very long text is cut and marked
   * as cut. The wording may change in any release; it names neither the manager nor the time. By
   * default the {@code toString}, for events that tests make.
   */
  default String text() {
    return toString();
  }

  /** Describes an event of one service. */
  interface ServiceEvent extends ClusterEvent {
    /** Returns the service. */
    ServiceId service();
  }

  /** Describes an event of one node in one service. */
  interface MemberEvent extends ServiceEvent {
    /** Returns the node. */
    NodeId node();
  }

  /** Describes an event of the notifications about one service to one publisher. */
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

    /** Returns the epoch that the new one replaced; empty if the node was not a member before. */
    OptionalLong replacedEpoch();

    /** Returns the terms, without a status. */
    Registration registration();

    /** Returns the terms that the new ones replaced; empty if the node was not a member before. */
    Optional<Registration> replaced();
  }

  /**
   * Fired when a member registers with other terms while its lease runs: weight, preference, site,
   * contact or lease. The epoch and the last report stay.
   */
  interface MemberTermsChanged extends MemberEvent {
    /** Returns the terms until now, without a status. */
    Registration before();

    /** Returns the terms from now on, without a status. */
    Registration after();

    /** Returns the lease granted from now on. */
    Duration granted();
  }

  /**
   * Fired when the contact of a member changes while its lease runs: by other terms, or because
   * another incarnation displaced it. Calls go to the new contact.
   */
  interface ContactChanged extends MemberEvent {
    /** Returns the terms until now, without a status. */
    Registration before();

    /** Returns the terms from now on, without a status. */
    Registration after();
  }

  /**
   * Fired when a node that is a member is registered by another owner than before, or by none: its
   * lease had expired, or it had no owner.
   */
  interface OwnerChanged extends MemberEvent {
    /** Returns the terms until now, without a status. */
    Registration before();

    /** Returns the terms from now on, without a status. */
    Registration after();
  }

  /** Fired when a membership ends. */
  interface MemberLeft extends MemberEvent {
    /** Returns the epoch that ended. */
    long epoch();

    /** Returns the cause. */
    Cause cause();

    /** Lists the causes for which a membership ends. */
    enum Cause {
      /** The lease was released. */
      RELEASED,
      /** The lease had been expired for the retention time. */
      RETENTION_EXPIRED,
      /**
       * The lease had expired, the node had never reported in its epoch, and another node needed
       * the room, because the service had {@code maxMembersPerService} members.
       */
      MADE_ROOM
    }
  }

  /** Fired when a lease expires: the member counts as {@code Unreachable} from now on. */
  interface LeaseExpired extends MemberEvent {
    /** Returns the epoch of the lease, which does not change. */
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
    /** Returns the rule that the report broke, for people. */
    String reason();

    /**
     * Returns the number of refused reports of the node in a row, from 1. A report without a
     * sequence number that only repeats the last accepted one does not end the row.
     */
    long inARow();
  }

  /** Fired when a report of a node is accepted after others were refused. */
  interface ReportsAccepted extends MemberEvent {
    /** Returns the number of reports that were refused in a row. */
    long refused();
  }

  /**
   * Fired once per episode when two processes register the same node in turn while its lease runs:
   * the second one has come back. They differ in incarnation or contact. The episode ends when none
   * of them has displaced the other for two leases.
   */
  interface NodeContested extends MemberEvent {
    /** Returns the registration that was displaced last, without a status. */
    Registration displaced();

    /** Returns the registration that displaced it, without a status. */
    Registration registration();
  }

  /**
   * Fired when a renewal or release is refused: a newer registration holds the membership, or the
   * caller guesses epochs.
   */
  interface LeaseRefused extends MemberEvent {
    /** Returns the epoch that the caller gave. */
    long epoch();

    /** Returns the number of refusals for wrong epochs in this membership, this one included. */
    long refusals();
  }

  /**
   * Fired when a member has more than half of the weight of a service that has three or more
   * members, once until that is over: one node may then take most calls.
   */
  interface WeightDominated extends MemberEvent {
    /** Returns the weight of the member. */
    int weight();

    /** Returns the weight of all members. */
    long total();
  }

  /** Fired when a registration is refused: the node may not register now. */
  interface RegistrationRefused extends MemberEvent {
    /** Returns the registration asked for. */
    Registration registration();

    /** Returns why it was refused. */
    RegistrationRefusedException.RegistrationRefusal refusal();

    /** Returns the reason, for people; may be empty. */
    String reason();
  }

  /**
   * Fired when a renewal, release or report is refused: the member has another owner, or the
   * manager requires an epoch.
   */
  interface CallNotPermitted extends MemberEvent {
    /** Returns the owner for which the caller acts; empty if none. */
    Optional<String> caller();
  }

  /** Lists the changes of an override. */
  enum OverrideChange {
    /** An operator set the override. */
    SET,
    /** An operator cleared the override. */
    CLEARED,
    /** The duration of the override is over. */
    EXPIRED,
    /** The override had no duration, and its node was no member for the longest time allowed. */
    ORPHANED
  }

  /** Describes a change of an operator's override. */
  interface OverrideEvent extends ServiceEvent {
    /** Returns the change. */
    OverrideChange change();

    /**
     * Returns the operator who set or cleared the override; after {@link OverrideChange#EXPIRED}
     * and {@link OverrideChange#ORPHANED} the operator who had set it.
     */
    String operator();

    /** Returns the reason of the operator, for people; may be empty. */
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

  /** Fired when a recovery of the posture starts to wait for the hold-down. */
  interface PostureRecoveryHeld extends ServiceEvent {
    /** Returns the posture that waits. */
    SecurityPosture posture();

    /** Returns the hold-down. */
    Duration holdDown();
  }

  /** Fired when a service gets another status policy; ends an episode of the old one. */
  interface StatusPolicyReplaced extends ServiceEvent {
    /** Returns the name of the new policy, from its {@code toString}. */
    String policy();
  }

  /** Fired when a service gets another load-balancing policy; ends an episode of the old one. */
  interface LoadBalancingPolicyReplaced extends ServiceEvent {
    /** Returns the name of the new policy, from its {@code toString}. */
    String policy();
  }

  /** Lists the ways in which a status policy fails. */
  enum PolicyFailure {
    /** The policy threw an exception. */
    EXCEPTION,
    /** The policy returned null. */
    RETURNED_NULL,
    /** The policy exceeded its deadline. */
    TIMED_OUT,
    /** The executor for policies refused the evaluation. */
    REJECTED
  }

  /**
   * Fired once per episode when a status policy fails. Until the policy succeeds, the built-in
   * any-up evaluates the service.
   */
  interface PolicyFailed extends ServiceEvent {
    /** Returns the kind of failure. */
    PolicyFailure kind();

    /** Returns the details of the failure, for people. */
    String detail();
  }

  /** Fired when a failed status policy succeeds again; ends the episode. */
  interface PolicyRecovered extends ServiceEvent {
    /** Returns the number of evaluations that failed in the episode. */
    long failures();
  }

  /**
   * Fired when a service is removed: it has had no members for the brief retention, has no
   * overrides, no settings of its own and no declaration, and its last status was published and
   * delivered. Ends its open episodes (policy, load balancing, last resort, refusals).
   */
  interface ServiceRemoved extends ServiceEvent {}

  // ---- routing

  /**
   * Fired for each call that is offered to a last-resort node, because no member takes calls,
   * except members that the request excludes.
   */
  interface LastResortUsed extends MemberEvent {
    /** Returns the state of the member. */
    ElementState state();
  }

  /**
   * Fired when the first call of an episode is offered to a last-resort node. A call that excludes
   * members starts no episode, because the members that it excludes may take calls.
   */
  interface LastResortStarted extends ServiceEvent {}

  /** Fired when a call is offered to a node that takes calls again; ends the episode. */
  interface LastResortEnded extends ServiceEvent {
    /** Returns the number of calls that were offered to last-resort nodes in the episode. */
    long calls();
  }

  /**
   * Fired when the first call of an episode is refused because no node can be offered. A call that
   * excludes members starts no episode, nor does one for an unknown service.
   */
  interface RefusalsStarted extends ServiceEvent {
    /** Returns the reason for the first refusal. */
    RoutingDecision.Refusal reason();
  }

  /** Fired when a call is offered to a node again; ends the episode. */
  interface RefusalsEnded extends ServiceEvent {
    /** Returns the number of calls that were refused in the episode. */
    long calls();
  }

  /** Fired for each call for which no node could be offered. */
  interface RouteRefused extends ServiceEvent {
    /** Returns the reason. */
    RoutingDecision.Refusal reason();
  }

  /**
   * Fired once per episode when a load-balancing policy fails. Until the policy succeeds, the
   * manager picks by round robin.
   */
  interface BalancingFailed extends ServiceEvent {
    /** Returns the details of the failure, for people. */
    String detail();
  }

  /** Fired when a failed load-balancing policy succeeds again; ends the episode. */
  interface BalancingRecovered extends ServiceEvent {
    /** Returns the number of picks that failed in the episode. */
    long failures();
  }

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

    /** Returns the details of the failure, for people. */
    String detail();

    /** Returns the pause before the next attempt. */
    Duration retryIn();
  }

  /**
   * Fired once per episode when a call of a publisher does not return in time. The call blocks a
   * thread, and the publisher receives no status of this service until the call returns. {@link
   * NotificationRecovered}, {@link NotificationFailed} or {@link NotificationAbandoned} ends the
   * episode.
   */
  interface NotificationStalled extends NotificationEvent {
    /** Returns the age of the call. */
    Duration inFlightFor();
  }

  /**
   * Fired when a publisher delivers a status after failures in a row, or after a call that was
   * reported as stalled; ends the episode.
   */
  interface NotificationRecovered extends NotificationEvent {
    /** Returns the number of failures in a row. */
    int failures();

    /** Returns the time since the first failure or the start of the stalled call. */
    Duration after();
  }

  /**
   * Fired when a status is not sent again: the manager closed before the publisher had delivered
   * the last status of the service, or the publisher was removed before a notification in flight
   * failed.
   */
  interface NotificationAbandoned extends NotificationEvent {}

  /**
   * Fired when a notification that had timed out is delivered after all. If a newer status was sent
   * meanwhile, it is sent again, because the publisher may have received the older one last.
   */
  interface NotificationDeliveredLate extends NotificationEvent {}

  // ---- the manager

  /**
   * Fired when the manager itself was suspended, because a sweep ran too late. The manager extends
   * all leases by the gap, once.
   */
  interface StallDetected extends ClusterEvent {
    /** Returns the gap. */
    Duration gap();

    /** Returns the number of leases that were extended. */
    long leases();
  }

  /**
   * Fired once per episode when the scheduler refuses the next sweep, or a call or a registration
   * finds an expired lease that no sweep has found in time. Leases and routing stay exact. A status
   * shows an expiry only after a call or a registration has found it, and delayed notifications
   * wait for the next change. The next sweep ends the episode.
   */
  interface SweepTimerLost extends ClusterEvent {
    /** Returns the time since the last sweep. */
    Duration since();
  }

  /** Fired when sweeps run again after {@link SweepTimerLost}; ends the episode. */
  interface SweepTimerRecovered extends ClusterEvent {
    /** Returns the time between the last sweep before the episode and the first after it. */
    Duration after();
  }

  /**
   * Fired when a method call is refused because it would exceed a limit of the manager, or when a
   * member gets less than it asked for ({@code maxWeight}).
   */
  interface LimitReached extends ClusterEvent {
    /** Returns the name of the setting. */
    String limit();

    /** Returns the value of the setting. */
    long max();

    /** Returns text for people that names the refused thing. */
    String refused();
  }

  /**
   * Fired when the reason of a first status, of a report that changed something, or of an override
   * or its clearing is longer than the manager's limit ({@code maxReasonLength}). The state counts;
   * the reason is cut and ends with a mark that has the full length.
   */
  interface ReasonCut extends ServiceEvent {
    /** Returns the node or the operator who gave the reason. */
    String from();

    /** Returns the full length of the reason, in characters. */
    int length();

    /** Returns the limit, in characters. */
    int max();
  }

  /** Fired to one listener that was too slow and missed events. */
  interface EventsDropped extends ClusterEvent {
    /** Returns the number of events that the listener missed. */
    long count();
  }

  /**
   * Fired when the manager starts to close: every service becomes {@code GoingDown}, and no other
   * status follows. Until the last statuses are delivered, or the grace time is over, leases still
   * expire and notification events still come.
   */
  interface ManagerClosing extends ClusterEvent {}
}
