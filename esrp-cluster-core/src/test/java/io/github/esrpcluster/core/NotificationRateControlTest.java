package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When the next message may go, and when it must; in nanoseconds. */
class NotificationRateControlTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long AT =
      Math.subtractExact(Long.MAX_VALUE, 5); // the clock passes its largest value

  private double drawn;
  private final NotificationRateControl pace =
      pace(
          PublisherOptions.named("county")
              .rates(NotificationRates.unlimited().maxRate(1).minRate(0.5))
              .backoff(Duration.ofSeconds(1), Duration.ofSeconds(6)));

  private NotificationRateControl pace(PublisherOptions.Builder options) {
    return new NotificationRateControl(
        options.build(),
        new java.util.random.RandomGenerator() {
          @Override
          public long nextLong() {
            throw new UnsupportedOperationException();
          }

          @Override
          public double nextDouble() {
            return drawn;
          }
        });
  }

  @Test
  void the_first_message_waits_for_nothing_and_nothing_is_repeated_before_it() {
    assertThat(pace.untilNext(AT)).isZero();
    assertThat(pace.untilHeartbeat(AT)).isEqualTo(NotificationRateControl.NEVER);
  }

  @Test
  void then_the_rates_hold() {
    pace.started(AT);
    assertThat(pace.untilNext(AT)).isEqualTo(SECOND);
    assertThat(pace.untilNext(AT + SECOND)).isZero();
    assertThat(pace.untilHeartbeat(AT)).isEqualTo(2 * SECOND);
    assertThat(pace.untilHeartbeat(AT + 2 * SECOND)).isZero();
  }

  @Test
  void without_rates_nothing_waits_and_nothing_is_repeated() {
    NotificationRateControl unlimited = pace(PublisherOptions.named("county"));
    unlimited.started(AT);
    assertThat(unlimited.untilNext(AT)).isZero();
    assertThat(unlimited.untilHeartbeat(AT)).isEqualTo(NotificationRateControl.NEVER);
  }

  @Test
  void the_pause_doubles_with_every_failure_up_to_the_longest() {
    assertThat(pace.failed(AT)).hasSeconds(1);
    assertThat(pace.failed(AT)).hasSeconds(2);
    assertThat(pace.failed(AT)).hasSeconds(4);
    assertThat(pace.failed(AT)).hasSeconds(6);
    for (int i = 0; i < 100; i++) {
      assertThat(pace.failed(AT)).hasSeconds(6);
    }
    assertThat(pace.failures()).isEqualTo(104);
  }

  @Test
  void chance_shortens_a_pause_by_up_to_a_half() {
    drawn = 0.5;
    assertThat(pace.failed(AT)).hasMillis(750);
    drawn = 1;
    assertThat(pace.failed(AT)).hasSeconds(1);
  }

  @Test
  void a_pause_holds_back_both_what_is_new_and_what_is_repeated() {
    pace.started(AT);
    for (int i = 0; i < 3; i++) {
      pace.failed(AT);
    }
    assertThat(pace.untilNext(AT)).isEqualTo(4 * SECOND);
    assertThat(pace.untilHeartbeat(AT + SECOND)).isEqualTo(3 * SECOND);
    pace.succeeded();
    assertThat(pace.untilNext(AT)).isEqualTo(SECOND);
  }

  @Test
  void a_lack_of_threads_is_a_failure_with_the_first_pause_however_often() {
    for (int i = 1; i <= 3; i++) {
      assertThat(pace.refused(AT)).hasSeconds(1);
      assertThat(pace.failures()).isEqualTo(i);
    }
    assertThat(pace.untilNext(AT)).isEqualTo(SECOND);
  }

  @Test
  void in_a_hurry_neither_rates_nor_failures_hold_anything_back() {
    pace.started(AT);
    pace.failed(AT);
    pace.hurry();
    assertThat(pace.untilNext(AT)).isZero();
    assertThat(pace.untilHeartbeat(AT)).isEqualTo(NotificationRateControl.NEVER);
  }

  @Test
  void an_interval_of_317_years_is_longer_than_any_wait() {
    NotificationRateControl slow =
        pace(
            PublisherOptions.named("county")
                .rates(NotificationRates.unlimited().maxRate(NotificationRates.LOWEST)));
    slow.started(0);
    assertThat(slow.untilNext(0)).isGreaterThan(Duration.ofDays(36_500).toNanos());
  }
}
