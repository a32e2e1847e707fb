package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A state that an operator sets by hand: what, who, why and for how long. A layer over what is
 * reported: it erases nothing, and when it is cleared or its time is over the live state shows
 * again.
 *
 * @param <S> what is set: {@link ElementState} of a member, {@link ServiceState} or {@link
 *     SecurityPosture} of a service
 * @param state the state
 * @param operator who set it; not blank, at most 255 characters
 * @param reason why; may be empty
 * @param duration how long from the moment it is set, above zero; empty until cleared
 */
public record OperatorOverride<S extends Enum<S>>(
    S state, String operator, String reason, Optional<Duration> duration) {
  private static final Duration LONGEST = Duration.ofDays(366);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code operator} is blank or too long, or the time not
   *     above zero or above 366 days
   */
  public OperatorOverride {
    Objects.requireNonNull(state, "state");
    Checks.name("operator", operator);
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(duration, "duration");
    duration.ifPresent(time -> Checks.positive("duration", time, LONGEST));
  }

  /** An override that lasts until it is cleared. */
  public static <S extends Enum<S>> OperatorOverride<S> of(
      S state, String operator, String reason) {
    return new OperatorOverride<>(state, operator, reason, Optional.empty());
  }

  /** The same override, ending by itself after this time. */
  public OperatorOverride<S> duration(Duration duration) {
    Objects.requireNonNull(duration, "duration");
    return new OperatorOverride<>(state, operator, reason, Optional.of(duration));
  }
}
