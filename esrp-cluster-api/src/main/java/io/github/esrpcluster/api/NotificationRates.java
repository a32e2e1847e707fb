package io.github.esrpcluster.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often one subscription may be notified (RFC 6446 {@code max-rate}) and must be ({@code
 * min-rate}). Rates may delay a state, never lose it: while a notification has to wait, the newest
 * state waits. Where both contradict each other {@code min-rate} is lowered to {@code max-rate}
 * (section 5.3). {@code adaptive-min-rate} is not supported.
 */
public final class NotificationRates {
  /** The smallest rate of RFC 6446, in notifications per second. */
  public static final double LOWEST = 0.0000000001;

  /** The largest rate of RFC 6446, in notifications per second. */
  public static final double HIGHEST = 99.9999999999;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final NotificationRates UNLIMITED = new NotificationRates(null, null);

  private final @Nullable Double maxRate;
  private final @Nullable Double minRate;

  private NotificationRates(@Nullable Double maxRate, @Nullable Double minRate) {
    this.maxRate = maxRate;
    this.minRate =
        maxRate != null && minRate != null ? Double.valueOf(Math.min(maxRate, minRate)) : minRate;
  }

  /** At each change, however often, and only then. */
  public static NotificationRates unlimited() {
    return UNLIMITED;
  }

  /**
   * At most this often.
   *
   * @param perSecond {@code max-rate}, notifications per second
   * @throws IllegalArgumentException if outside {@link #LOWEST} to {@link #HIGHEST}
   */
  public NotificationRates maxRate(double perSecond) {
    return new NotificationRates(checked("max-rate", perSecond), minRate);
  }

  /**
   * At least this often: a heartbeat with the unchanged state where nothing happens.
   *
   * @param perSecond {@code min-rate}, notifications per second
   * @throws IllegalArgumentException if outside {@link #LOWEST} to {@link #HIGHEST}
   */
  public NotificationRates minRate(double perSecond) {
    return new NotificationRates(maxRate, checked("min-rate", perSecond));
  }

  /** The shortest time between two notifications; zero if unlimited. */
  public Duration minInterval() {
    return maxRate == null ? Duration.ZERO : interval(maxRate);
  }

  /** The longest time between two notifications; empty if there is no heartbeat. */
  public Optional<Duration> maxInterval() {
    return minRate == null ? Optional.empty() : Optional.of(interval(minRate));
  }

  private static Duration interval(double rate) {
    double nanos = NANOS_PER_SECOND / rate;
    return nanos >= Long.MAX_VALUE
        ? Duration.ofSeconds((long) (1 / rate))
        : Duration.ofNanos(Math.round(nanos));
  }

  private static double checked(String name, double rate) {
    if (!(rate >= LOWEST && rate <= HIGHEST)) {
      throw new IllegalArgumentException(
          name + " " + rate + " is not in 0.0000000001..99.9999999999 per second (RFC 6446)");
    }
    return rate;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NotificationRates that
        && Objects.equals(maxRate, that.maxRate)
        && Objects.equals(minRate, that.minRate);
  }

  @Override
  public int hashCode() {
    return Objects.hash(maxRate, minRate);
  }

  @Override
  public String toString() {
    return "NotificationRates[max-rate " + maxRate + ", min-rate " + minRate + "]";
  }
}
