package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.OperatorOverride;
import java.time.Duration;

/** Holds an override and the time at which it ends by itself. */
record Timed<S extends Enum<S>>(OperatorOverride<S> set, long end) {
  private static final long NEVER = Long.MAX_VALUE;

  static <S extends Enum<S>> Timed<S> at(long now, OperatorOverride<S> set) {
    return new Timed<>(set, set.duration().map(Duration::toNanos).map(d -> now + d).orElse(NEVER));
  }

  /** Returns the override as it is while its node is no member, from now on. */
  Timed<S> absent(long now, long longestAbsence) {
    return set.duration().isPresent() ? this : new Timed<>(set, now + longestAbsence);
  }

  /** Returns the override as it is while its node is a member. */
  Timed<S> present() {
    return set.duration().isPresent() ? this : new Timed<>(set, NEVER);
  }

  /** Extends the time of an absent node by a stall of the manager. */
  Timed<S> extendByStall(long since, long now, long longestAbsence) {
    return set.duration().isPresent() || end == NEVER
        ? this
        : new Timed<>(set, end + now - Math.max(since, end - longestAbsence));
  }

  boolean isOver(long now) {
    return now >= end;
  }
}
