package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.PublisherStatus;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Subscription;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Publishers by name, what is shown of their delivery, and a service that comes back. */
class PublisherStatusTest {
  private static final Duration RETENTION = Duration.ofMinutes(10);

  private final Rig rig =
      new Rig(builder -> builder.retention(RETENTION).briefRetention(RETENTION));
  private final Deque<CompletableFuture<Void>> inFlight = new ArrayDeque<>();
  private final List<ServiceStatus> started = new ArrayList<>();

  private static PublisherOptions.Builder county() {
    return PublisherOptions.named("county")
        .rates(NotificationRates.unlimited())
        .timeout(Duration.ofMinutes(1));
  }

  /** Completes when a test completes the stage. */
  private CompletionStage<Void> publish(ServiceStatus status) {
    started.add(status);
    CompletableFuture<Void> stage = new CompletableFuture<>();
    inFlight.add(stage);
    return stage;
  }

  private void succeed() {
    inFlight.remove().complete(null);
    rig.time.settle();
  }

  private void fail() {
    inFlight.remove().completeExceptionally(new IllegalStateException("503"));
    rig.time.settle();
  }

  private PublisherStatus status() {
    return rig.cluster.publishers(Rig.SERVICE).stream()
        .filter(each -> each.publisher().equals("county"))
        .findFirst()
        .orElseThrow();
  }

  // ---- names

  @Test
  void second_publisher_of_a_name_is_refused() {
    Subscription first = rig.cluster.addPublisher(this::publish, county().build());
    assertThatThrownBy(() -> rig.cluster.addPublisher(this::publish, county().build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"county\"")
        .hasMessageContaining("give each publisher a name of its own");
    rig.join(1, ElementState.NORMAL);
    assertThat(started).hasSize(1);
    first.close();
    rig.cluster.addPublisher(this::publish, county().build());
    rig.time.settle();
    assertThat(started).as("the name is free again").hasSize(2);
  }

  @Test
  void builder_refuses_a_second_publisher_of_a_name() {
    assertThatThrownBy(
            () ->
                new Rig(
                    builder ->
                        builder
                            .publisher(this::publish, county().build())
                            .publisher(this::publish, county().build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"county\"");
  }

  @Test
  void publishers_without_a_name_get_names_of_their_own() {
    rig.cluster.addPublisher(this::publish);
    rig.cluster.addPublisher(this::publish);
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.cluster.publishers(Rig.SERVICE))
        .extracting(PublisherStatus::publisher)
        .doesNotHaveDuplicates()
        .hasSize(3);
  }

  // ---- what is shown

  @Test
  void unknown_service_has_no_publishers() {
    assertThat(rig.cluster.publishers(Rig.SERVICE)).isEmpty();
  }

  @Test
  void publisher_status_tells_delivered_version_and_flight() {
    rig.cluster.addPublisher(this::publish, county().build());
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(7);
    assertThat(status().service()).isEqualTo(Rig.SERVICE);
    assertThat(status().deliveredVersion()).isEmpty();
    assertThat(status().inFlightFor()).contains(Duration.ofSeconds(7));
    succeed();
    assertThat(status().deliveredVersion()).hasValue(started.get(0).version());
    assertThat(status().inFlightFor()).isEmpty();
    assertThat(status().failingFor()).isEmpty();
    assertThat(status().failedAttempts()).isZero();
  }

  @Test
  void publisher_status_tells_failures_in_a_row() {
    rig.cluster.addPublisher(this::publish, county().build());
    rig.join(1, ElementState.NORMAL);
    succeed();
    long delivered = started.get(0).version();
    rig.report(1, ElementState.DOWN);
    fail();
    rig.passSeconds(20);
    fail();
    rig.passSeconds(3);
    assertThat(status().failedAttempts()).isEqualTo(2);
    assertThat(status().failingFor()).contains(Duration.ofSeconds(23));
    assertThat(status().deliveredVersion()).hasValue(delivered);
    rig.passSeconds(20);
    succeed();
    assertThat(status().failedAttempts()).isZero();
    assertThat(status().failingFor()).isEmpty();
    assertThat(status().deliveredVersion()).hasValue(delivered + 1);
  }

  // ---- a service that was removed and comes back

  @Test
  void service_that_comes_back_waits_for_its_old_refresh() {
    // Bug: a service was removed while a refresh was in flight, and came back. Its new feed knew
    // nothing of that call, so that the publisher had two notifications of the service at a time.
    rig.cluster.addPublisher(
        this::publish,
        county()
            .timeout(Duration.ofDays(1))
            .rates(NotificationRates.unlimited().minRate(0.1))
            .build());
    rig.join(1, ElementState.NORMAL);
    succeed();
    rig.cluster.release(Rig.node(1));
    rig.time.settle();
    succeed();
    rig.cluster.declareService(Rig.SERVICE);
    rig.passSeconds(10);
    rig.cluster.undeclareService(Rig.SERVICE);
    rig.pass(RETENTION.plusSeconds(1));
    assertThat(rig.cluster.services()).as("only a refresh is in flight").isEmpty();
    assertThat(inFlight).hasSize(1);
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(30);
    assertThat(inFlight).as("never two in flight").hasSize(1);
    succeed();
    assertThat(inFlight).hasSize(1);
    assertThat(started).last().isEqualTo(rig.cluster.status(Rig.SERVICE).orElseThrow());
  }

  @Test
  void service_that_comes_back_keeps_to_the_max_rate() {
    rig.join(1, ElementState.NORMAL).release();
    rig.pass(RETENTION.minusSeconds(1));
    rig.cluster.addPublisher(
        this::publish, county().rates(NotificationRates.unlimited().maxRate(0.1)).build());
    rig.time.settle();
    succeed();
    rig.passSeconds(2);
    assertThat(rig.cluster.services()).isEmpty();
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(7);
    assertThat(started).hasSize(1);
    rig.passSeconds(1);
    assertThat(started).hasSize(2);
  }
}
