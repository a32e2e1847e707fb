package io.github.esrpcluster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordingPublisherTest {
  private static final ServiceId EAST = ServiceId.of("sip:east.example.org");
  private static final ServiceId WEST = ServiceId.of("sip:west.example.org");

  private final ServiceStatus first = status(EAST, 1, ServiceState.DOWN);
  private final ServiceStatus second = status(WEST, 1, ServiceState.NORMAL);
  private final ServiceStatus third = status(EAST, 4, ServiceState.PARTIAL);

  // ---- records

  @Test
  void publisher_records_notifications_in_the_order_of_calls() {
    RecordingPublisher publisher = filled();
    assertThat(publisher.notifications()).containsExactly(first, second, third);
    assertThat(publisher.notifications(EAST)).containsExactly(first, third);
    assertThat(publisher.states(EAST)).containsExactly(ServiceState.DOWN, ServiceState.PARTIAL);
    assertThat(publisher.versions(EAST)).containsExactly(1L, 4L);
    assertThat(publisher.last(EAST)).isEqualTo(third);
    assertThat(publisher.last(WEST)).isEqualTo(second);
  }

  @Test
  void service_without_notifications_has_no_last_one() {
    RecordingPublisher publisher = RecordingPublisher.succeeding();
    publisher.publish(first);
    assertThat(publisher.notifications(WEST)).isEmpty();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> publisher.last(WEST))
        .withMessageContaining("no notification about " + WEST)
        .withMessageContaining(first.toString());
  }

  @Test
  void lists_are_copies() {
    RecordingPublisher publisher = filled();
    List<ServiceStatus> before = publisher.notifications();
    publisher.publish(third);
    assertThat(before).hasSize(3);
  }

  @Test
  void clear_removes_records_but_keeps_what_is_in_flight() {
    RecordingPublisher publisher = RecordingPublisher.holding();
    publisher.publish(first);
    publisher.clear();
    assertThat(publisher.notifications()).isEmpty();
    assertThat(publisher.inFlight()).containsExactly(first);
  }

  @Test
  void null_status_is_refused() {
    RecordingPublisher publisher = RecordingPublisher.succeeding();
    assertThatNullPointerException().isThrownBy(() -> publisher.publish(null));
    assertThat(publisher.notifications()).isEmpty();
  }

  @Test
  void publisher_records_notifications_of_several_threads() {
    RecordingPublisher publisher = RecordingPublisher.succeeding();
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(i -> publisher.publish(status(EAST, i, ServiceState.DOWN)));
    assertThat(publisher.versions(EAST)).hasSize(10_000).doesNotHaveDuplicates();
  }

  // ---- behavior

  @Test
  void publisher_succeeds() {
    assertThat(notify(RecordingPublisher.succeeding())).isCompleted();
  }

  @Test
  void publisher_fails_this_many_times_then_succeeds() {
    RecordingPublisher publisher = RecordingPublisher.failing(2);
    assertThat(notify(publisher)).isCompletedExceptionally();
    assertThat(notify(publisher)).isCompletedExceptionally();
    assertThat(notify(publisher)).isCompleted();
    assertThat(publisher.notifications()).hasSize(3);
  }

  @Test
  void publisher_fails_until_it_recovers() {
    RecordingPublisher publisher = RecordingPublisher.withBehavior(PublisherBehaviors.failing());
    publisher.setNextBehavior(5, PublisherBehaviors.throwing());
    publisher.recover();
    assertThat(notify(publisher)).isCompleted();
    publisher.setBehavior(PublisherBehaviors.failing());
    assertThat(notify(publisher)).isCompletedExceptionally();
    assertThat(notify(publisher)).isCompletedExceptionally();
  }

  @Test
  void publisher_fails_with_the_given_cause() {
    IOException cause = new IOException("refused");
    CompletableFuture<Void> stage =
        notify(RecordingPublisher.withBehavior(PublisherBehaviors.failing(cause)));
    assertThat(stage).isCompletedExceptionally();
    assertThat(stage.handle((done, failure) -> failure).join()).isSameAs(cause);
  }

  @Test
  void next_behaviors_apply_one_after_the_other() {
    RecordingPublisher publisher = RecordingPublisher.succeeding();
    publisher
        .setNextBehavior(1, PublisherBehaviors.failing())
        .setNextBehavior(1, PublisherBehaviors.holding());
    assertThat(notify(publisher)).isCompletedExceptionally();
    assertThat(notify(publisher)).isNotDone();
    assertThat(notify(publisher)).isCompleted();
  }

  @Test
  void publisher_records_calls_that_return_no_stage() {
    RecordingPublisher publisher = RecordingPublisher.withBehavior(PublisherBehaviors.throwing());
    assertThatIllegalStateException().isThrownBy(() -> publisher.publish(first));
    publisher.setBehavior(PublisherBehaviors.returningNull());
    assertThat(publisher.publish(second)).isNull();
    assertThat(publisher.notifications()).containsExactly(first, second);
    assertThat(publisher.inFlight()).isEmpty();
  }

  @Test
  void negative_number_of_calls_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordingPublisher.failing(-1))
        .withMessage("times -1 is negative: give zero or more");
  }

  // ---- in flight

  @Test
  void test_completes_the_oldest_notification_first() {
    RecordingPublisher publisher = RecordingPublisher.holding();
    CompletableFuture<Void> one = publisher.publish(first).toCompletableFuture();
    CompletableFuture<Void> two = publisher.publish(second).toCompletableFuture();
    assertThat(publisher.inFlight()).containsExactly(first, second);

    assertThat(publisher.completeNext()).isEqualTo(first);
    assertThat(one).isCompleted();
    assertThat(two).isNotDone();

    assertThat(publisher.failNext(new IOException("refused"))).isEqualTo(second);
    assertThat(two).isCompletedExceptionally();
    assertThat(publisher.inFlight()).isEmpty();
  }

  @Test
  void cancelled_notification_is_not_in_flight() {
    RecordingPublisher publisher = RecordingPublisher.holding();
    notify(publisher).cancel(false);
    assertThat(publisher.inFlight()).isEmpty();

    CompletableFuture<Void> cancelled = notify(publisher);
    publisher.publish(second);
    cancelled.cancel(false);
    assertThat(publisher.completeNext()).isEqualTo(second);
  }

  @Test
  void completing_without_a_notification_in_flight_is_refused() {
    RecordingPublisher publisher = RecordingPublisher.succeeding();
    publisher.publish(first);
    assertThatIllegalStateException()
        .isThrownBy(publisher::completeNext)
        .withMessageContaining("no notification is in flight")
        .withMessageContaining(first.toString());
    assertThatIllegalStateException().isThrownBy(() -> publisher.failNext(new IOException()));
  }

  @Test
  void dependent_stage_may_use_the_publisher() {
    RecordingPublisher publisher = RecordingPublisher.holding();
    CompletableFuture<?> next =
        notify(publisher).thenCompose(done -> publisher.publish(second)).toCompletableFuture();
    publisher.completeNext();
    assertThat(publisher.inFlight()).containsExactly(second);
    publisher.completeNext();
    assertThat(next).isCompleted();
  }

  @Test
  void text_counts_notifications() {
    RecordingPublisher publisher =
        RecordingPublisher.failing(1).setBehavior(PublisherBehaviors.holding());
    publisher.publish(first);
    publisher.publish(second);
    assertThat(publisher).hasToString("RecordingPublisher[2 notifications, 1 in flight]");
  }

  private RecordingPublisher filled() {
    RecordingPublisher publisher = RecordingPublisher.succeeding();
    publisher.publish(first);
    publisher.publish(second);
    publisher.publish(third);
    return publisher;
  }

  private CompletableFuture<Void> notify(RecordingPublisher publisher) {
    return publisher.publish(first).toCompletableFuture();
  }

  private static ServiceStatus status(ServiceId service, long version, ServiceState state) {
    return ServiceStatus.builder(service, Verdict.of(state, "")).version(version).build();
  }
}
