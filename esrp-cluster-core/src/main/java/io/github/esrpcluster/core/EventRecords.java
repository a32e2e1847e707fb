package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The events of this manager, one record for each kind; {@link ClusterEvent} describes them. */
final class EventRecords {
  private EventRecords() {}

  record MemberJoinedEvent(
      Instant at,
      ServiceId service,
      NodeId node,
      long epoch,
      Duration granted,
      OptionalLong replacedEpoch)
      implements ClusterEvent.MemberJoined {}

  record MemberTermsChangedEvent(
      Instant at,
      ServiceId service,
      NodeId node,
      Registration before,
      Registration after,
      Duration granted)
      implements ClusterEvent.MemberTermsChanged {}

  record MemberLeftEvent(
      Instant at, ServiceId service, NodeId node, long epoch, ClusterEvent.MemberLeft.Cause cause)
      implements ClusterEvent.MemberLeft {}

  record LeaseExpiredEvent(Instant at, ServiceId service, NodeId node, long epoch)
      implements ClusterEvent.LeaseExpired {}

  record MemberRecoveredEvent(Instant at, ServiceId service, NodeId node, long epoch)
      implements ClusterEvent.MemberRecovered {}

  record MemberStateChangedEvent(
      Instant at, ServiceId service, NodeId node, ElementState from, ElementState to, String reason)
      implements ClusterEvent.MemberStateChanged {}

  record ReportRefusedEvent(Instant at, ServiceId service, NodeId node, String reason)
      implements ClusterEvent.ReportRefused {}

  record LeaseRefusedEvent(Instant at, ServiceId service, NodeId node, long epoch)
      implements ClusterEvent.LeaseRefused {}

  record MemberOverriddenEvent(
      Instant at,
      ServiceId service,
      NodeId node,
      Optional<OperatorOverride<ElementState>> override,
      ClusterEvent.OverrideChange change,
      String operator,
      String reason)
      implements ClusterEvent.MemberOverridden {}

  record ServiceOverriddenEvent(
      Instant at,
      ServiceId service,
      Optional<OperatorOverride<ServiceState>> override,
      ClusterEvent.OverrideChange change,
      String operator,
      String reason)
      implements ClusterEvent.ServiceOverridden {}

  record PostureOverriddenEvent(
      Instant at,
      ServiceId service,
      Optional<OperatorOverride<SecurityPosture>> override,
      ClusterEvent.OverrideChange change,
      String operator,
      String reason)
      implements ClusterEvent.PostureOverridden {}

  record StatusChangedEvent(Instant at, ServiceStatus status, Optional<ServiceStatus> previous)
      implements ClusterEvent.StatusChanged {
    @Override
    public ServiceId service() {
      return status.service();
    }
  }

  record ImprovementHeldEvent(Instant at, ServiceId service, Verdict verdict, Duration holdDown)
      implements ClusterEvent.ImprovementHeld {}

  record StatusPolicyReplacedEvent(Instant at, ServiceId service, String policy)
      implements ClusterEvent.StatusPolicyReplaced {}

  record LoadBalancingPolicyReplacedEvent(Instant at, ServiceId service, String policy)
      implements ClusterEvent.LoadBalancingPolicyReplaced {}

  record PolicyFailedEvent(
      Instant at, ServiceId service, ClusterEvent.PolicyFailure kind, String detail)
      implements ClusterEvent.PolicyFailed {}

  record PolicyRecoveredEvent(Instant at, ServiceId service)
      implements ClusterEvent.PolicyRecovered {}

  record ServiceRemovedEvent(Instant at, ServiceId service)
      implements ClusterEvent.ServiceRemoved {}

  record LastResortUsedEvent(Instant at, ServiceId service, NodeId node, ElementState state)
      implements ClusterEvent.LastResortUsed {}

  record LastResortStartedEvent(Instant at, ServiceId service)
      implements ClusterEvent.LastResortStarted {}

  record LastResortEndedEvent(Instant at, ServiceId service, long calls)
      implements ClusterEvent.LastResortEnded {}

  record RouteRefusedEvent(Instant at, ServiceId service, RoutingDecision.Refusal reason)
      implements ClusterEvent.RouteRefused {}

  record BalancingFailedEvent(Instant at, ServiceId service, String detail)
      implements ClusterEvent.BalancingFailed {}

  record BalancingRecoveredEvent(Instant at, ServiceId service)
      implements ClusterEvent.BalancingRecovered {}

  record NotificationSentEvent(Instant at, String publisher, ServiceStatus status)
      implements ClusterEvent.NotificationSent {
    @Override
    public ServiceId service() {
      return status.service();
    }

    @Override
    public long version() {
      return status.version();
    }
  }

  record NotificationFailedEvent(
      Instant at,
      ServiceId service,
      String publisher,
      long version,
      int attempt,
      String detail,
      Duration retryIn)
      implements ClusterEvent.NotificationFailed {}

  record NotificationStalledEvent(
      Instant at, ServiceId service, String publisher, long version, Duration inFlightFor)
      implements ClusterEvent.NotificationStalled {}

  record NotificationAbandonedEvent(Instant at, ServiceId service, String publisher, long version)
      implements ClusterEvent.NotificationAbandoned {}

  record NotificationDeliveredLateEvent(
      Instant at, ServiceId service, String publisher, long version)
      implements ClusterEvent.NotificationDeliveredLate {}

  record StallDetectedEvent(Instant at, Duration gap, long leases)
      implements ClusterEvent.StallDetected {}

  record SweepTimerLostEvent(Instant at, Duration since) implements ClusterEvent.SweepTimerLost {}

  record LimitReachedEvent(Instant at, String limit, long max, String refused)
      implements ClusterEvent.LimitReached {}

  record EventsDroppedEvent(Instant at, long count) implements ClusterEvent.EventsDropped {}

  record ManagerClosingEvent(Instant at) implements ClusterEvent.ManagerClosing {}
}
