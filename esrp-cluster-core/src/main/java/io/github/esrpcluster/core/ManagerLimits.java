package io.github.esrpcluster.core;

import io.github.esrpcluster.api.LimitExceededException;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.core.EventRecords.LimitReachedEvent;
import io.github.esrpcluster.core.EventRecords.ReasonCutEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The limits of a manager: a call that would exceed one is refused, counted and fires an event.
 * Only a reason that is too long refuses nothing: it is cut.
 */
final class ManagerLimits {
  private ManagerLimits() {}

  /**
   * Checks a value against a limit.
   *
   * @param what describes what is refused, for people
   * @throws LimitExceededException if the value is above the limit
   */
  static void check(
      ManagerContext context, String limit, long max, long value, Supplier<String> what) {
    if (value > max) {
      String refused = what.get();
      reached(context, limit, max, refused, false);
      throw new LimitExceededException(limit, max, refused);
    }
  }

  private static void reached(
      ManagerContext context, String limit, long max, String refused, boolean granted) {
    context.counters.limitsReached.increment();
    context.events.alert(at -> new LimitReachedEvent(at, limit, max, refused, granted));
  }

  /** Returns the terms, with the highest weight instead of a higher one. */
  static Registration limitWeight(ManagerContext context, Registration terms) {
    int max = context.settings.maxWeight();
    if (terms.weight() <= max) {
      return terms;
    }
    reached(context, "maxWeight", max, "weight " + terms.weight() + " of " + terms.node(), true);
    return terms.toBuilder().weight(max).build();
  }

  /** Returns the reason of a node or an operator, well-formed and cut visibly to the limit. */
  static String cutReason(ManagerContext context, String reason) {
    return Texts.cut(Texts.repaired(reason), context.settings.maxReasonLength());
  }

  /** Counts a reason that was cut, and fires the event; to be called without a lock. */
  static void reportCut(ManagerContext context, ServiceId service, String from, int length) {
    int max = context.settings.maxReasonLength();
    context.counters.textsCut.increment();
    context.events.alert(at -> new ReasonCutEvent(at, service, from, length, max));
    context.events.dispatch();
  }

  /**
   * Checks the limits over all services, to be called without a lock. Other threads may take the
   * room at the same time: each may exceed a limit by one.
   *
   * @param members the number of memberships in all services
   * @param servicesOfNode the number of services of the node
   * @throws LimitExceededException if there is no room for one more membership of the node
   */
  static void requireRoom(
      ManagerContext context, ServiceId service, NodeId node, long members, long servicesOfNode) {
    ManagerSettings settings = context.settings;
    Supplier<String> what = () -> node + " as a member of " + service;
    try {
      check(context, "maxMembers", settings.maxMembers(), members + 1, what);
      check(context, "maxServicesPerNode", settings.maxServicesPerNode(), servicesOfNode + 1, what);
    } finally {
      context.events.dispatch();
    }
  }

  /** Returns the lease granted: the one asked for, within the manager's bounds. */
  static Duration grant(ManagerSettings settings, Optional<Duration> asked) {
    Duration lease = asked.orElse(settings.defaultLease());
    if (lease.compareTo(settings.shortestLease()) < 0) {
      return settings.shortestLease();
    }
    return lease.compareTo(settings.longestLease()) > 0 ? settings.longestLease() : lease;
  }
}
