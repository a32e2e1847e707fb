package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClosingTest {
  private final Rig rig = new Rig();
  private final List<ServiceStatus> got = new ArrayList<>();

  @Test
  void close_publishes_going_down_first() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.close();
    assertThat(rig.sentStates()).containsExactly(ServiceState.NORMAL, ServiceState.GOING_DOWN);
    assertThat(rig.events(ClusterEvent.ManagerClosing.class)).hasSize(1);
  }

  @Test
  void close_event_waits_for_no_publisher() {
    rig.cluster.addPublisher(status -> new CompletableFuture<>());
    rig.join(1, ElementState.NORMAL);
    rig.cluster.shutdown();
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.ManagerClosing.class)).hasSize(1);
  }

  @Test
  void close_event_is_fired_without_services_too() {
    // An executor that is ended after close() has run all that was queued before.
    List<ClusterEvent> received = new ArrayList<>();
    rig.cluster.shutdown().thenRun(() -> received.addAll(rig.events));
    rig.time.settle();
    assertThat(received).singleElement().isInstanceOf(ClusterEvent.ManagerClosing.class);
  }

  @Test
  void final_status_waits_for_no_rate_and_no_back_off() {
    rig.cluster.addPublisher(
        ServiceStatusPublisher.blocking(got::add),
        PublisherOptions.named("slow")
            .rates(NotificationRates.unlimited().maxRate(0.001).minRate(0.0005))
            .build());
    rig.join(1, ElementState.NORMAL);
    rig.report(1, ElementState.OVERLOADED);
    rig.cluster.close();
    assertThat(got)
        .extracting(ServiceStatus::state)
        .containsExactly(ServiceState.NORMAL, ServiceState.GOING_DOWN);
  }

  @Test
  void final_status_is_followed_by_no_other() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.override(
        Rig.SERVICE,
        io.github.esrpcluster.api.OperatorOverride.of(ServiceState.PARTIAL, "jo", "drill"));
    rig.cluster.close();
    assertThatThrownBy(() -> rig.cluster.clearOverride(Rig.SERVICE, "op", "over"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(rig.state()).isEqualTo(ServiceState.GOING_DOWN);
  }

  @Test
  void closed_manager_leaves_no_timer() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.addPublisher(
        ServiceStatusPublisher.blocking(got::add),
        PublisherOptions.named("refreshed")
            .rates(NotificationRates.unlimited().minRate(0.1))
            .build());
    rig.passSeconds(12);
    rig.cluster.close();
    rig.time.settle();
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void undelivered_final_status_fires_an_event() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.addPublisher(
        status -> CompletableFuture.failedFuture(new IllegalStateException("503")),
        PublisherOptions.named("deaf").build());
    rig.time.settle();
    CompletableFuture<Void> done = rig.cluster.shutdown().toCompletableFuture();
    rig.passSeconds(4);
    assertThat(done).isNotDone();
    rig.passSeconds(1);
    assertThat(done).isCompleted();
    assertThat(rig.events(ClusterEvent.NotificationAbandoned.class))
        .singleElement()
        .extracting(ClusterEvent.NotificationAbandoned::publisher)
        .isEqualTo("deaf");
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void expiry_in_the_grace_time_leaves_no_feed() {
    // Bug: a sweep in the grace time dropped the closing service from the books, so that its feed
    // was never closed: it was tried again forever, and no event was fired.
    rig.cluster.register(
        Rig.registration(1).status(ElementState.NORMAL).lease(Duration.ofSeconds(3)).build());
    rig.cluster.addPublisher(
        status -> CompletableFuture.failedFuture(new IllegalStateException("503")),
        PublisherOptions.named("deaf").build());
    rig.time.settle();
    rig.cluster.close();
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.NotificationAbandoned.class)).hasSize(1);
    assertThat(rig.time.pending()).isZero();
    assertThat(rig.state()).isEqualTo(ServiceState.GOING_DOWN);
  }

  @Test
  void final_status_is_delivered_without_a_scheduler() {
    // Bug: a vendor shut its scheduler down first, then the manager: without a timer for the
    // grace time the feeds were closed before the last state was on its way.
    TimersOf timers = new TimersOf(rig.time);
    Rig late = normalOn(rig.time, timers);
    timers.before = TimersOf.refusing();
    late.cluster.close();
    assertThat(late.sentStates()).containsExactly(ServiceState.NORMAL, ServiceState.GOING_DOWN);
    assertThat(late.cluster.shutdown().toCompletableFuture()).isCompleted();
  }

  @Test
  void shutdown_without_a_timer_ends_after_delivery() {
    TimersOf timers = new TimersOf(rig.time);
    Rig late = normalOn(rig.time, timers);
    timers.before = TimersOf.refusing();
    CompletableFuture<Void> done = late.cluster.shutdown().toCompletableFuture();
    rig.time.settle();
    assertThat(done).isCompleted();
  }

  @Test
  void shutdown_ends_without_a_thread_for_its_timer() {
    // Bug: schedule() threw "unable to create native thread", which is no refusal: close() threw
    // it half way, and the threads and sweeps of the manager stayed.
    TimersOf timers = new TimersOf(rig.time);
    Rig starved = normalOn(rig.time, timers);
    timers.before = TimersOf.failing(1);
    starved.cluster.close();
    assertThat(starved.sentStates()).endsWith(ServiceState.GOING_DOWN);
    assertThat(starved.cluster.shutdown().toCompletableFuture()).isCompleted();
  }

  @Test
  void interrupted_close_leaves_the_grace_time_to_publishers() {
    // Bug: a pool was stopped, which interrupts, and its thread closed the manager on its way
    // out: it could not wait, and took the grace time for over. GoingDown was not delivered.
    Rig late = normalOn(new InterruptedWait(rig.time), rig.time);
    late.cluster.close();
    assertThat(Thread.interrupted()).isTrue();
    rig.time.settle();
    assertThat(late.sentStates()).containsExactly(ServiceState.NORMAL, ServiceState.GOING_DOWN);
    assertThat(late.cluster.shutdown().toCompletableFuture()).isCompleted();
  }

  @Test
  void interrupted_close_ends_a_manager_without_a_timer() {
    TimersOf timers = new TimersOf(rig.time);
    Rig late = normalOn(new InterruptedWait(rig.time), timers);
    late.cluster.addPublisher(status -> new CompletableFuture<>());
    rig.time.settle();
    timers.before = TimersOf.failing(1);
    late.cluster.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(late.cluster.shutdown().toCompletableFuture()).isCompleted();
  }

  @Test
  void close_ends_after_the_grace_time_without_a_timer() {
    TimersOf timers = new TimersOf(rig.time);
    Rig late = normalOn(rig.time, timers);
    late.cluster.addPublisher(status -> new CompletableFuture<>());
    rig.time.settle();
    timers.before = TimersOf.refusing();
    late.cluster.close();
    rig.time.settle();
    assertThat(late.events(ClusterEvent.NotificationAbandoned.class)).hasSize(1);
    assertThat(late.cluster.shutdown().toCompletableFuture()).isCompleted();
  }

  @Test
  void abandoned_status_fires_an_event_without_an_executor() {
    // Bug: a vendor shut its executor down first, then the manager. What was given up was queued
    // for the listeners, and no sweep was left to deliver it.
    AtomicBoolean refuses = new AtomicBoolean();
    Rig late =
        new Rig(
            builder ->
                builder.timeSource(rig.time).scheduler(rig.time).executor(refusing(refuses)));
    CompletableFuture<Void> blocked = new CompletableFuture<>();
    late.cluster.addPublisher(status -> blocked);
    late.cluster.register(Rig.registration(1).status(ElementState.NORMAL).build());
    rig.time.settle();
    refuses.set(true);
    late.cluster.close();
    assertThat(late.events(ClusterEvent.ManagerClosing.class)).hasSize(1);
    assertThat(late.events(ClusterEvent.NotificationAbandoned.class)).hasSize(2);
    blocked.complete(null);
    assertThat(late.events).last().isInstanceOf(ClusterEvent.NotificationSent.class);
  }

  private Executor refusing(AtomicBoolean refuses) {
    return task -> {
      if (refuses.get()) {
        throw new RejectedExecutionException("shut down");
      }
      rig.time.execute(task);
    };
  }

  @Test
  void final_status_waits_for_the_one_in_flight() {
    List<CompletableFuture<Void>> stages = new ArrayList<>();
    rig.cluster.addPublisher(
        status -> {
          got.add(status);
          stages.add(new CompletableFuture<>());
          return stages.get(stages.size() - 1);
        });
    rig.join(1, ElementState.NORMAL);
    CompletableFuture<Void> done = rig.cluster.shutdown().toCompletableFuture();
    rig.time.settle();
    assertThat(got).hasSize(1);
    stages.get(0).complete(null);
    rig.time.settle();
    assertThat(got).extracting(ServiceStatus::state).endsWith(ServiceState.GOING_DOWN).hasSize(2);
    assertThat(done).isNotDone();
    stages.get(1).complete(null);
    rig.time.settle();
    assertThat(done).isCompleted();
  }

  @Test
  void closed_manager_answers_calls_and_refuses_settings() {
    Lease lease = rig.join(1, ElementState.NORMAL);
    rig.cluster.close();
    assertThat(lease.renew()).isEqualTo(RenewalOutcome.CLOSED);
    assertThat(lease.release()).isEqualTo(ReleaseOutcome.CLOSED);
    assertThat(lease.expire()).isEqualTo(ExpiryOutcome.CLOSED);
    assertThat(lease.report(ElementState.DOWN, "")).isEqualTo(ReportOutcome.CLOSED);
    assertThat(rig.cluster.renew(Rig.node(1))).isEqualTo(RenewalOutcome.CLOSED);
    assertThat(rig.cluster.release(Rig.SERVICE, Rig.node(9))).isEqualTo(ReleaseOutcome.CLOSED);
    assertThat(rig.route()).isEqualTo("CLOSED");
    assertThat(rig.state()).isEqualTo(ServiceState.GOING_DOWN);
    assertThatThrownBy(() -> rig.join(2)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> rig.cluster.setStatusPolicy(Rig.SERVICE, Rig.MAJORITY))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> rig.cluster.addPublisher(status -> null))
        .isInstanceOf(IllegalStateException.class);
    assertThatCode(rig.cluster::close).doesNotThrowAnyException();
    assertThat(rig.sent).hasSize(2);
  }

  @Test
  @Timeout(60)
  void own_threads_end_after_the_final_status() throws Exception {
    CountDownLatch last = new CountDownLatch(1);
    Thread[] worker = new Thread[1];
    ClusterManager own =
        InMemoryClusterManager.builder()
            .statusPolicy(Rig.MAJORITY)
            .publisher(
                ServiceStatusPublisher.blocking(
                    status -> {
                      worker[0] = Thread.currentThread();
                      if (status.state() == ServiceState.GOING_DOWN) {
                        last.countDown();
                      }
                    }))
            .build();
    own.register(Rig.registration(1).status(ElementState.NORMAL).build());
    own.close();
    assertThat(last.await(0, TimeUnit.SECONDS)).as("close() waited for it").isTrue();
    assertThat(worker[0].isDaemon()).isTrue();
    worker[0].join(Duration.ofSeconds(30).toMillis());
    assertThat(worker[0].isAlive()).isFalse();
  }

  @Test
  void close_does_not_wait_in_a_callback_on_an_executor() {
    for (String place : List.of("policy", "publisher", "listener")) {
      AtomicReference<ClusterManager> manager = new AtomicReference<>();
      Consumer<String> closeAt =
          here -> {
            ClusterManager known = here.equals(place) ? manager.getAndSet(null) : null;
            if (known != null) {
              known.close();
            }
          };
      Rig closing =
          new Rig(
              builder ->
                  builder
                      .timeSource(new NoWait(rig.time))
                      .executor(rig.time)
                      .policyExecutor(rig.time)
                      .scheduler(rig.time)
                      .listener(event -> closeAt.accept("listener")),
              view -> {
                closeAt.accept("policy");
                return Rig.MAJORITY.evaluate(view);
              });
      closing.cluster.addPublisher(
          ServiceStatusPublisher.blocking(status -> closeAt.accept("publisher")));
      manager.set(closing.cluster);
      closing.cluster.register(Rig.registration(1).build());
      rig.time.settle();
      assertThat(manager).as(place).hasValue(null);
      assertThat(closing.cluster.shutdown().toCompletableFuture()).as(place).isCompleted();
      assertThat(closing.sentStates()).as(place).endsWith(ServiceState.GOING_DOWN);
    }
  }

  @Test
  void close_in_a_callback_waits_if_there_is_no_timer() {
    TimersOf timers = new TimersOf(rig.time);
    Rig late = normalOn(rig.time, timers);
    late.cluster.addPublisher(status -> new CompletableFuture<>());
    rig.time.settle();
    timers.before = TimersOf.refusing();
    late.cluster.addListener(event -> late.cluster.close());
    late.join(2);
    rig.time.settle();
    assertThat(late.cluster.shutdown().toCompletableFuture()).isCompleted();
  }

  @Test
  @Timeout(60)
  void close_from_the_only_thread_delivers_the_end() throws Exception {
    // Bug: close() in a listener waited for the only thread, which ran that listener, until the
    // grace time was over; the last status was given up.
    ExecutorService single = Executors.newSingleThreadExecutor();
    AtomicReference<ClusterManager> closing = new AtomicReference<>();
    List<ServiceState> sent = new CopyOnWriteArrayList<>();
    CountDownLatch returned = new CountDownLatch(1);
    ClusterManager own =
        InMemoryClusterManager.builder()
            .statusPolicy(Rig.MAJORITY)
            .executor(single)
            .closeGrace(Duration.ofHours(1))
            .publisher(ServiceStatusPublisher.blocking(status -> sent.add(status.state())))
            .listener(
                event -> {
                  ClusterManager known = closing.getAndSet(null);
                  if (known != null) {
                    known.close();
                    returned.countDown();
                  }
                })
            .build();
    closing.set(own);
    own.register(Rig.registration(1).status(ElementState.NORMAL).build());
    returned.await();
    own.shutdown().toCompletableFuture().get();
    assertThat(sent).endsWith(ServiceState.GOING_DOWN);
    single.shutdown();
  }

  /** A manager on this clock and these timers, which has said that its one node is Normal. */
  private Rig normalOn(TimeSource clock, ScheduledExecutorService timers) {
    Rig made = new Rig(builder -> builder.timeSource(clock).executor(rig.time).scheduler(timers));
    made.cluster.register(Rig.registration(1).status(ElementState.NORMAL).build());
    rig.time.settle();
    return made;
  }

  /** Time in which no thread may wait. */
  private static final class NoWait extends TimeLike {
    NoWait(TimeSource time) {
      super(time);
    }

    @Override
    public boolean await(CompletableFuture<?> future, Duration atMost) {
      throw new AssertionError("close() waits");
    }
  }

  /** Time that interrupts the thread that waits. */
  private static final class InterruptedWait extends TimeLike {
    InterruptedWait(TimeSource time) {
      super(time);
    }

    @Override
    public boolean await(CompletableFuture<?> future, Duration atMost) {
      Thread.currentThread().interrupt();
      return future.isDone();
    }
  }
}
