package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** When the next notification may, and must, start; in nanoseconds. */
class NotificationRateControlTest {
  private static final long SECOND = 1_000_000_000L;

  /** The clock passes its largest value. */
  private static final long NOW = Math.subtractExact(Long.MAX_VALUE, 5);

  private double random;
  private final PublisherOptions options =
      PublisherOptions.named("county")
          .rates(NotificationRates.unlimited().maxRate(1).minRate(0.5))
          .backoff(Duration.ofSeconds(1), Duration.ofSeconds(6))
          .build();
  private final NotificationRateControl rate = rate(options);

  private NotificationRateControl rate(PublisherOptions of) {
    return new NotificationRateControl(
        of,
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new UnsupportedOperationException();
          }

          @Override
          public double nextDouble() {
            return random;
          }
        });
  }

  @Test
  void first_notification_is_not_delayed_and_no_refresh_precedes_it() {
    assertThat(rate.untilNextAllowed(NOW)).isZero();
    assertThat(rate.untilIntervalEnds(NOW)).isZero();
    assertThat(rate.untilRefresh(NOW)).isEqualTo(NotificationRateControl.NEVER);
  }

  @Test
  void rates_hold_after_the_first_notification() {
    rate.started(NOW);
    assertThat(rate.startedAt()).isEqualTo(NOW);
    assertThat(rate.untilNextAllowed(NOW)).isEqualTo(SECOND);
    assertThat(rate.untilNextAllowed(NOW + SECOND)).isZero();
    assertThat(rate.untilRefresh(NOW)).isEqualTo(2 * SECOND);
    assertThat(rate.untilRefresh(NOW + 2 * SECOND)).isZero();
  }

  @Test
  void interval_of_a_feed_that_has_ended_is_the_same() {
    rate.started(NOW);
    for (long now : new long[] {NOW, NOW + 1, NOW + SECOND, NOW + 2 * SECOND}) {
      assertThat(NotificationRateControl.untilIntervalEnds(options, NOW, now))
          .isEqualTo(rate.untilIntervalEnds(now));
    }
  }

  @Test
  void unlimited_rates_delay_and_refresh_nothing() {
    NotificationRateControl unlimited = rate(Rig.unlimited("county"));
    unlimited.started(NOW);
    assertThat(unlimited.untilNextAllowed(NOW)).isZero();
    assertThat(unlimited.untilRefresh(NOW)).isEqualTo(NotificationRateControl.NEVER);
  }

  @Test
  void pause_doubles_with_each_failure_up_to_the_longest() {
    assertThat(rate.backOff(NOW)).hasSeconds(1);
    assertThat(rate.backOff(NOW)).hasSeconds(2);
    assertThat(rate.backOff(NOW)).hasSeconds(4);
    assertThat(rate.backOff(NOW)).hasSeconds(6);
    for (int i = 0; i < 100; i++) {
      assertThat(rate.backOff(NOW)).hasSeconds(6);
    }
    assertThat(rate.failures()).isEqualTo(104);
  }

  @Test
  void random_part_shortens_a_pause_by_up_to_a_half() {
    random = 0.5;
    assertThat(rate.backOff(NOW)).hasMillis(750);
    random = 1;
    assertThat(rate.backOff(NOW)).hasSeconds(1);
  }

  @Test
  void pause_delays_new_statuses_and_refreshes() {
    rate.started(NOW);
    for (int i = 0; i < 3; i++) {
      rate.backOff(NOW);
    }
    assertThat(rate.untilNextAllowed(NOW)).isEqualTo(4 * SECOND);
    assertThat(rate.untilRefresh(NOW + SECOND)).isEqualTo(3 * SECOND);
    rate.succeeded();
    assertThat(rate.untilNextAllowed(NOW)).isEqualTo(SECOND);
  }

  @Test
  void refusal_counts_as_a_failure_with_the_first_pause() {
    for (int i = 1; i <= 3; i++) {
      assertThat(rate.backOffAfterRefusal(NOW)).hasSeconds(1);
      assertThat(rate.failures()).isEqualTo(i);
    }
    assertThat(rate.untilNextAllowed(NOW)).isEqualTo(SECOND);
  }

  @Test
  void failing_since_is_the_first_failure_in_a_row() {
    rate.backOff(NOW);
    rate.backOffAfterRefusal(NOW + 1);
    rate.backOff(NOW + 2);
    assertThat(rate.failingSince()).isEqualTo(NOW);
    rate.succeeded();
    rate.backOffAfterRefusal(NOW + 3);
    assertThat(rate.failingSince()).isEqualTo(NOW + 3);
  }

  @Test
  void bypass_ends_delays_and_refreshes() {
    rate.started(NOW);
    rate.backOff(NOW);
    rate.bypass();
    assertThat(rate.untilNextAllowed(NOW)).isZero();
    assertThat(rate.untilIntervalEnds(NOW)).isZero();
    assertThat(rate.untilRefresh(NOW)).isEqualTo(NotificationRateControl.NEVER);
  }

  @Test
  void failure_after_a_bypass_still_pauses() {
    rate.started(NOW);
    rate.bypass();
    rate.backOff(NOW);
    assertThat(rate.untilNextAllowed(NOW)).isEqualTo(SECOND);
  }

  @Test
  void interval_of_317_years_is_longer_than_any_delay() {
    NotificationRateControl slow =
        rate(
            PublisherOptions.named("county")
                .rates(NotificationRates.unlimited().maxRate(NotificationRates.LOWEST))
                .build());
    slow.started(0);
    assertThat(slow.untilNextAllowed(0)).isGreaterThan(Duration.ofDays(36_500).toNanos());
  }
}
