package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NotificationTest {
  private final Rig rig = new Rig();
  private final List<ServiceStatus> got = new ArrayList<>();
  private final List<CompletableFuture<Void>> stages = new ArrayList<>();

  /** Takes each message and leaves it to the test when it is taken over. */
  private final ServiceStatusPublisher slow =
      status -> {
        got.add(status);
        stages.add(new CompletableFuture<>());
        return stages.get(stages.size() - 1);
      };

  private static PublisherOptions.Builder named() {
    return PublisherOptions.named("county").rates(NotificationRates.unlimited());
  }

  private void add(ServiceStatusPublisher publisher, PublisherOptions.Builder options) {
    rig.cluster.addPublisher(publisher, options.build());
    rig.time.settle();
  }

  private List<ServiceState> states() {
    return got.stream().map(ServiceStatus::state).toList();
  }

  private void complete(int index) {
    stages.get(index).complete(null);
    rig.time.settle();
  }

  @Test
  void versions_increase_strictly_and_arrive_in_order() {
    rig.join(1, ElementState.NORMAL);
    rig.report(1, ElementState.OVERLOADED);
    rig.report(1, ElementState.DOWN);
    assertThat(rig.sent).extracting(ServiceStatus::version).isSorted().doesNotHaveDuplicates();
    assertThat(rig.sent).extracting(ServiceStatus::at).doesNotContainNull();
    assertThat(rig.cluster.statistics().notificationsSent()).isEqualTo(3);
  }

  @Test
  void unchanged_status_is_not_sent() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    rig.report(2, ElementState.NORMAL);
    assertThat(rig.sent).hasSize(1);
  }

  @Test
  void newest_status_waits_for_the_one_in_flight() {
    add(slow, named());
    rig.join(1, ElementState.NORMAL);
    rig.report(1, ElementState.OVERLOADED);
    rig.report(1, ElementState.DOWN);
    rig.report(1, ElementState.GOING_DOWN);
    assertThat(states()).containsExactly(ServiceState.NORMAL);
    complete(0);
    assertThat(states()).containsExactly(ServiceState.NORMAL, ServiceState.GOING_DOWN);
    complete(1);
    assertThat(got).hasSize(2);
    assertThat(rig.sentStates()).as("the other entity got each").hasSize(4);
  }

  @Test
  void failed_notification_is_retried_with_the_newest_status() {
    rig.join(1, ElementState.NORMAL);
    add(slow, named().backoff(Duration.ofSeconds(1), Duration.ofSeconds(8)));
    stages.get(0).completeExceptionally(new IllegalStateException("503"));
    rig.report(1, ElementState.OVERLOADED);
    assertThat(got).as("backing off").hasSize(1);
    rig.passSeconds(1);
    assertThat(states()).containsExactly(ServiceState.NORMAL, ServiceState.OVERLOADED);
    assertThat(rig.events(ClusterEvent.NotificationFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.detail()).contains("503");
              assertThat(failed.attempt()).isEqualTo(1);
              assertThat(failed.publisher()).isEqualTo("county");
              assertThat(failed.retryIn()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
            });
  }

  @Test
  void retries_back_off_to_the_longest_pause_and_never_end() {
    rig.join(1, ElementState.NORMAL);
    AtomicInteger attempts = new AtomicInteger();
    add(
        status -> {
          attempts.incrementAndGet();
          throw new IllegalStateException("refused");
        },
        named().backoff(Duration.ofSeconds(1), Duration.ofSeconds(16)));
    for (int i = 0; i < 60; i++) {
      rig.cluster.renew(Rig.node(1));
      rig.passSeconds(30);
    }
    assertThat(attempts.get()).isBetween(100, 240); // 1800 s in pauses of 8 to 16 s
    List<ClusterEvent.NotificationFailed> failures =
        rig.events(ClusterEvent.NotificationFailed.class);
    assertThat(failures).hasSize(attempts.get());
    assertThat(failures.get(failures.size() - 1).retryIn())
        .isLessThanOrEqualTo(Duration.ofSeconds(16));
    assertThat(failures.get(failures.size() - 1).retryIn())
        .isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    assertThat(rig.cluster.statistics().notificationFailures()).isEqualTo(attempts.get());
  }

  @Test
  void success_resets_the_count_of_failures() {
    rig.join(1, ElementState.NORMAL);
    add(slow, named().backoff(ONE, Duration.ofSeconds(8)));
    stages.get(0).completeExceptionally(new IllegalStateException("503"));
    rig.passSeconds(1);
    complete(1);
    rig.report(1, ElementState.OVERLOADED);
    stages.get(2).completeExceptionally(new IllegalStateException("503"));
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.NotificationFailed.class))
        .extracting(ClusterEvent.NotificationFailed::attempt)
        .containsExactly(1, 1);
  }

  @Test
  void null_stage_is_a_failure() {
    rig.join(1, ElementState.NORMAL);
    add(status -> null, named());
    assertThat(rig.events(ClusterEvent.NotificationFailed.class)).hasSize(1);
  }

  @Test
  void late_stage_is_given_up_and_its_completion_ignored() {
    rig.join(1, ElementState.NORMAL);
    add(slow, named().timeout(Duration.ofSeconds(32)).backoff(ONE, ONE));
    rig.cluster.renew(Rig.node(1));
    rig.passSeconds(35);
    assertThat(got).hasSize(2);
    assertThat(rig.events(ClusterEvent.NotificationFailed.class)).hasSize(1);
    complete(0);
    assertThat(got).as("still one under way").hasSize(2);
    rig.report(1, ElementState.OVERLOADED);
    assertThat(got).hasSize(2);
    complete(1);
    assertThat(states()).endsWith(ServiceState.OVERLOADED).hasSize(3);
  }

  private static final Duration ONE = Duration.ofSeconds(1);

  @Test
  void publisher_added_late_gets_the_current_status() {
    rig.join(1, ElementState.NORMAL);
    rig.report(1, ElementState.OVERLOADED);
    add(ServiceStatusPublisher.blocking(got::add), named());
    assertThat(states()).containsExactly(ServiceState.OVERLOADED);
  }

  // Bug: a publisher was attached to the known services before it was listed for new ones, so it
  // never heard of a service whose first node registered in between.
  @Test
  void service_that_appears_while_a_publisher_is_added_is_notified() {
    List<ServiceId> appeared =
        IntStream.range(0, 8).mapToObj(i -> ServiceId.of("sip:new" + i + ".state.pa.us")).toList();
    AtomicReference<ClusterManager> manager = new AtomicReference<>();
    AtomicBoolean adding = new AtomicBoolean();
    VirtualTime time = new VirtualTime();
    Executor executor =
        task -> {
          if (adding.getAndSet(false)) { // in the middle of addPublisher
            appeared.forEach(
                service -> manager.get().register(Rig.registration(service, 1).build()));
          }
          time.execute(task);
        };
    manager.set(
        InMemoryClusterManager.builder()
            .statusPolicy(Rig.MAJORITY)
            .timeSource(time)
            .scheduler(time)
            .executor(executor)
            .build());
    manager.get().register(Rig.registration(1).status(ElementState.NORMAL).build());
    time.settle();
    adding.set(true);
    manager.get().addPublisher(ServiceStatusPublisher.blocking(got::add), named().build());
    time.settle();
    assertThat(adding).isFalse();
    assertThat(got).extracting(ServiceStatus::service).containsAll(appeared);
  }

  @Test
  void publisher_gets_only_the_services_it_covers() {
    add(ServiceStatusPublisher.blocking(got::add), named().services(Rig.OTHER));
    rig.join(1, ElementState.NORMAL);
    rig.cluster.register(
        Registration.builder(Rig.OTHER, Rig.node(2)).status(ElementState.DOWN).build());
    rig.time.settle();
    assertThat(got).extracting(ServiceStatus::service).containsExactly(Rig.OTHER);
  }

  @Test
  void removed_publisher_gets_nothing_more() {
    Subscription attachment =
        rig.cluster.addPublisher(ServiceStatusPublisher.blocking(got::add), named().build());
    rig.join(1, ElementState.NORMAL);
    attachment.close();
    attachment.close();
    rig.report(1, ElementState.DOWN);
    assertThat(states()).containsExactly(ServiceState.NORMAL);
    assertThat(rig.sent).hasSize(2);
  }

  /** A message under way that failed after its publisher was taken off promised a retry. */
  @Test
  void failure_after_removal_announces_no_retry() {
    rig.join(1, ElementState.NORMAL);
    Subscription attachment = rig.cluster.addPublisher(slow, named().build());
    rig.time.settle();
    attachment.close();
    stages.get(0).completeExceptionally(new IllegalStateException("503"));
    rig.passSeconds(60);
    assertThat(got).hasSize(1);
    assertThat(rig.events(ClusterEvent.NotificationFailed.class)).isEmpty();
    assertThat(rig.events(ClusterEvent.NotificationAbandoned.class))
        .singleElement()
        .extracting(ClusterEvent.NotificationAbandoned::publisher)
        .isEqualTo("county");
    assertThat(rig.cluster.statistics().notificationFailures()).isEqualTo(1);
  }

  @Test
  void max_rate_delays_and_never_drops_the_last_status() {
    rig.join(1, ElementState.NORMAL);
    add(
        ServiceStatusPublisher.blocking(got::add),
        named().rates(NotificationRates.unlimited().maxRate(0.1)));
    rig.passSeconds(3);
    rig.report(1, ElementState.OVERLOADED);
    rig.report(1, ElementState.DOWN);
    rig.pass(Duration.ofSeconds(7).minusNanos(1));
    assertThat(states()).containsExactly(ServiceState.NORMAL);
    rig.pass(Duration.ofNanos(1));
    assertThat(states()).containsExactly(ServiceState.NORMAL, ServiceState.DOWN);
    rig.report(1, ElementState.NORMAL);
    rig.passSeconds(9);
    assertThat(got).hasSize(2);
    rig.passSeconds(1);
    assertThat(states()).endsWith(ServiceState.NORMAL).hasSize(3);
  }

  @Test
  void min_rate_repeats_an_unchanged_status() {
    rig.join(1, ElementState.NORMAL);
    add(
        ServiceStatusPublisher.blocking(got::add),
        named().rates(NotificationRates.unlimited().minRate(0.1)));
    rig.passSeconds(5);
    rig.report(1, ElementState.OVERLOADED);
    rig.pass(Duration.ofSeconds(10).minusNanos(1));
    assertThat(got).hasSize(2);
    rig.pass(Duration.ofNanos(1));
    assertThat(got).hasSize(3);
    assertThat(got.get(2)).isEqualTo(got.get(1));
    rig.passSeconds(30);
    assertThat(got).hasSize(6);
  }

  @Test
  void refusing_executor_costs_a_pause_and_no_status() {
    AtomicInteger refusals = new AtomicInteger();
    Rig busy = new Rig();
    Rig refusing =
        new Rig(
            builder ->
                builder
                    .timeSource(busy.time)
                    .scheduler(busy.time)
                    .executor(
                        task -> {
                          if (refusals.getAndDecrement() > 0) {
                            throw new java.util.concurrent.RejectedExecutionException("full");
                          }
                          busy.time.execute(task);
                        }));
    refusals.set(2);
    refusing.cluster.register(Rig.registration(1).status(ElementState.NORMAL).build());
    busy.passSeconds(2);
    assertThat(refusing.sentStates()).containsExactly(ServiceState.NORMAL);
    assertThat(refusing.events(ClusterEvent.StatusChanged.class)).hasSize(1);
  }

  @Test
  void refused_refresh_pauses() {
    // Bug: a due refresh that the executor refused was requested again at once, without end.
    AtomicBoolean refusing = new AtomicBoolean();
    Rig busy =
        new Rig(
            builder ->
                builder
                    .timeSource(rig.time)
                    .scheduler(rig.time)
                    .executor(
                        task -> {
                          if (refusing.get()) {
                            throw new java.util.concurrent.RejectedExecutionException("full");
                          }
                          rig.time.execute(task);
                        }));
    busy.cluster.addPublisher(
        ServiceStatusPublisher.blocking(got::add),
        named().rates(NotificationRates.unlimited().minRate(0.1)).backoff(ONE, ONE).build());
    busy.cluster.register(Rig.registration(1).status(ElementState.NORMAL).build());
    rig.time.settle();
    refusing.set(true);
    rig.passSeconds(30);
    refusing.set(false);
    rig.passSeconds(2);
    assertThat(got).as("the status, and the refresh that was due").hasSize(2);
    assertThat(busy.events(ClusterEvent.NotificationFailed.class)).hasSizeBetween(18, 22);
  }

  @Test
  void cluster_is_a_node_of_another_cluster() {
    Rig parent = new Rig();
    Registration asNode =
        Registration.builder(Rig.OTHER, Rig.node(50)).lease(Duration.ofSeconds(30)).build();
    add(
        ClusterAsNode.in(parent.cluster, asNode),
        named().services(Rig.SERVICE).rates(NotificationRates.unlimited().minRate(0.1)));
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    assertThat(parent.state(Rig.OTHER)).isEqualTo(ServiceState.NORMAL);
    rig.report(1, ElementState.OVERLOADED);
    assertThat(parent.cluster.view(Rig.OTHER).orElseThrow().tally())
        .satisfies(t -> assertThat(t.count(ElementState.SERVICE_DISRUPTION)).isEqualTo(1));
    for (int i = 0; i < 12; i++) {
      rig.passSeconds(5);
      parent.passSeconds(5);
      rig.cluster.renew(Rig.node(1));
      rig.cluster.renew(Rig.node(2));
    }
    assertThat(parent.state(Rig.OTHER)).as("heartbeats").isEqualTo(ServiceState.PARTIAL);
    parent.passSeconds(31);
    assertThat(parent.state(Rig.OTHER)).as("silent child").isEqualTo(ServiceState.DOWN);
    parent.cluster.close();
    rig.report(1, ElementState.NORMAL);
    assertThat(rig.events(ClusterEvent.NotificationFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.detail()).contains("parent manager is closed"));
  }

  @Test
  void reason_too_long_for_the_parent_is_cut() {
    // Bug: the child was Down for a reason of 4,117 characters, and the parent went on as Normal.
    Rig parent = new Rig(builder -> builder.maxReasonLength(5));
    add(
        ClusterAsNode.in(parent.cluster, Registration.builder(Rig.OTHER, Rig.node(50)).build()),
        named().services(Rig.SERVICE));
    rig.join(1, ElementState.NORMAL);
    rig.report(1, ElementState.DOWN);
    assertThat(parent.state(Rig.OTHER)).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void each_service_state_maps_to_a_node_state() {
    for (ServiceState state : ServiceState.values()) {
      assertThat(ClusterAsNode.asElementState(state).isPresent())
          .as(state.token())
          .isEqualTo(state != ServiceState.UNREACHABLE);
    }
    assertThat(ClusterAsNode.asElementState(ServiceState.PARTIAL))
        .contains(ElementState.SERVICE_DISRUPTION);
  }

  /** A stage that is on its way and cannot be stopped any more. */
  private static final class UnstoppableStage extends CompletableFuture<Void> {
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return false;
    }
  }

  @Test
  void late_delivery_of_an_old_status_sends_the_newest_again() {
    // Bug: a notification timed out, newer ones followed, then its call returned: upstream stayed
    // on
    // the old status, and nothing said so.
    List<Long> sent = new ArrayList<>();
    UnstoppableStage late = new UnstoppableStage();
    ServiceStatusPublisher publisher =
        status -> {
          sent.add(status.version());
          return sent.size() == 2 ? late : CompletableFuture.completedFuture(null);
        };
    add(publisher, named().timeout(Duration.ofSeconds(32)).backoff(ONE, ONE));
    rig.join(1, ElementState.NORMAL);
    rig.report(1, ElementState.DOWN);
    rig.report(1, ElementState.NORMAL);
    rig.passSeconds(35);
    assertThat(sent).containsExactly(1L, 2L, 3L);
    late.complete(null);
    rig.time.settle();
    assertThat(sent).as("the newest once more").containsExactly(1L, 2L, 3L, 3L);
    assertThat(rig.events(ClusterEvent.NotificationDeliveredLate.class))
        .singleElement()
        .satisfies(event -> assertThat(event.version()).isEqualTo(2));
    assertThat(rig.cluster.statistics().notificationsLate()).isEqualTo(1);
  }

  @Test
  void stage_that_times_out_is_cancelled() {
    add(slow, named().timeout(Duration.ofSeconds(32)).backoff(ONE, ONE));
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(35);
    assertThat(stages.get(0)).isCancelled();
    assertThat(rig.events(ClusterEvent.NotificationDeliveredLate.class)).isEmpty();
  }

  @Test
  void refused_retry_timer_is_set_again_by_the_sweep() {
    // Bug: the scheduler refused the timer of a retry; the last status then waited for the next
    // change, which might never come.
    TimersOf timers = new TimersOf(rig.time);
    Rig starved =
        new Rig(builder -> builder.timeSource(rig.time).executor(rig.time).scheduler(timers));
    AtomicInteger attempts = new AtomicInteger();
    starved.cluster.addPublisher(
        status -> {
          timers.before = TimersOf.failing(1);
          return attempts.incrementAndGet() == 1
              ? CompletableFuture.failedFuture(new IllegalStateException("503"))
              : CompletableFuture.completedFuture(null);
        },
        named().backoff(ONE, ONE).build());
    starved.cluster.register(Rig.registration(1).status(ElementState.NORMAL).build());
    rig.passSeconds(5);
    assertThat(attempts).hasValue(2);
  }

  @Test
  void service_created_while_a_publisher_is_added_is_notified() {
    Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    AtomicReference<Runnable> meanwhile = new AtomicReference<>();
    Rig busy =
        new Rig(
            builder ->
                builder.executor(
                    task -> {
                      tasks.add(task);
                      Optional.ofNullable(meanwhile.getAndSet(null)).ifPresent(Runnable::run);
                    }));
    busy.cluster.register(Rig.registration(1).status(ElementState.NORMAL).build());
    List<ServiceId> others =
        IntStream.range(0, 20).mapToObj(i -> ServiceId.of("sip:esrp" + i + ".other.org")).toList();
    meanwhile.set(
        () -> others.forEach(other -> busy.cluster.register(Rig.registration(other, 1).build())));
    Set<ServiceId> notified = ConcurrentHashMap.newKeySet();
    busy.cluster.addPublisher(
        ServiceStatusPublisher.blocking(status -> notified.add(status.service())));
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    assertThat(notified).contains(Rig.SERVICE).containsAll(others);
  }

  @Test
  void publisher_object_cannot_be_added_twice() {
    ServiceStatusPublisher county = ServiceStatusPublisher.blocking(status -> {});
    rig.cluster.addPublisher(county, PublisherOptions.named("county").build());
    assertThatThrownBy(
            () -> rig.cluster.addPublisher(county, PublisherOptions.named("state").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"state\"")
        .hasMessageContaining("\"county\"")
        .hasMessageContaining("an object of its own");
    assertThat(rig.cluster.publishers(Rig.SERVICE))
        .noneMatch(each -> each.publisher().equals("state"));
  }

  @Test
  void default_rate_bounds_a_flap() {
    // A node that reported another state 1,000 times made 1,000 messages.
    List<ServiceStatus> got = new ArrayList<>();
    rig.cluster.addPublisher(ServiceStatusPublisher.blocking(got::add));
    rig.join(1, ElementState.NORMAL);
    for (int i = 0; i < 1_000; i++) {
      rig.report(1, i % 2 == 0 ? ElementState.DOWN : ElementState.NORMAL);
      rig.pass(Duration.ofMillis(10));
    }
    rig.passSeconds(1);
    assertThat(got.size()).isBetween(50, 53);
    assertThat(got.get(got.size() - 1)).isEqualTo(rig.cluster.status(Rig.SERVICE).orElseThrow());
  }
}
