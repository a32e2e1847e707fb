package io.github.esrpcluster.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened, told to every {@link ClusterListener}. One record for each kind; more
 * kinds may come, so keep a default branch.
 */
public sealed interface ClusterEvent {
  /** When, by the wall clock. */
  Instant at();

  /** Something that happened to one service. */
  sealed interface ServiceEvent extends ClusterEvent {
    /** The service. */
    ServiceId service();
  }

  /** Something that happened to one node in one service. */
  sealed interface MemberEvent extends ServiceEvent {
    /** The node. */
    NodeId node();
  }

  /** Something that happened on the way to one upstream entity. */
  sealed interface TransmissionEvent extends ServiceEvent {
    /** The name of the publisher ({@link PublisherOptions#name()}). */
    String publisher();

    /** The version of the message. */
    long version();
  }

  // ---- membership

  /**
   * A node registered: for the first time, or anew with a new epoch.
   *
   * @param epoch the new epoch
   * @param granted the lease
   * @param replacedEpoch the epoch that ended by it, where the node was a member before
   */
  record MemberJoined(
      Instant at,
      ServiceId service,
      NodeId node,
      long epoch,
      Duration granted,
      Optional<Long> replacedEpoch)
      implements MemberEvent {}

  /** A node left: it was released, or forgotten when it had been silent for the retention time. */
  record MemberLeft(Instant at, ServiceId service, NodeId node, long epoch, Cause cause)
      implements MemberEvent {
    /** Why a member left. */
    public enum Cause {
      /** Its lease was released. */
      RELEASED,
      /** It was silent for the retention time. */
      RETENTION_OVER
    }
  }

  /** A lease ran out: the member is not heard any more. */
  record LeaseExpired(Instant at, ServiceId service, NodeId node, long epoch)
      implements MemberEvent {}

  /** An expired member was heard again, under the same epoch. */
  record MemberRevived(Instant at, ServiceId service, NodeId node, long epoch)
      implements MemberEvent {}

  /**
   * The effective state of a member changed.
   *
   * @param reason what the node or the operator gave for it, or why the node is not heard; may be
   *     empty
   */
  record MemberStateChanged(
      Instant at, ServiceId service, NodeId node, ElementState from, ElementState to, String reason)
      implements MemberEvent {}

  /** A report was refused: by sequence or epoch it is older than what is known. */
  record ReportRefused(Instant at, ServiceId service, NodeId node, String why)
      implements MemberEvent {}

  /** A renewal or release was refused: a newer registration holds the membership. */
  record LeaseRefused(Instant at, ServiceId service, NodeId node, long epoch)
      implements MemberEvent {}

  /**
   * An operator set a member's state, or cleared it ({@code override} empty), or its time is over.
   */
  record MemberOverridden(
      Instant at,
      ServiceId service,
      NodeId node,
      Optional<OperatorOverride<ElementState>> override,
      OverrideChange change)
      implements MemberEvent {}

  // ---- service status

  /**
   * The service status message changed; it is on its way to the publishers.
   *
   * @param status the new message
   * @param previous the one before, empty for the first
   */
  record StatusChanged(Instant at, ServiceStatus status, Optional<ServiceStatus> previous)
      implements ServiceEvent {
    @Override
    public ServiceId service() {
      return status.service();
    }
  }

  /**
   * An improvement waits for the hold-down.
   *
   * @param verdict what the policy found
   * @param holdDown how long it has to last
   */
  record ImprovementHeld(Instant at, ServiceId service, Verdict verdict, Duration holdDown)
      implements ServiceEvent {}

  /** An operator set the state of the service, or cleared it, or its time is over. */
  record ServiceOverridden(
      Instant at,
      ServiceId service,
      Optional<OperatorOverride<ServiceState>> override,
      OverrideChange change)
      implements ServiceEvent {}

  /** An operator set the posture of the service, or cleared it, or its time is over. */
  record PostureOverridden(
      Instant at,
      ServiceId service,
      Optional<OperatorOverride<SecurityPosture>> override,
      OverrideChange change)
      implements ServiceEvent {}

  /** What happened to an override. */
  enum OverrideChange {
    /** It was set. */
    SET,
    /** Somebody cleared it. */
    CLEARED,
    /** Its time is over. */
    TIME_OVER
  }

  /** The service got another status policy. */
  record StatusPolicyReplaced(Instant at, ServiceId service, String policy)
      implements ServiceEvent {}

  /** The service got another load-balancing policy. */
  record LoadBalancingReplaced(Instant at, ServiceId service, String policy)
      implements ServiceEvent {}

  /**
   * The status policy failed; a built-in any-up judges in its place. Once per episode.
   *
   * @param kind how it failed
   * @param detail what is known of it
   */
  record PolicyFailed(Instant at, ServiceId service, PolicyFailure kind, String detail)
      implements ServiceEvent {}

  /** How a status policy fails. */
  enum PolicyFailure {
    /** It threw. */
    THREW,
    /** It returned null. */
    RETURNED_NULL,
    /** It ran past its deadline. */
    LATE,
    /** The executor for policies refused to run it. */
    REJECTED
  }

  /** The status policy judges again; the episode is over. */
  record PolicyRecovered(Instant at, ServiceId service) implements ServiceEvent {}

  /**
   * A service without members and overrides was forgotten after the retention time, when its last
   * state had shown and arrived upstream, and no rate of a publisher would hold the next one back.
   * An episode in which its status policy failed ends with it.
   */
  record ServiceForgotten(Instant at, ServiceId service) implements ServiceEvent {}

  // ---- routing

  /** A call was offered to a member that does not take calls, since nobody does. */
  record LastResortUsed(Instant at, ServiceId service, NodeId node, ElementState state)
      implements MemberEvent {}

  /** A call was routed nowhere. */
  record RouteRefused(Instant at, ServiceId service, RoutingDecision.Refusal reason)
      implements ServiceEvent {}

  /** The load-balancing policy failed; members are picked in turn instead. Once per episode. */
  record BalancingFailed(Instant at, ServiceId service, String detail) implements ServiceEvent {}

  /** The load-balancing policy picks again; the episode is over. */
  record BalancingRecovered(Instant at, ServiceId service) implements ServiceEvent {}

  // ---- transmission

  /** An upstream entity took a message over. */
  record Transmitted(Instant at, String publisher, ServiceStatus status)
      implements TransmissionEvent {
    @Override
    public ServiceId service() {
      return status.service();
    }

    @Override
    public long version() {
      return status.version();
    }
  }

  /**
   * A transmission failed; it will be tried again with the state that is then the newest.
   *
   * @param attempt counts the failures in a row, from 1
   * @param detail what is known of it
   * @param retryIn the pause until the next attempt
   */
  record TransmissionFailed(
      Instant at,
      ServiceId service,
      String publisher,
      long version,
      int attempt,
      String detail,
      Duration retryIn)
      implements TransmissionEvent {}

  /**
   * The call of a publisher does not return: a thread is stuck in it, and nothing can be
   * transmitted to this entity about this service until it comes back. Once per episode, which ends
   * with {@link Transmitted}, {@link TransmissionFailed} or {@link TransmissionAbandoned}.
   */
  record TransmissionStuck(
      Instant at, ServiceId service, String publisher, long version, Duration since)
      implements TransmissionEvent {}

  /**
   * A message is not tried again: the manager closed before the last state of a service was taken
   * over, or the publisher had been taken off when the message that was under way failed.
   */
  record TransmissionAbandoned(Instant at, ServiceId service, String publisher, long version)
      implements TransmissionEvent {}

  // ---- the manager itself

  /**
   * The manager itself did not run for a while; every lease was extended by that time, once.
   *
   * @param gap how long
   * @param leases how many leases were extended
   */
  record StallNoticed(Instant at, Duration gap, long leases) implements ClusterEvent {}

  /**
   * The timer of the manager does not come back, or refuses the next tick: leases and routing are
   * exact all the same, but that a lease ran out shows in a status only when a call or the node
   * itself comes upon it, and what waits for a retry or a rate only goes out with the next change.
   * A timer that refused is asked again by the call, or the registration, that comes upon such a
   * lease. Once per episode, which ends with the next tick.
   */
  record TimerLost(Instant at, Duration since) implements ClusterEvent {}

  /** Something was refused for a limit of the manager. */
  record LimitReached(Instant at, String limit, long max, String refused) implements ClusterEvent {}

  /** This listener was too slow and missed events. */
  record EventsDropped(Instant at, long count) implements ClusterEvent {}

  /**
   * The manager is closing: every service is {@code GoingDown}, and no other status follows. Until
   * the last words were heard, or the grace time is over, leases still run out and transmissions
   * are told.
   */
  record ManagerClosing(Instant at) implements ClusterEvent {}
}
