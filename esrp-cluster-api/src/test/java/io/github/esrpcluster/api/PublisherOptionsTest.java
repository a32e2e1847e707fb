package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublisherOptionsTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final ServiceId OTHER = ServiceId.of("sip:b.example.org");

  private static PublisherOptions.Builder options() {
    return PublisherOptions.named("county");
  }

  @Test
  void options_have_the_values_that_were_set() {
    NotificationRates rates = NotificationRates.unlimited().maxRate(2);
    PublisherOptions options =
        options()
            .services(SERVICE)
            .rates(rates)
            .timeout(Duration.ofSeconds(5))
            .backoff(Duration.ofSeconds(1), Duration.ofSeconds(2))
            .concurrency(3)
            .build();

    assertThat(options.name()).isEqualTo("county");
    assertThat(options.services()).contains(Set.of(SERVICE));
    assertThat(options.rates()).isEqualTo(rates);
    assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.initialBackoff()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.maxBackoff()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.concurrency()).isEqualTo(3);
  }

  @Test
  void defaults_are_the_documented_ones() {
    PublisherOptions options = options().build();

    assertThat(options.services()).isEmpty();
    assertThat(options.rates()).isEqualTo(NotificationRates.defaults());
    assertThat(options.rates()).isEqualTo(NotificationRates.unlimited().maxRate(5));
    assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(32));
    assertThat(options.initialBackoff()).isEqualTo(Duration.ofMillis(500));
    assertThat(options.maxBackoff()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.concurrency()).isEqualTo(16);
  }

  @Test
  void publisher_covers_all_services_unless_restricted() {
    assertThat(options().build().covers(SERVICE)).isTrue();
    assertThat(options().services(SERVICE).build().covers(SERVICE)).isTrue();
    assertThat(options().services(OTHER).build().covers(SERVICE)).isFalse();
  }

  @Test
  void equal_backoffs_are_accepted() {
    PublisherOptions options =
        options().backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)).build();
    assertThat(options.maxBackoff()).isEqualTo(options.initialBackoff());
  }

  @Test
  void backoff_that_shrinks_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options().backoff(Duration.ofSeconds(2), Duration.ofMillis(1_500)))
        .withMessage("initial backoff 2 s is longer than the max backoff: use at most 1 s 500 ms");
  }

  @Test
  void value_out_of_range_is_refused() {
    refused(() -> PublisherOptions.named(""), "name \"\" is blank");
    refused(() -> options().timeout(Duration.ZERO), "timeout 0 s is out of range");
    refused(() -> options().timeout(Duration.ofHours(25)), "timeout 25 h is out of range");
    refused(
        () -> options().backoff(Duration.ZERO, Duration.ofSeconds(1)),
        "initial backoff 0 s is out of range");
    refused(
        () -> options().backoff(Duration.ofSeconds(1), Duration.ofHours(25)),
        "max backoff 25 h is out of range");
    refused(() -> options().services(), "leave services out");
    refused(() -> options().concurrency(0), "concurrency 0 is out of range: use 1 to 65535");
  }

  @Test
  void null_service_is_refused() {
    assertThatNullPointerException()
        .isThrownBy(() -> options().services((ServiceId) null))
        .withMessage("service");
  }

  private static void refused(Runnable action, String message) {
    assertThatIllegalArgumentException().isThrownBy(action::run).withMessageContaining(message);
  }
}
