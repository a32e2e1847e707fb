package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.OperatorOverride;
import java.time.Duration;

/** Holds an override and the time at which it ends by itself. */
record Timed<S extends Enum<S>>(OperatorOverride<S> set, long end) {
  private static final long NEVER = Long.MAX_VALUE;

  static <S extends Enum<S>> Timed<S> at(long now, OperatorOverride<S> set) {
    return new Timed<>(set, set.duration().map(Duration::toNanos).map(d -> now + d).orElse(NEVER));
  }

  boolean isOver(long now) {
    return now >= end;
  }
}
