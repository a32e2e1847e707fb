package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.PublisherStatus;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Verdict;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One feed, step by step; {@link NotificationFeedLincheckTest} tests it with many threads. */
class NotificationFeedTest {
  private static final long START = 5;
  private static final Duration TIMEOUT = Duration.ofNanos(100);
  private static final NotificationRates EVERY_TEN_SECONDS =
      NotificationRates.unlimited().minRate(0.1);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final StepExecutor executor = new StepExecutor();
  private final StepTimers timers = new StepTimers();
  private final ManagerContext context = timers.context(executor);
  private final List<ClusterEvent> events = new ArrayList<>();
  private final List<Long> versions = new ArrayList<>();
  private final Deque<CompletableFuture<Void>> stages = new ArrayDeque<>();
  private NotificationTarget target = target(NotificationRates.unlimited());

  @BeforeEach
  void start_clock_and_listener() {
    timers.pass(START);
    context.events.add(events::add);
  }

  private static ServiceStatus status(long version) {
    return ServiceStatus.builder(Rig.SERVICE, Verdict.normal()).version(version).build();
  }

  private NotificationTarget target(NotificationRates rates) {
    return target(this::publish, rates);
  }

  private NotificationTarget target(ServiceStatusPublisher publisher, NotificationRates rates) {
    PublisherOptions options =
        PublisherOptions.named("county").timeout(TIMEOUT).rates(rates).build();
    return new NotificationTarget(publisher, options, executor);
  }

  /** Completes when a test completes the stage. */
  private CompletionStage<Void> publish(ServiceStatus status) {
    versions.add(status.version());
    CompletableFuture<Void> stage = new CompletableFuture<>();
    stages.add(stage);
    return stage;
  }

  /** The same, with a stage that the feed cannot cancel. */
  private CompletionStage<Void> publishForGood(ServiceStatus status) {
    return publish(status).toCompletableFuture().minimalCompletionStage();
  }

  private NotificationFeed feed() {
    return new NotificationFeed(target, Rig.SERVICE, context);
  }

  private void offer(NotificationFeed feed, long version) {
    feed.offer(status(version));
    feed.sendPending();
    executor.runAll();
  }

  private void succeed() {
    stages.remove().complete(null);
    executor.runAll();
  }

  private void succeedWithTheLast() {
    stages.removeLast().complete(null);
    executor.runAll();
  }

  private void fail() {
    stages.remove().completeExceptionally(new IllegalStateException("failed by the test"));
    executor.runAll();
  }

  private void pass(Duration time) {
    timers.pass(time.toNanos());
    timers.fire();
    executor.runAll();
  }

  private <E extends ClusterEvent> List<E> events(Class<E> kind) {
    context.events.dispatch();
    executor.runAll();
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  // ---- delivery

  @Test
  void newest_status_replaces_the_pending_one() {
    NotificationFeed feed = feed();
    offer(feed, 1);
    offer(feed, 2);
    offer(feed, 3);
    assertThat(versions).containsExactly(1L);
    succeed();
    assertThat(versions).containsExactly(1L, 3L);
  }

  @Test
  void feed_is_delivered_when_the_newest_status_is() {
    NotificationFeed feed = feed();
    assertThat(feed.isDelivered()).isTrue();
    feed.offer(status(1));
    assertThat(feed.isDelivered()).as("pending").isFalse();
    feed.sendPending();
    assertThat(feed.isDelivered()).as("queued").isFalse();
    executor.runAll();
    assertThat(feed.isDelivered()).as("in flight").isFalse();
    fail();
    assertThat(feed.isDelivered()).as("failed").isFalse();
    pass(TEN_SECONDS);
    succeed();
    assertThat(feed.isDelivered()).as("delivered").isTrue();
  }

  @Test
  void refresh_repeats_the_status_until_the_feed_closes() {
    target = target(EVERY_TEN_SECONDS);
    NotificationFeed feed = feed();
    offer(feed, 1);
    succeed();
    pass(TEN_SECONDS);
    assertThat(versions).containsExactly(1L, 1L);
    succeed();
    feed.close();
    pass(TEN_SECONDS);
    assertThat(versions).hasSize(2);
  }

  @Test
  void feed_is_delivered_while_a_refresh_is_in_flight() {
    target = target(EVERY_TEN_SECONDS);
    NotificationFeed feed = feed();
    offer(feed, 1);
    succeed();
    pass(TEN_SECONDS);
    assertThat(feed.isDelivered()).isTrue();
    offer(feed, 2);
    assertThat(feed.isDelivered()).isFalse();
  }

  @Test
  void feed_is_delivered_while_a_failed_refresh_waits() {
    target = target(EVERY_TEN_SECONDS);
    NotificationFeed feed = feed();
    offer(feed, 1);
    succeed();
    pass(TEN_SECONDS);
    fail();
    assertThat(feed.isDelivered()).isTrue();
  }

  @Test
  void feed_with_a_blocked_refresh_is_not_delivered() {
    List<Boolean> delivered = new ArrayList<>();
    List<NotificationFeed> feed = new ArrayList<>();
    target =
        target(
            status -> {
              versions.add(status.version());
              if (versions.size() == 2) {
                target.watch(timers.nanoTime() + TIMEOUT.toNanos());
                delivered.add(feed.get(0).isDelivered());
              }
              return CompletableFuture.completedFuture(null);
            },
            EVERY_TEN_SECONDS);
    feed.add(feed());
    offer(feed.get(0), 1);
    pass(TEN_SECONDS);
    assertThat(delivered).containsExactly(false);
    assertThat(feed.get(0).isDelivered()).isTrue();
  }

  @Test
  void final_status_waits_for_no_rate_and_ends_the_feed() {
    target = target(NotificationRates.unlimited().maxRate(0.1));
    NotificationFeed feed = feed();
    offer(feed, 1);
    succeed();
    feed.offerFinal(status(2));
    offer(feed, 3);
    assertThat(versions).containsExactly(1L, 2L);
    assertThat(feed.finished()).isNotDone();
    succeed();
    assertThat(feed.finished()).isCompleted();
    assertThat(versions).hasSize(2);
  }

  @Test
  void closed_feed_is_finished() {
    NotificationFeed feed = feed();
    feed.close();
    assertThat(feed.finished()).isCompleted();
  }

  @Test
  void publisher_status_tells_flight_failures_and_delivery() {
    NotificationFeed feed = feed();
    offer(feed, 1);
    timers.pass(7);
    PublisherStatus inFlight = feed.publisherStatus(timers.nanoTime());
    assertThat(inFlight.deliveredVersion()).isEmpty();
    assertThat(inFlight.inFlightFor()).contains(Duration.ofNanos(7));
    fail();
    timers.pass(9);
    PublisherStatus failing = feed.publisherStatus(timers.nanoTime());
    assertThat(failing.inFlightFor()).isEmpty();
    assertThat(failing.failingFor()).contains(Duration.ofNanos(9));
    assertThat(failing.failedAttempts()).isEqualTo(1);
    pass(TEN_SECONDS);
    succeed();
    PublisherStatus delivered = feed.publisherStatus(timers.nanoTime());
    assertThat(delivered.deliveredVersion()).hasValue(1);
    assertThat(delivered.failingFor()).isEmpty();
    assertThat(delivered.failedAttempts()).isZero();
  }

  // ---- blocked and refused calls

  @Test
  void blocked_call_fires_one_event_when_the_timeout_is_reached() {
    target =
        target(
            status -> {
              long late = START + TIMEOUT.toNanos();
              target.watch(late - 1);
              assertThat(events(ClusterEvent.NotificationStalled.class)).isEmpty();
              target.watch(late);
              target.watch(late + 1);
              return new CompletableFuture<>();
            },
            NotificationRates.unlimited());
    offer(feed(), 1);
    assertThat(events(ClusterEvent.NotificationStalled.class))
        .singleElement()
        .satisfies(stalled -> assertThat(stalled.inFlightFor()).isEqualTo(TIMEOUT));
  }

  @Test
  void delivery_by_a_blocked_call_ends_its_episode() {
    target =
        target(
            status -> {
              target.watch(START + TIMEOUT.toNanos());
              timers.pass(TIMEOUT.toNanos());
              return CompletableFuture.completedFuture(null);
            },
            NotificationRates.unlimited());
    offer(feed(), 1);
    assertThat(events(ClusterEvent.NotificationRecovered.class))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.failures()).isZero();
              assertThat(end.after()).isEqualTo(TIMEOUT);
            });
  }

  @Test
  void late_stage_is_given_up_and_sent_again() {
    offer(feed(), 1);
    target.watch(START + TIMEOUT.toNanos());
    assertThat(events(ClusterEvent.NotificationFailed.class)).hasSize(1);
    pass(TEN_SECONDS);
    assertThat(versions).containsExactly(1L, 1L);
  }

  @Test
  void feed_is_not_delivered_until_the_newest_is_sent_again() {
    // Bug: an old status was delivered late, and the service was removed before max-rate let the
    // newest follow: the publisher kept the old one.
    target = target(this::publishForGood, NotificationRates.unlimited().maxRate(0.1));
    NotificationFeed feed = feed();
    offer(feed, 1);
    offer(feed, 2);
    target.watch(START + TIMEOUT.toNanos());
    pass(TEN_SECONDS);
    succeedWithTheLast();
    assertThat(feed.isDelivered()).isTrue();
    succeed();
    assertThat(feed.isDelivered()).as("the first was delivered late").isFalse();
    pass(TEN_SECONDS);
    succeed();
    assertThat(versions).containsExactly(1L, 2L, 2L);
    assertThat(feed.isDelivered()).isTrue();
  }

  @Test
  void late_delivery_of_a_closed_feed_lets_the_new_one_resend() {
    // Bug: the service was removed and came back, then an old status was delivered late: the
    // publisher kept it (seeds 14845 and 15743 of the simulation).
    target = target(this::publishForGood, NotificationRates.unlimited());
    NotificationFeed old = feed();
    offer(old, 1);
    target.watch(START + TIMEOUT.toNanos());
    old.close();
    NotificationFeed successor = feed();
    offer(successor, 2);
    succeedWithTheLast();
    succeed();
    assertThat(versions).containsExactly(1L, 2L, 2L);
  }

  @Test
  void refresh_that_is_due_before_any_offer_blocks_no_status() {
    // Bug: the service had come back, and the call of its closed feed ended after the interval of
    // min-rate. The new feed, which had nothing to send yet, waited for ever.
    target = target(NotificationRates.unlimited().maxRate(0.1).minRate(0.05));
    NotificationFeed old = feed();
    offer(old, 1);
    old.close();
    NotificationFeed successor = feed();
    timers.pass(Duration.ofSeconds(21).toNanos());
    succeed();
    offer(successor, 2);
    assertThat(versions).containsExactly(1L, 2L);
  }

  @Test
  void stage_that_has_no_future_is_not_cancelled() {
    // Bug: toCompletableFuture() may throw, and its exception ended a thread of the executor.
    CompletableFuture<Void> stage =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<Void> toCompletableFuture() {
            throw new UnsupportedOperationException("refused by the test");
          }
        };
    target = target(status -> stage, NotificationRates.unlimited());
    offer(feed(), 1);
    target.watch(START + TIMEOUT.toNanos());
    executor.runAll();
    assertThat(events(ClusterEvent.NotificationFailed.class)).hasSize(1);
    assertThat(stage).isNotDone();
  }

  @Test
  void refused_call_fires_an_event_without_a_sweep() {
    executor.refuseNext();
    offer(feed(), 1);
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            ClusterEvent.NotificationFailed.class,
            failed -> assertThat(failed.detail()).startsWith("could not be started"));
    pass(TEN_SECONDS);
    assertThat(versions).containsExactly(1L);
  }

  // ---- after close()

  @Test
  void notification_in_flight_at_close_that_fails_is_abandoned() {
    NotificationFeed feed = feed();
    offer(feed, 1);
    feed.close();
    target.watch(START + TIMEOUT.toNanos());
    assertThat(events(ClusterEvent.NotificationAbandoned.class)).hasSize(1);
    assertThat(events(ClusterEvent.NotificationFailed.class)).isEmpty();
  }

  @Test
  void refresh_in_flight_at_close_that_fails_fires_nothing() {
    // Bug: a service was removed while a refresh of its delivered status was in flight. The refresh
    // failed, and an alarm reported a status as abandoned that the publisher had.
    target = target(EVERY_TEN_SECONDS);
    NotificationFeed feed = feed();
    offer(feed, 1);
    succeed();
    pass(TEN_SECONDS);
    feed.close();
    events.clear();
    fail();
    assertThat(events(ClusterEvent.class)).isEmpty();
    assertThat(timers.fire()).as("no timer is set").isFalse();
  }

  @Test
  void final_status_that_was_not_delivered_is_abandoned_once() {
    NotificationFeed feed = feed();
    offer(feed, 1);
    feed.offerFinal(status(2));
    feed.close();
    feed.close();
    fail();
    assertThat(events(ClusterEvent.NotificationAbandoned.class))
        .singleElement()
        .satisfies(abandoned -> assertThat(abandoned.version()).isEqualTo(2));
  }

  @Test
  void target_keeps_no_feed_whose_notification_has_ended() {
    target =
        target(
            ServiceStatusPublisher.blocking(status -> versions.add(status.version())),
            NotificationRates.unlimited());
    WeakReference<NotificationFeed> left = sent();
    assertThat(versions).containsExactly(1L);
    assertThat(Garbage.becomes(left)).isTrue();
  }

  /** On a stack of its own, which holds the feed no longer than this takes. */
  private WeakReference<NotificationFeed> sent() {
    NotificationFeed feed = feed();
    offer(feed, 1);
    feed.close();
    return new WeakReference<>(feed);
  }

  // ---- a service that was removed and comes back

  @Test
  void new_feed_waits_for_the_notification_of_the_old_one() {
    target = target(EVERY_TEN_SECONDS);
    NotificationFeed old = feed();
    offer(old, 1);
    succeed();
    pass(TEN_SECONDS);
    old.close();
    NotificationFeed feed = feed();
    offer(feed, 2);
    assertThat(versions).as("a refresh of the old feed is in flight").containsExactly(1L, 1L);
    succeed();
    assertThat(versions).containsExactly(1L, 1L, 2L);
  }

  @Test
  void new_feed_sends_if_the_notification_of_the_old_one_fails() {
    NotificationFeed old = feed();
    offer(old, 1);
    old.close();
    offer(feed(), 2);
    fail();
    assertThat(versions).containsExactly(1L, 2L);
  }

  @Test
  void new_feed_sends_its_newest_status_after_the_old_call() {
    NotificationFeed old = feed();
    offer(old, 1);
    old.close();
    NotificationFeed feed = feed();
    offer(feed, 2);
    offer(feed, 3);
    succeed();
    assertThat(versions).containsExactly(1L, 3L);
  }

  @Test
  void new_feed_keeps_to_the_max_rate_of_the_old_one() {
    // Bug: a service was removed within the interval of max-rate, came back at once, and two
    // notifications started within one interval.
    target = target(NotificationRates.unlimited().maxRate(0.1));
    NotificationFeed old = feed();
    offer(old, 1);
    succeed();
    timers.pass(1);
    old.close();
    offer(feed(), 2);
    assertThat(versions).containsExactly(1L);
    long end = START + TEN_SECONDS.toNanos();
    timers.fire();
    executor.runAll();
    assertThat(versions).containsExactly(1L, 2L);
    assertThat(timers.nanoTime()).isEqualTo(end);
  }

  @Test
  void target_remembers_a_start_once_and_only_for_the_interval() {
    target = target(NotificationRates.unlimited().maxRate(0.1));
    target.remember(Rig.SERVICE, START);
    target.watch(START + TEN_SECONDS.toNanos() - 1);
    assertThat(target.takeLastStarted(Rig.SERVICE)).isEqualTo(START);
    assertThat(target.takeLastStarted(Rig.SERVICE)).isNull();
    target.remember(Rig.SERVICE, START);
    target.watch(START + TEN_SECONDS.toNanos());
    assertThat(target.takeLastStarted(Rig.SERVICE)).isNull();
  }

  @Test
  void feed_closed_after_its_interval_leaves_nothing_to_remember() {
    target = target(NotificationRates.unlimited().maxRate(0.1));
    NotificationFeed feed = feed();
    offer(feed, 1);
    succeed();
    timers.pass(TEN_SECONDS.toNanos());
    feed.close();
    assertThat(target.takeLastStarted(Rig.SERVICE)).isNull();
  }
}
