package io.github.esrpcluster.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableDurationTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT2S, 2 s",
    "PT0.1S, 0.1 s",
    "PT0.000000001S, 0.000000001 s",
    "PT1M30S, 1 min 30 s",
    "PT2M, 2 min",
    "PT26H0.5S, 1 d 2 h 0.5 s",
    "PT10M20S, 10 min 20 s",
    "PT-90S, -1 min 30 s"
  })
  void duration_is_written_in_units(Duration duration, String text) {
    assertThat(ReadableDuration.of(duration)).isEqualTo(text);
  }
}
