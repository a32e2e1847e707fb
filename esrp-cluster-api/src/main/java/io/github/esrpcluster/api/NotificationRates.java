package io.github.esrpcluster.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the rate of notifications to one publisher about one service, in the terms of RFC 6446:
 * {@code max-rate} limits how often the publisher is notified; {@code min-rate} asks for a refresh
 * with the unchanged status.
 *
 * <p>A rate may delay a status: the latest status waits, and is never dropped. If {@code min-rate}
 * is above {@code max-rate}, it is lowered to {@code max-rate} (RFC 6446 section 5.3). {@code
 * adaptive-min-rate} is not supported. Immutable; equal if both rates are.
 */
public final class NotificationRates {
  /** Smallest rate of RFC 6446, in notifications per second. */
  public static final double LOWEST = 0.0000000001;

  /** Largest rate of RFC 6446, in notifications per second. */
  public static final double HIGHEST = 99.9999999999;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final NotificationRates UNLIMITED = new NotificationRates(null, null);
  private static final NotificationRates DEFAULTS = new NotificationRates(5.0, null);

  private final @Nullable Double maxRate;
  private final @Nullable Double minRate;

  private NotificationRates(@Nullable Double maxRate, @Nullable Double minRate) {
    this.maxRate = maxRate;
    this.minRate =
        maxRate != null && minRate != null ? Double.valueOf(Math.min(maxRate, minRate)) : minRate;
  }

  /**
   * Returns the rates of a publisher that sets none: a {@code max-rate} of 5 per second, so that a
   * status that changes quickly does not flood the upstream entity, and no refresh. A single change
   * is sent at once.
   */
  public static NotificationRates defaults() {
    return DEFAULTS;
  }

  /** Returns no bounds: a notification at each change of status, and no refresh. */
  public static NotificationRates unlimited() {
    return UNLIMITED;
  }

  /**
   * Returns these rates with this {@code max-rate}.
   *
   * @param perSecond {@code max-rate}, notifications per second
   * @throws IllegalArgumentException if outside {@link #LOWEST} to {@link #HIGHEST}
   */
  public NotificationRates maxRate(double perSecond) {
    return new NotificationRates(checked("max-rate", perSecond), minRate);
  }

  /**
   * Returns these rates with this {@code min-rate}: if no status changes, the publisher receives
   * the unchanged status again at this rate, as long as the service has members, overrides or
   * settings, or is declared.
   *
   * @param perSecond {@code min-rate}, notifications per second
   * @throws IllegalArgumentException if outside {@link #LOWEST} to {@link #HIGHEST}
   */
  public NotificationRates minRate(double perSecond) {
    return new NotificationRates(maxRate, checked("min-rate", perSecond));
  }

  /**
   * Returns the shortest time between two notifications, from {@code max-rate}; zero if unlimited.
   */
  public Duration minInterval() {
    return maxRate == null ? Duration.ZERO : interval(maxRate);
  }

  /**
   * Returns the longest time between two notifications, from {@code min-rate}; empty without one.
   */
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
          name
              + " "
              + rate
              + " per second is out of range: use 0.0000000001 to 99.9999999999 (RFC 6446)");
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
