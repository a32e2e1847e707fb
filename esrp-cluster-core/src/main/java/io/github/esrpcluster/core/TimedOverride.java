package io.github.esrpcluster.core;

import io.github.esrpcluster.api.OperatorOverride;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operator's override and the time at which it was set, in monotonic nanoseconds. */
record TimedOverride<S extends Enum<S>>(OperatorOverride<S> override, long setAt) {
  boolean isOver(long now) {
    return override.duration().isPresent() && left(now) <= 0;
  }

  /** Returns how long it still lasts, in nanoseconds; {@code Long.MAX_VALUE} without an end. */
  long left(long now) {
    return override.duration().map(time -> time.toNanos() - (now - setAt)).orElse(Long.MAX_VALUE);
  }

  /** Returns the override with the duration that remains. */
  OperatorOverride<S> remaining(long now) {
    return override.duration().isEmpty() || isOver(now)
        ? override
        : override.duration(Duration.ofNanos(left(now)));
  }

  static <S extends Enum<S>> Optional<OperatorOverride<S>> unwrap(@Nullable TimedOverride<S> set) {
    return Optional.ofNullable(set).map(TimedOverride::override);
  }
}
