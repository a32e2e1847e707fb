package io.github.esrpcluster.core;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Callbacks that block for ever, on real threads: nothing else waits for them. A busy machine may
 * stand still for a minute, so no test depends on a time that runs out; only {@link #PATIENCE}.
 */
@Timeout(400)
class BlockedCallbackTest {
  /** In seconds. What has not happened by then never does. */
  private static final int PATIENCE = 180;

  private static final PublisherOptions QUICK =
      PublisherOptions.named("blocked").timeout(Duration.ofMillis(50)).build();

  private final CountDownLatch forEver = new CountDownLatch(1);
  private final List<ServiceStatus> received = new CopyOnWriteArrayList<>();
  private final List<ClusterEvent> events = new CopyOnWriteArrayList<>();
  private final Semaphore something = new Semaphore(0);

  @AfterEach
  void let_go() {
    forEver.countDown();
  }

  private InMemoryClusterManagerBuilder manager() {
    return InMemoryClusterManager.builder()
        .statusPolicy(Rig.MAJORITY)
        .sweepInterval(Duration.ofMillis(10))
        .stallThreshold(Duration.ofDays(1)) // a busy machine is no stall here
        .policyDeadline(Duration.ofMillis(50))
        .timeSource(new EndsWhenDelivered())
        .closeGrace(Duration.ofDays(1))
        .publisher(
            ServiceStatusPublisher.blocking(
                status -> {
                  received.add(status);
                  something.release();
                }))
        .listener(
            event -> {
              events.add(event);
              something.release();
            });
  }

  /**
   * The system's clocks; but close() waits until every service has published its end, and not for a
   * publisher that hangs. Bug: it waited for three seconds; on a machine that was busy for so long,
   * the timer ran before the thread that publishes, and the last status was lost.
   */
  private final class EndsWhenDelivered extends TimeLike {
    EndsWhenDelivered() {
      super(TimeSource.system());
    }

    @Override
    public boolean await(CompletableFuture<?> future, Duration atMost) {
      CompletableFuture<?> unused = future.whenComplete((all, failure) -> something.release());
      try {
        BlockedCallbackTest.this.await(() -> future.isDone() || allSaidTheyEnd());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return future.isDone();
    }

    private boolean allSaidTheyEnd() {
      Set<ServiceId> ended = services(status -> status.state() == ServiceState.GOING_DOWN);
      return ended.equals(services(status -> true));
    }

    private Set<ServiceId> services(Predicate<ServiceStatus> which) {
      return received.stream().filter(which).map(ServiceStatus::service).collect(toSet());
    }
  }

  private void block() {
    try {
      forEver.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitHeard(ServiceId service, ServiceState state) throws InterruptedException {
    await(() -> received.stream().anyMatch(s -> s.service().equals(service) && s.state() == state));
  }

  private void awaitEvent(Predicate<ClusterEvent> wanted) throws InterruptedException {
    await(() -> events.stream().anyMatch(wanted));
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      assertThat(something.tryAcquire(PATIENCE, TimeUnit.SECONDS)).as("nothing happens").isTrue();
    }
  }

  private long countStuck() {
    return events.stream().filter(BlockedCallbackTest::isStuck).count();
  }

  /** Of this publisher: a busy machine may make one of the other, too. */
  private static boolean isStuck(ClusterEvent event) {
    return event instanceof ClusterEvent.NotificationStalled stalled
        && stalled.publisher().equals("blocked");
  }

  private static boolean isAbandoned(ClusterEvent event) {
    return event instanceof ClusterEvent.NotificationAbandoned abandoned
        && abandoned.publisher().equals("blocked");
  }

  private static Registration up(ServiceId service, int node) {
    return Registration.builder(service, Rig.node(node)).status(ElementState.NORMAL).build();
  }

  @Test
  void blocked_publisher_fires_one_event_and_delays_no_other() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    ServiceStatusPublisher blocked =
        ServiceStatusPublisher.blocking(
            status -> {
              calls.incrementAndGet();
              block();
            });
    try (ClusterManager cluster = manager().publisher(blocked, QUICK).build()) {
      cluster.register(up(Rig.SERVICE, 1));
      awaitEvent(BlockedCallbackTest::isStuck);
      for (ElementState state : List.of(ElementState.OVERLOADED, ElementState.DOWN)) {
        cluster.report(NodeStatus.of(Rig.node(1), state));
      }
      awaitHeard(Rig.SERVICE, ServiceState.DOWN);
      assertThat(calls).hasValue(1);
    }
    assertThat(countStuck()).isEqualTo(1);
    awaitEvent(BlockedCallbackTest::isAbandoned);
    awaitHeard(Rig.SERVICE, ServiceState.GOING_DOWN);
  }

  @Test
  void blocked_publisher_holds_no_more_threads_than_allowed() throws Exception {
    // Bug: an upstream that hung cost a thread for each of 600 services, until there were no
    // more.
    AtomicInteger calls = new AtomicInteger();
    ServiceStatusPublisher blocked =
        ServiceStatusPublisher.blocking(
            status -> {
              calls.incrementAndGet();
              block();
            });
    PublisherOptions narrow = PublisherOptions.named("narrow").concurrency(2).build();
    CountDownLatch all = new CountDownLatch(40);
    ServiceStatusPublisher fine = ServiceStatusPublisher.blocking(status -> all.countDown());
    try (ClusterManager cluster = manager().publisher(blocked, narrow).publisher(fine).build()) {
      for (int i = 0; i < 40; i++) {
        cluster.register(up(ServiceId.of("sip:s" + i + ".example.org"), 1));
      }
      assertThat(all.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
      assertThat(calls).hasValueLessThanOrEqualTo(2);
    }
  }

  @Test
  void limited_executor_runs_each_task_after_a_block() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    LimitedExecutor executor = new LimitedExecutor(threads, 2);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(20_000);
    for (int i = 0; i < 20_000; i++) {
      executor.execute(
          new LimitedTask(
              () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                running.decrementAndGet();
                done.countDown();
              },
              refusal -> {}));
    }
    assertThat(done.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValueLessThanOrEqualTo(2);
    threads.shutdown();
  }

  @Test
  void blocked_listener_delays_no_other_listener_and_no_status() throws Exception {
    ClusterListener blocked = event -> block();
    try (ClusterManager cluster = manager().listener(blocked).build()) {
      cluster.register(up(Rig.SERVICE, 1));
      awaitHeard(Rig.SERVICE, ServiceState.NORMAL);
      awaitEvent(ClusterEvent.NotificationSent.class::isInstance);
    }
    awaitHeard(Rig.SERVICE, ServiceState.GOING_DOWN);
  }

  @Test
  void listener_is_called_by_one_thread_at_a_time() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger together = new AtomicInteger();
    CountDownLatch joins = new CountDownLatch(400);
    ClusterListener exclusive =
        event -> {
          if (inside.incrementAndGet() > 1) {
            together.incrementAndGet();
          }
          if (event instanceof ClusterEvent.MemberJoined) {
            joins.countDown();
          }
          inside.decrementAndGet();
        };
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (ClusterManager cluster = manager().listener(exclusive).build()) {
      for (int i = 0; i < 400; i++) {
        int number = i;
        ServiceId service = ServiceId.of("sip:s" + number % 8 + ".example.org");
        callers.execute(() -> cluster.register(up(service, number)));
      }
      assertThat(joins.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    }
    callers.shutdown();
    assertThat(together).hasValue(0);
  }

  @Test
  void blocked_policy_is_replaced_and_recovers_when_it_returns() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    try (ClusterManager cluster =
        manager()
            .statusPolicy(
                view -> {
                  if (view.service().equals(Rig.SERVICE)) {
                    entered.countDown();
                    block();
                  }
                  return Rig.MAJORITY.evaluate(view);
                })
            .build()) {
      CompletableFuture<?> blocked =
          CompletableFuture.runAsync(
              () -> cluster.register(up(Rig.SERVICE, 1)), task -> new Thread(task).start());
      assertThat(entered.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
      awaitHeard(Rig.SERVICE, ServiceState.NORMAL); // the fallback's
      cluster.report(NodeStatus.of(Rig.node(1), ElementState.OVERLOADED)); // does not wait
      awaitHeard(Rig.SERVICE, ServiceState.OVERLOADED);
      cluster.register(up(Rig.OTHER, 2));
      awaitHeard(Rig.OTHER, ServiceState.NORMAL);
      Predicate<ClusterEvent> failure = // of the other service a busy machine may make one, too
          event ->
              event instanceof ClusterEvent.PolicyFailed failed
                  && failed.service().equals(Rig.SERVICE);
      awaitEvent(failure);
      assertThat(events).filteredOn(failure).hasSize(1);
      forEver.countDown();
      blocked.get(PATIENCE, TimeUnit.SECONDS);
      awaitEvent(ClusterEvent.PolicyRecovered.class::isInstance);
    }
  }

  @Test
  void report_does_not_wait_for_a_policy_on_an_executor() throws Exception {
    ExecutorService policies = Executors.newSingleThreadExecutor();
    try (ClusterManager cluster =
        manager()
            .policyExecutor(policies)
            .statusPolicy(
                view -> {
                  block();
                  return Rig.MAJORITY.evaluate(view);
                })
            .build()) {
      cluster.register(up(Rig.SERVICE, 1)); // returns, though the policy does not
      awaitHeard(Rig.SERVICE, ServiceState.NORMAL);
      cluster.report(NodeStatus.of(Rig.node(1), ElementState.DOWN));
      awaitHeard(Rig.SERVICE, ServiceState.DOWN);
    }
    forEver.countDown();
    policies.shutdown();
  }
}
