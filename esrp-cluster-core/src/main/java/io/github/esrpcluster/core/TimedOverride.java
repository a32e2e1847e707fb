package io.github.esrpcluster.core;

import io.github.esrpcluster.api.OperatorOverride;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operator's override, and when it ends by itself, in monotonic nanoseconds. */
record TimedOverride<S extends Enum<S>>(OperatorOverride<S> override, long setAt) {
  boolean isOver(long now) {
    return override.duration().isPresent() && left(now) <= 0;
  }

  /** How long it still lasts, in nanoseconds; for ever if nobody said. */
  long left(long now) {
    return override.duration().map(time -> time.toNanos() - (now - setAt)).orElse(Long.MAX_VALUE);
  }

  static <S extends Enum<S>> Optional<OperatorOverride<S>> unwrap(@Nullable TimedOverride<S> set) {
    return Optional.ofNullable(set).map(TimedOverride::override);
  }

  /** As it stands now: its time is what is left. */
  OperatorOverride<S> seenAt(long now) {
    return override.duration().isEmpty() || isOver(now)
        ? override
        : override.duration(Duration.ofNanos(left(now)));
  }
}
