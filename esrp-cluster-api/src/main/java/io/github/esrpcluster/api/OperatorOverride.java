package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Sets a state by hand, with the operator, the reason and the duration. An override erases no
 * report: after it is cleared or expires, the live state counts again. Immutable.
 *
 * @param <S> the kind of state: {@link ElementState} of a member, {@link ServiceState} or {@link
 *     SecurityPosture} of a service
 * @param state the state
 * @param operator the name of the operator; not blank, at most 255 visible characters and plain
 *     spaces between them
 * @param reason the reason, for people; may be empty. A manager cuts a reason that is longer than
 *     its limit ({@code maxReasonLength}, by default 1,024 characters). Half of a surrogate pair
 *     becomes U+FFFD
 * @param duration the time from the moment the override is set, above zero and at most 366 days;
 *     empty to last until the override is cleared. A manager ends the override within one sweep
 *     after that time
 */
public record OperatorOverride<S extends Enum<S>>(
    S state, String operator, String reason, Optional<Duration> duration) {
  private static final Duration LONGEST = Duration.ofDays(366);

  /**
   * Creates an override.
   *
   * @throws IllegalArgumentException if {@code operator} is blank, longer than 255 characters or
   *     has a hidden character, or {@code duration} is not above zero or above 366 days
   */
  public OperatorOverride {
    Objects.requireNonNull(state, "state");
    Checks.name("operator", operator);
    reason = Texts.repaired(Objects.requireNonNull(reason, "reason"));
    Objects.requireNonNull(duration, "duration");
    duration.ifPresent(time -> Checks.positive("duration", time, LONGEST));
  }

  /**
   * Returns an override that lasts until it is cleared.
   *
   * @throws IllegalArgumentException if {@code operator} is blank, longer than 255 characters or
   *     has a hidden character
   */
  public static <S extends Enum<S>> OperatorOverride<S> of(
      S state, String operator, String reason) {
    return new OperatorOverride<>(state, operator, reason, Optional.empty());
  }

  /**
   * Returns this override with a duration, after which it expires.
   *
   * @throws IllegalArgumentException if the duration is not above zero, or above 366 days
   */
  public OperatorOverride<S> duration(Duration duration) {
    Objects.requireNonNull(duration, "duration");
    return new OperatorOverride<>(state, operator, reason, Optional.of(duration));
  }

  /** Returns text for people, printable: {@code OperatorOverride[DOWN by "jo" "disk" for 2 s]}. */
  @Override
  public String toString() {
    return "OperatorOverride["
        + state
        + " by "
        + Texts.quote(operator)
        + (reason.isEmpty() ? "" : " " + Texts.quote(reason))
        + duration.map(time -> " for " + Texts.duration(time)).orElse("")
        + "]";
  }
}
