package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two things at once, in the order that hurts. Threads stand still where the test says. */
@Timeout(400)
@SuppressWarnings("ReferenceEquality") // this very thread, not one like it
class RaceTest {
  private final VirtualTime time = new VirtualTime();
  private final HeldTime held = new HeldTime(time);
  private final TimersOf timers = new TimersOf(time);
  private final Rig rig =
      new Rig(builder -> builder.timeSource(held).executor(time).scheduler(timers));

  private void join(ServiceId service, int node, ElementState state) {
    rig.cluster.register(
        Registration.builder(service, Rig.node(node))
            .lease(Duration.ofSeconds(60))
            .status(state)
            .build());
    time.settle();
  }

  @Test
  void route_returns_during_a_half_done_registration() throws Exception {
    // Bug: the thread that registered a node anew lost its processor between index and snapshot;
    // every call for the service failed with an exception until it came back.
    join(Rig.SERVICE, 1, ElementState.NORMAL);
    Thread half =
        held.holdAtFirstEvent(
            () -> rig.cluster.register(Rig.registration(1).incarnation("restarted").build()));
    RoutingDecision decision = rig.cluster.route(Rig.SERVICE);
    held.release();
    HeldTime.end(half);
    assertThat(Rig.describe(decision)).isEqualTo("esrp1 LAST_RESORT");
  }

  @Test
  void renew_route_and_status_wait_for_no_lock() throws Exception {
    join(Rig.SERVICE, 1, ElementState.NORMAL);
    join(Rig.SERVICE, 2, ElementState.NORMAL);
    Lease lease = rig.cluster.lease(Rig.SERVICE, Rig.node(1)).orElseThrow();
    Thread holdsTheLock =
        held.holdAtFirstEvent(
            () ->
                rig.cluster.override(
                    Rig.SERVICE, Rig.node(2), OperatorOverride.of(ElementState.DOWN, "jo", "")));
    assertThat(lease.renew()).isEqualTo(RenewalOutcome.RENEWED);
    assertThat(rig.cluster.renew(Rig.node(1))).isEqualTo(RenewalOutcome.RENEWED);
    assertThat(rig.cluster.report(NodeStatus.of(Rig.node(1), ElementState.NORMAL)))
        .isEqualTo(ReportOutcome.UNCHANGED);
    assertThat(Rig.describe(rig.cluster.route(Rig.SERVICE))).endsWith(" NORMAL");
    assertThat(rig.cluster.status(Rig.SERVICE)).isPresent();
    assertThat(holdsTheLock.isAlive()).as("the lock is still held").isTrue();
    held.release();
    HeldTime.end(holdsTheLock);
  }

  @Test
  void two_calls_after_a_stall_expire_no_lease() throws Exception {
    for (ServiceId slow : List.of(Rig.SERVICE, Rig.OTHER)) {
      new RaceTest().wakeTogether(slow, slow == Rig.SERVICE ? Rig.OTHER : Rig.SERVICE);
    }
  }

  private void wakeTogether(ServiceId slow, ServiceId fast) throws Exception {
    // Bug: after a stall the first call began to forgive the leases; the second found the stall
    // dealt with, and a lease that was not forgiven yet, and expired it.
    join(slow, 1, ElementState.NORMAL);
    join(fast, 2, ElementState.NORMAL);
    time.stall(Duration.ofMinutes(10));
    Thread half =
        held.holdAtFirstEvent(() -> rig.cluster.register(Rig.registration(slow, 3).build()));
    Thread first = new Thread(() -> rig.cluster.route(fast));
    first.start();
    HeldTime.awaitBlocked(first); // at the slow cluster's lock, the others may be forgiven or not
    AtomicReference<String> routed = new AtomicReference<>();
    Thread second = new Thread(() -> routed.set(Rig.describe(rig.cluster.route(fast))));
    second.start();
    HeldTime.awaitBlocked(second);
    held.release();
    for (Thread each : List.of(half, first, second)) {
      HeldTime.end(each);
    }
    time.settle();
    assertThat(rig.events(ClusterEvent.LeaseExpired.class)).isEmpty();
    assertThat(routed).hasValue("esrp2 NORMAL");
  }

  @Test
  void stall_after_the_check_expires_no_lease() throws Exception {
    for (ServiceId first : List.of(Rig.SERVICE, Rig.OTHER)) { // in the order of the sweep
      new RaceTest().stallDuringASweep(first, first == Rig.SERVICE ? Rig.OTHER : Rig.SERVICE);
    }
  }

  private void stallDuringASweep(ServiceId expiring, ServiceId renewed) throws Exception {
    // Bug: the sweep had just checked for a stall when the machine was suspended; the sweep of the
    // clusters that followed read the clock anew and found every lease run out.
    join(renewed, 1, ElementState.NORMAL);
    join(expiring, 2, ElementState.NORMAL);
    time.advance(Duration.ofSeconds(30));
    rig.cluster.renew(Rig.node(1));
    time.advance(Duration.ofSeconds(29));
    Thread sweep = held.holdAtFirstEvent(() -> time.advance(Duration.ofSeconds(1)));
    time.stall(Duration.ofMinutes(10));
    held.release();
    HeldTime.end(sweep);
    time.advance(Duration.ofSeconds(2));
    assertThat(rig.events(ClusterEvent.LeaseExpired.class))
        .extracting(ClusterEvent.LeaseExpired::node)
        .containsExactly(Rig.node(2));
    assertThat(rig.events(ClusterEvent.StallDetected.class)).hasSize(1);
  }

  @Test
  void registration_after_a_stall_keeps_lease_and_report() {
    // Bug: a node that came back before the first sweep after a stall was taken for a new one.
    join(Rig.SERVICE, 1, ElementState.NORMAL);
    long epoch = rig.cluster.lease(Rig.SERVICE, Rig.node(1)).orElseThrow().epoch();
    time.stall(Duration.ofMinutes(10));
    assertThat(rig.cluster.register(Rig.registration(1).build()).epoch()).isEqualTo(epoch);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void report_during_a_registration_is_not_lost() throws Exception {
    // Bug: a report without an epoch was refused as stale since the node's registration changed
    // between the look-up and the lock.
    join(Rig.SERVICE, 1, ElementState.NORMAL);
    Thread half =
        held.holdAtLook(
            2, () -> rig.cluster.register(Rig.registration(1).weight(5).build())); // in the lock
    AtomicReference<ReportOutcome> outcome = new AtomicReference<>();
    Thread report =
        new Thread(
            () -> outcome.set(rig.cluster.report(NodeStatus.of(Rig.node(1), ElementState.DOWN))));
    report.start();
    HeldTime.awaitBlocked(report);
    held.release();
    HeldTime.end(half);
    HeldTime.end(report);
    assertThat(outcome).hasValue(ReportOutcome.APPLIED);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.DOWN);
  }

  @Test
  void refresh_timer_never_delays_a_pending_status() {
    // Bug: while one thread set the timer of the next refresh, another set the one of a state
    // that waited for its rate; the first then cancelled it, and the state waited for minutes.
    List<ServiceStatus> got = new ArrayList<>();
    join(Rig.SERVICE, 1, ElementState.NORMAL);
    AtomicInteger once = new AtomicInteger();
    timers.before =
        () -> {
          if (got.size() == 1 && once.getAndIncrement() == 0) {
            rig.cluster.report(NodeStatus.of(Rig.node(1), ElementState.OVERLOADED));
          }
        };
    rig.cluster.addPublisher(
        ServiceStatusPublisher.blocking(got::add),
        PublisherOptions.named("slow")
            .rates(NotificationRates.unlimited().maxRate(0.1).minRate(0.01))
            .build());
    time.advance(Duration.ofSeconds(11));
    assertThat(got)
        .extracting(ServiceStatus::state)
        .containsExactly(ServiceState.NORMAL, ServiceState.OVERLOADED);
  }

  @Test
  void many_changes_behind_a_rate_set_one_timer() {
    // Bug: each change cancelled the timer and set another; a scheduler that keeps cancelled
    // timers until their time, as those of the JDK do, filled the memory.
    join(Rig.SERVICE, 1, ElementState.NORMAL);
    rig.cluster.addPublisher(
        ServiceStatusPublisher.blocking(status -> {}),
        PublisherOptions.named("slow")
            .rates(NotificationRates.unlimited().maxRate(0.001).minRate(0.0001))
            .build());
    time.settle();
    AtomicInteger set = new AtomicInteger();
    timers.before = set::incrementAndGet;
    for (int i = 0; i < 1_000; i++) {
      join(Rig.SERVICE, 1, i % 2 == 0 ? ElementState.DOWN : ElementState.NORMAL);
    }
    assertThat(set.get()).isLessThanOrEqualTo(1);
  }

  @Test
  void service_created_during_close_leaves_nothing() throws Exception {
    // Bug: a first registration had made its cluster half when the manager was closed and ended.
    // It then attached a feed that was never closed, which notified a failing publisher forever.
    rig.cluster.addPublisher(
        status -> {
          throw new IllegalStateException("never reached");
        });
    // close() waits for the half-made cluster. Bug of this test: it closed before it let that
    // thread
    // go on, waited until the held thread gave up, and passed all the same.
    Thread half = held.holdAtLook(1, () -> registerUnlessClosed(1));
    Thread closer = new Thread(rig.cluster::close);
    closer.start();
    HeldTime.awaitBlocked(closer);
    held.release();
    HeldTime.end(half);
    HeldTime.end(closer);
    time.settle();
    assertThat(time.pending()).isZero();
  }

  private void registerUnlessClosed(int number) {
    try {
      rig.cluster.register(Rig.registration(number).build());
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("the cluster manager is closed");
    }
  }

  @Test
  void caller_that_waits_for_close_blocks_no_other_thread() throws Exception {
    // Bug: the last delivery completed the shutdown with the feed's lock held; a callback that then
    // waited for a thread that took its publisher off waited for ever.
    List<CompletableFuture<Void>> stages = new ArrayList<>();
    Subscription attachment =
        rig.cluster.addPublisher(
            status -> {
              stages.add(new CompletableFuture<>());
              return stages.get(stages.size() - 1);
            });
    join(Rig.SERVICE, 1, ElementState.NORMAL);
    stages.get(0).complete(null);
    ExecutorService other = Executors.newSingleThreadExecutor();
    CompletableFuture<Void> callback =
        rig.cluster.shutdown().thenRunAsync(attachment::close, other).toCompletableFuture();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    rig.cluster
        .shutdown()
        .thenRun(
            () -> {
              try {
                other.submit(attachment::close).get(HeldTime.PATIENCE, TimeUnit.SECONDS);
              } catch (Exception e) {
                failure.set(e);
              }
            });
    time.settle();
    stages.get(1).complete(null);
    time.settle();
    callback.get(HeldTime.PATIENCE, TimeUnit.SECONDS);
    other.shutdown();
    assertThat(failure).hasValue(null);
  }
}
