package io.github.esrpcluster.i3.notify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rates of one subscription (RFC 6446): those that a subscriber asked for, or those that the
 * notifier applies.
 *
 * @param max no NOTIFY earlier than this after the previous one; null for no bound
 * @param min a NOTIFY at least this often; null for no repetition
 * @param adaptiveMin NOTIFYs at this rate on average; null for no repetition
 */
record SubscriptionRates(@Nullable Rate max, @Nullable Rate min, @Nullable Rate adaptiveMin) {
  static final SubscriptionRates NONE = new SubscriptionRates(null, null, null);

  private static final String MAX = "max-rate";
  static final String MIN = "min-rate";
  private static final String ADAPTIVE_MIN = "adaptive-min-rate";

  /**
   * Reads the parameters of an {@code Event} header.
   *
   * @throws IllegalArgumentException if a rate breaks the grammar
   */
  static SubscriptionRates of(Map<String, String> parameters) {
    return new SubscriptionRates(
        rate(parameters, MAX), rate(parameters, MIN), rate(parameters, ADAPTIVE_MIN));
  }

  private static @Nullable Rate rate(Map<String, String> parameters, String name) {
    String text = parameters.get(name);
    return text == null ? null : Rate.parse(name, text);
  }

  /**
   * Returns the rates that a notifier applies to these, which were asked for.
   *
   * <ul>
   *   <li>An interval of {@code max-rate} longer than the subscription is shortened to it, so that
   *       a change is notified (RFC 6446 section 5.2).
   *   <li>{@code min-rate} and {@code adaptive-min-rate} are at most {@code max-rate} (section
   *       5.3).
   *   <li>A {@code min-rate} that is not below {@code adaptive-min-rate} is ignored (section 5.4).
   * </ul>
   *
   * @param policy the defaults and bounds of the package
   * @param seconds the duration of the subscription
   */
  SubscriptionRates applied(RatePolicy policy, long seconds) {
    Rate appliedMax = max == null ? policy.defaultMax() : max;
    if (appliedMax != null && seconds > 0) {
      appliedMax = appliedMax.atLeast(Rate.atLeastEvery(seconds));
    }
    boolean repeats = min != null || adaptiveMin != null;
    Rate bound = appliedMax == null ? policy.highestMin() : policy.highestMin().atMost(appliedMax);
    Rate appliedMin = bounded(repeats ? min : policy.defaultMin(), bound);
    Rate appliedAdaptive = bounded(adaptiveMin, bound);
    if (appliedMin != null
        && appliedAdaptive != null
        && appliedMin.compareTo(appliedAdaptive) >= 0) {
      appliedMin = null;
    }
    return new SubscriptionRates(appliedMax, appliedMin, appliedAdaptive);
  }

  private static @Nullable Rate bounded(@Nullable Rate rate, Rate bound) {
    return rate == null ? null : rate.atMost(bound);
  }

  /** Appends the rates as parameters of {@code Subscription-State} (RFC 6446 section 7.2). */
  void appendTo(StringBuilder header) {
    append(header, MAX, max);
    append(header, MIN, min);
    append(header, ADAPTIVE_MIN, adaptiveMin);
  }

  private static void append(StringBuilder header, String name, @Nullable Rate rate) {
    if (rate != null) {
      HeaderParameters.append(header, name, rate.toString());
    }
  }
}
