package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationRatesTest {
  private static final NotificationRates UNLIMITED = NotificationRates.unlimited();

  @Test
  void unlimited_rates_have_no_intervals() {
    assertThat(UNLIMITED.minInterval()).isZero();
    assertThat(UNLIMITED.maxInterval()).isEmpty();
  }

  @Property
  void max_rate_gives_the_min_interval_and_vice_versa(
      @ForAll @DoubleRange(min = 0.01, max = 99) double rate) {
    NotificationRates rates = UNLIMITED.maxRate(rate).minRate(rate / 2);
    assertThat(rates.minInterval().toNanos() * rate / 1e9).isBetween(0.999, 1.001);
    assertThat(rates.maxInterval().orElseThrow().toNanos() * rate / 2e9).isBetween(0.999, 1.001);
  }

  @Test
  void extreme_rates_give_exact_intervals() {
    assertThat(UNLIMITED.maxRate(NotificationRates.HIGHEST).minInterval())
        .isEqualTo(Duration.ofMillis(10));
    assertThat(UNLIMITED.maxRate(NotificationRates.LOWEST).minInterval().toDays())
        .isEqualTo(115_740); // 317 years
  }

  @Test
  void contradiction_lowers_the_min_rate() {
    assertThat(UNLIMITED.minRate(2).maxRate(1)).isEqualTo(UNLIMITED.maxRate(1).minRate(1));
    assertThat(UNLIMITED.maxRate(1).minRate(2)).isEqualTo(UNLIMITED.maxRate(1).minRate(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 100, Double.NaN, Double.POSITIVE_INFINITY})
  void rate_outside_rfc_6446_is_refused(double wrong) {
    String rule = " per second is out of range: use 0.0000000001 to 99.9999999999 (RFC 6446)";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNLIMITED.maxRate(wrong))
        .withMessage("max-rate " + wrong + rule);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNLIMITED.minRate(wrong))
        .withMessage("min-rate " + wrong + rule);
  }

  @Test
  void rates_are_equal_only_if_both_bounds_are() {
    NotificationRates both = UNLIMITED.maxRate(2).minRate(1);
    assertThat(both)
        .isEqualTo(UNLIMITED.minRate(1).maxRate(2))
        .hasSameHashCodeAs(UNLIMITED.minRate(1).maxRate(2))
        .hasToString("NotificationRates[max-rate 2.0, min-rate 1.0]")
        .isNotEqualTo(UNLIMITED.maxRate(2))
        .isNotEqualTo(UNLIMITED.maxRate(3).minRate(1));
    assertThat(both.hashCode()).isNotEqualTo(UNLIMITED.hashCode());
  }
}
