package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gets all events, and checks that they are complete and consistent. */
final class EventChecker {
  private record MemberKey(ServiceId service, NodeId node) {}

  private final Ledger ledger;
  private final Set<MemberKey> expired = new HashSet<>();
  private final Map<MemberKey, ElementState> states = new HashMap<>();
  private final Map<ServiceId, ServiceStatus> standing = new HashMap<>();
  private final Map<ServiceId, Long> versions = new HashMap<>();
  private final Set<ServiceId> failing = new HashSet<>();

  private final Map<ServiceId, Long> lastResortCalls = new HashMap<>();
  private final Map<ServiceId, Long> refusedCalls = new HashMap<>();

  /** The failed attempts in a row of each publisher and service, stalled calls included. */
  private final Map<String, Integer> failedAttempts = new HashMap<>();

  private final Set<String> abandoned = new HashSet<>();
  private long expiries;
  private long notificationsSent;
  private long notificationFailures;
  private long notificationsLate;
  private long limitsReached;
  private long textsCut;

  EventChecker(Ledger ledger) {
    this.ledger = ledger;
  }

  void onEvent(ClusterEvent event) {
    if (event instanceof ClusterEvent.OverrideEvent override) {
      checkOperator(override);
    }
    if (event instanceof ClusterEvent.MemberEvent member) {
      onMemberEvent(member, new MemberKey(member.service(), member.node()));
    } else if (event instanceof ClusterEvent.StatusChanged changed) {
      changed(changed);
    } else if (event instanceof ClusterEvent.PolicyFailed failed) {
      once(failing.add(failed.service()), event);
    } else if (event instanceof ClusterEvent.PolicyRecovered recovered) {
      once(failing.remove(recovered.service()), event);
    } else if (event instanceof ClusterEvent.StatusPolicyReplaced replaced) {
      failing.remove(replaced.service());
    } else if (event instanceof ClusterEvent.ServiceRemoved removed) {
      standing.remove(removed.service());
      failing.remove(removed.service()); // no event reports the recovery of its policy
      lastResortCalls.remove(removed.service());
      refusedCalls.remove(removed.service());
    } else if (event instanceof ClusterEvent.LastResortStarted started) {
      once(lastResortCalls.put(started.service(), 0L) == null, event);
    } else if (event instanceof ClusterEvent.LastResortEnded ended) {
      Long calls = lastResortCalls.remove(ended.service());
      once(calls != null && calls > 0 && calls == ended.calls(), event);
    } else if (event instanceof ClusterEvent.RefusalsStarted started) {
      once(refusedCalls.put(started.service(), 0L) == null, event);
    } else if (event instanceof ClusterEvent.RouteRefused refused) {
      refusedCalls.computeIfPresent(refused.service(), (id, calls) -> calls + 1);
    } else if (event instanceof ClusterEvent.RefusalsEnded ended) {
      Long calls = refusedCalls.remove(ended.service());
      once(calls != null && calls > 0 && calls == ended.calls(), event);
    } else if (event instanceof ClusterEvent.NotificationEvent notification) {
      onNotification(notification);
    } else if (event instanceof ClusterEvent.LimitReached) {
      limitsReached++;
    } else if (event instanceof ClusterEvent.ReasonCut) {
      textsCut++;
    }
  }

  private void onNotification(ClusterEvent.NotificationEvent event) {
    String place = event.publisher() + " " + event.service();
    if (event instanceof ClusterEvent.NotificationAbandoned) {
      abandoned.add(place);
      notificationFailures++;
    } else if (event instanceof ClusterEvent.NotificationFailed failed) {
      notificationFailures++;
      failedAttempts.put(place, failed.attempt());
    } else if (event instanceof ClusterEvent.NotificationStalled) {
      failedAttempts.putIfAbsent(place, 0);
    } else if (event instanceof ClusterEvent.NotificationRecovered recovered) {
      Integer failures = failedAttempts.remove(place);
      once(failures != null && failures == recovered.failures(), event);
    } else if (event instanceof ClusterEvent.NotificationSent) {
      notificationsSent++;
    } else if (event instanceof ClusterEvent.NotificationDeliveredLate) {
      notificationsLate++;
    }
  }

  private void onMemberEvent(ClusterEvent.MemberEvent event, MemberKey place) {
    if (event instanceof ClusterEvent.LastResortUsed) {
      lastResortCalls.computeIfPresent(event.service(), (id, calls) -> calls + 1);
    } else if (event instanceof ClusterEvent.LeaseExpired) {
      expiries++;
      ledger.check(
          Invariant.NO_LEASE_EXPIRES_EARLY, expired.add(place), () -> "expired twice: " + event);
    } else if (event instanceof ClusterEvent.MemberRecovered) {
      once(expired.remove(place), event);
    } else if (event instanceof ClusterEvent.MemberJoined) {
      expired.remove(place);
    } else if (event instanceof ClusterEvent.MemberLeft) {
      expired.remove(place);
      states.remove(place);
    } else if (event instanceof ClusterEvent.MemberStateChanged changed) {
      ElementState before = states.getOrDefault(place, ElementState.UNREACHABLE);
      ledger.checkEqual(
          Invariant.STATE_HAS_THREE_SOURCES,
          before,
          changed.from(),
          () -> "the state in the events of " + place);
      states.put(place, changed.to());
    }
  }

  private void checkOperator(ClusterEvent.OverrideEvent event) {
    boolean cleared = event.change() == ClusterEvent.OverrideChange.CLEARED;
    boolean byClearing = event.operator().equals(OperatorSteps.OPERATOR);
    ledger.check(
        Invariant.STATE_HAS_THREE_SOURCES,
        cleared == byClearing && (!cleared || event.reason().equals(OperatorSteps.CLEARED)),
        () -> "names the wrong operator or reason: " + event);
  }

  private void once(boolean isNews, ClusterEvent event) {
    ledger.check(
        Invariant.DEGRADED_MODES_END, isNews, () -> "does not fit the events before: " + event);
  }

  private void changed(ClusterEvent.StatusChanged event) {
    ServiceStatus status = event.status();
    long before = versions.getOrDefault(status.service(), 0L);
    ledger.check(
        Invariant.LAST_STATUS_ARRIVES,
        status.version() > before,
        () -> "version " + before + " is followed by " + status);
    ledger.checkEqual(
        Invariant.LAST_STATUS_ARRIVES,
        Optional.ofNullable(standing.get(status.service())),
        event.previous(),
        () -> "before " + status);
    versions.put(status.service(), status.version());
    standing.put(status.service(), status);
  }

  /** Returns the state of the member according to the events. */
  ElementState state(ServiceId service, NodeId node) {
    return states.getOrDefault(new MemberKey(service, node), ElementState.UNREACHABLE);
  }

  Optional<ServiceStatus> standing(ServiceId service) {
    return Optional.ofNullable(standing.get(service));
  }

  /** Returns the calls of the present last-resort episode; 0 if there is none. */
  long lastResortCalls(ServiceId service) {
    return lastResortCalls.getOrDefault(service, 0L);
  }

  /** Returns the calls of the present episode of refusals; 0 if there is none. */
  long refusedCalls(ServiceId service) {
    return refusedCalls.getOrDefault(service, 0L);
  }

  boolean wasAbandoned(String publisher, ServiceId service) {
    return abandoned.contains(publisher + " " + service);
  }

  long expiries() {
    return expiries;
  }

  long notificationsSent() {
    return notificationsSent;
  }

  long notificationsLate() {
    return notificationsLate;
  }

  long limitsReached() {
    return limitsReached;
  }

  long textsCut() {
    return textsCut;
  }

  /** Returns the failures so far, those to be sent again and those given up; before the close. */
  long notificationFailures() {
    return notificationFailures;
  }
}
