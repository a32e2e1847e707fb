package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Verdict;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One feed, step by step; {@link NotificationFeedLincheckTest} has it under many threads. */
class NotificationFeedTest {
  private static final long BEGAN = 5;

  private static final Duration TIMEOUT = Duration.ofNanos(100);
  private static final ServiceStatus STATUS =
      ServiceStatus.builder(Rig.SERVICE, Verdict.normal()).version(1).build();

  private final Steps steps = new Steps();
  private final StepTimers timers = new StepTimers();
  private final ManagerContext context = timers.context(steps);
  private final List<ClusterEvent> events = new ArrayList<>();
  private final List<ServiceStatus> got = new ArrayList<>();
  private NotificationTarget upstream;
  private NotificationFeed feed;

  @BeforeEach
  void let_the_clock_run_and_listen() {
    timers.schedule(() -> {}, BEGAN, TimeUnit.NANOSECONDS);
    timers.ring();
    context.events().add(events::add);
  }

  private void offerTo(ServiceStatusPublisher publisher) {
    PublisherOptions options =
        PublisherOptions.named("county")
            .timeout(TIMEOUT)
            .rates(NotificationRates.unlimited().minRate(0.1))
            .build();
    upstream = new NotificationTarget(publisher, options, steps);
    feed = new NotificationFeed(upstream, Rig.SERVICE, context);
    feed.offer(STATUS);
    feed.pumpOffered();
    steps.runAll();
  }

  private void heartbeat() {
    timers.ring();
    steps.runAll();
  }

  @Test
  void it_repeats_nothing_any_more_once_it_fell_silent_with_all_the_others() {
    offerTo(ServiceStatusPublisher.blocking(got::add));
    assertThat(feed.fallSilent(() -> false)).isFalse();
    heartbeat();
    assertThat(got).containsExactly(STATUS, STATUS);
    assertThat(feed.fallSilent(() -> true)).isTrue();
    heartbeat();
    assertThat(got).hasSize(2);
  }

  @Test
  void a_call_that_does_not_return_is_told_once_from_the_very_timeout_on() {
    offerTo(
        status -> {
          long late = BEGAN + TIMEOUT.toNanos();
          upstream.watch(late - 1);
          assertThat(heard()).isEmpty();
          upstream.watch(late);
          upstream.watch(late + 1);
          return new CompletableFuture<>();
        });
    assertThat(heard())
        .singleElement()
        .isInstanceOfSatisfying(
            ClusterEvent.NotificationStalled.class,
            stuck -> assertThat(stuck.since()).isEqualTo(TIMEOUT));
  }

  private List<ClusterEvent> heard() {
    context.events().dispatch();
    steps.runAll();
    return events;
  }

  @Test
  void once_closed_it_is_not_held_to_be_late() {
    offerTo(status -> new CompletableFuture<>());
    feed.close();
    upstream.watch(BEGAN + TIMEOUT.toNanos());
    assertThat(heard()).isEmpty();
  }

  @Test
  void its_entity_keeps_no_feed_whose_message_has_ended() {
    // Nobody hears of it, but each pulse would look at the feed until it is closed.
    upstream =
        new NotificationTarget(
            ServiceStatusPublisher.blocking(got::add),
            PublisherOptions.named("county").build(),
            steps);
    WeakReference<NotificationFeed> left = sentAndLeft();
    assertThat(got).containsExactly(STATUS);
    assertThat(Garbage.becomes(left)).isTrue();
  }

  /** On a stack of its own, which holds the feed no longer than this takes. */
  private WeakReference<NotificationFeed> sentAndLeft() {
    NotificationFeed sent = new NotificationFeed(upstream, Rig.SERVICE, context);
    sent.offer(STATUS);
    sent.pumpOffered();
    steps.runAll();
    return new WeakReference<>(sent);
  }

  @Test
  void that_there_is_no_thread_is_told_without_waiting_for_a_sweep() {
    steps.refuseNext();
    offerTo(ServiceStatusPublisher.blocking(got::add));
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            ClusterEvent.NotificationFailed.class,
            failed -> assertThat(failed.detail()).startsWith("no thread for it"));
    heartbeat();
    assertThat(got).containsExactly(STATUS);
  }
}
