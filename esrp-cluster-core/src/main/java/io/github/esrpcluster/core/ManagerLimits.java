package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.LimitExceededException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The limits of a manager: whatever goes past one is refused, counted and told. */
final class ManagerLimits {
  private ManagerLimits() {}

  /**
   * Refuses what goes past a limit.
   *
   * @throws LimitExceededException if the value is above the limit
   */
  static void check(ManagerContext context, String limit, long max, long value, Supplier<String> what) {
    if (value > max) {
      String refused = what.get();
      context.counters().limitsReached.increment();
      context.events().warn(at -> new ClusterEvent.LimitReached(at, limit, max, refused));
      throw new LimitExceededException(limit, max, refused);
    }
  }

  /** Refuses a reason that is too long; to be called without a lock. */
  static void checkReason(ManagerContext context, String reason, Object whose) {
    int max = context.settings().maxReasonLength();
    int length = reason.length();
    try {
      check(
          context,
          "maxReasonLength",
          max,
          length,
          () -> "a reason of " + length + " characters from " + whose);
    } catch (LimitExceededException e) {
      context.events().dispatch();
      throw e;
    }
  }

  /** The lease granted: what was asked, within the manager's bounds. */
  static Duration grant(ManagerSettings settings, Optional<Duration> asked) {
    Duration lease = asked.orElse(settings.defaultLease());
    if (lease.compareTo(settings.shortestLease()) < 0) {
      return settings.shortestLease();
    }
    return lease.compareTo(settings.longestLease()) > 0 ? settings.longestLease() : lease;
  }
}
