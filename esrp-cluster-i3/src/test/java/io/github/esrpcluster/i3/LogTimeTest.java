package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2020-03-10T11:00:01-05:00, 2020-03-10T11:00:01.000-05:00",
    "2020-03-10T11:00:01.5+05:30, 2020-03-10T11:00:01.500+05:30",
    "2020-03-10T11:00:01.123456789-05:00, 2020-03-10T11:00:01.123456789-05:00",
    "2020-03-10T11:00:00Z, 2020-03-10T11:00:00.000+00:00",
    "2020-03-10t11:00:00z, 2020-03-10T11:00:00.000+00:00",
    "2020-03-10T11:00:00-00:00, 2020-03-10T11:00:00.000+00:00",
    "2020-03-10T11:00:01.12345678901234567890+00:00, 2020-03-10T11:00:01.123456789+00:00"
  })
  void time_is_written_with_a_numeric_offset(String text, String written) {
    assertThat(LogTime.write(LogTime.read(text))).isEqualTo(written);
  }

  /** A leap second was refused, although it is a valid time of RFC 3339 section 5.7. */
  @ParameterizedTest
  @CsvSource({
    "1990-12-31T23:59:60Z, 1990-12-31T23:59:59.999999999+00:00",
    "1990-12-31T15:59:60-08:00, 1990-12-31T15:59:59.999999999-08:00",
    "1991-01-01T05:29:60+05:30, 1991-01-01T05:29:59.999999999+05:30",
    "2016-12-31t23:59:60.25z, 2016-12-31T23:59:59.999999999+00:00",
    "2016-12-31T23:59:60.999999999999Z, 2016-12-31T23:59:59.999999999+00:00",
    "2015-06-30T19:59:60.0-04:00, 2015-06-30T19:59:59.999999999-04:00",
    "2028-02-29T23:59:60Z, 2028-02-29T23:59:59.999999999+00:00"
  })
  void leap_second_is_the_last_nanosecond_before_it(String text, String written) {
    assertThat(LogTime.write(LogTime.read(text))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1990-12-31T23:59:60-08:00",
        "1990-12-30T23:59:60Z",
        "2028-02-28T23:59:60Z",
        "1990-12-31T22:59:60Z",
        "1990-12-31T23:58:60Z",
        "1991-01-01T00:00:60Z"
      })
  void second_60_elsewhere_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogTime.read(text))
        .withMessage(
            "not an RFC 3339 date and time with an offset: \""
                + text
                + "\" (only a month in UTC may end with a second 60: use 59 or the next minute)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1990-12-31T23:59:61Z",
        "1990-12-32T23:59:60Z",
        "2020-03-10T11:00:01",
        "2020-03-10 11:00:01-05:00",
        "2020-03-10T11:00:01-0500",
        "2020-03-10T11:00-05:00",
        "2020-02-30T11:00:01-05:00",
        "2020-03-10T24:00:00-05:00",
        "2020-03-10T11:00:01-19:00",
        "2020-03-10T11:00:01.-05:00",
        "+12020-03-10T11:00:01-05:00",
        "2020-03-10T11:00:01-05:00\n",
        "\u0662020-03-10T11:00:01-05:00"
      })
  void text_of_another_form_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogTime.read(text))
        .withMessageStartingWith("not an RFC 3339 date and time with an offset: \"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000-01-01T00:00:00.000+00:00", "9999-12-31T23:59:59.000+00:00"})
  void first_and_last_year_are_read(String text) {
    OffsetDateTime time = OffsetDateTime.parse(text);
    LogTime.check(time);
    assertThat(LogTime.write(time)).isEqualTo(text);
  }

  @Test
  void time_without_rfc3339_form_is_refused() {
    OffsetDateTime farAway = OffsetDateTime.parse("+10000-01-01T00:00:00+00:00");
    OffsetDateTime odd = OffsetDateTime.parse("1960-01-01T00:00:00-00:44:30");
    assertThatIllegalArgumentException().isThrownBy(() -> LogTime.check(farAway));
    assertThatIllegalArgumentException().isThrownBy(() -> LogTime.check(odd));
  }

  @Test
  void local_mean_time_keeps_its_instant() {
    // The clocks of Monrovia were 44 minutes and 30 seconds behind until 1972.
    LogOrigin origin =
        new LogOrigin(NodeId.of("a.example"), Fqdn.of("b.example"), ZoneId.of("Africa/Monrovia"));
    OffsetDateTime time = origin.at(Instant.EPOCH).timestamp();
    assertThat(LogTime.write(time)).isEqualTo("1969-12-31T23:16:00.000-00:44");
    assertThat(LogTime.read(LogTime.write(time)).toInstant()).isEqualTo(Instant.EPOCH);
  }
}
