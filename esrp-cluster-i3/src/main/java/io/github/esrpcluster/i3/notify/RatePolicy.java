package io.github.esrpcluster.i3.notify;

import org.jspecify.annotations.Nullable;

/**
 * The rates of an event package: what a subscription has that asks for nothing, and what no
 * subscription exceeds.
 *
 * @param defaultMax {@code max-rate} of a subscription that asks for none; null for no bound
 * @param defaultMin {@code min-rate} of a subscription that asks for no repetition; null for none
 * @param highestMin the highest {@code min-rate} and {@code adaptive-min-rate}; a subscriber that
 *     asks for more gets this
 */
record RatePolicy(@Nullable Rate defaultMax, @Nullable Rate defaultMin, Rate highestMin) {
  private static final Rate EACH_SECOND = Rate.atLeastEvery(1);
  private static final Rate EACH_MINUTE = Rate.atLeastEvery(60);

  /**
   * Returns the rates of a package. Queues have a bound of 1 per second and a repetition each
   * minute by default (NENA-STA-010.3 section 4.2.1.3); services and nodes have neither. The
   * highest {@code min-rate} is this library's choice.
   */
  static RatePolicy of(EventPackage eventPackage) {
    return eventPackage == EventPackage.QUEUE_STATE
        ? new RatePolicy(EACH_SECOND, EACH_MINUTE, EACH_SECOND)
        : new RatePolicy(null, null, EACH_SECOND);
  }
}
