package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A manager that was asleep must not accuse the nodes, and must not keep the dead alive for ever.
 */
class StallTest {
  private final Rig rig = new Rig();

  @Test
  void stall_longer_than_the_lease_expires_no_lease() {
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(30);
    rig.time.stall(Duration.ofMinutes(10));
    rig.time.settle();
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.events(ClusterEvent.StallDetected.class))
        .singleElement()
        .satisfies(
            stall -> {
              assertThat(stall.gap()).isEqualTo(Duration.ofMinutes(10));
              assertThat(stall.leases()).isEqualTo(1);
            });
    assertThat(rig.cluster.statistics().stalls()).isEqualTo(1);
  }

  @Test
  void stall_leaves_the_remaining_lease_unchanged() {
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(30);
    rig.time.stall(Duration.ofMinutes(10));
    rig.time.settle();
    rig.passSeconds(29);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    rig.passSeconds(3);
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void stall_longer_than_the_retention_removes_no_member() {
    // Bug: a machine was suspended for two days; the first sweep after it removed the node that
    // had been silent for an hour, and the next call was refused.
    rig.join(1, ElementState.NORMAL);
    rig.pass(Duration.ofHours(1));
    rig.time.stall(Duration.ofDays(2));
    rig.time.settle();
    assertThat(rig.route()).isEqualTo("esrp1 LAST_RESORT");
  }

  @Test
  void stall_leaves_the_remaining_retention_unchanged() {
    rig.join(1, ElementState.NORMAL);
    rig.pass(Duration.ofHours(1));
    rig.time.stall(Duration.ofDays(2));
    rig.time.settle();
    rig.pass(Duration.ofHours(23).plusSeconds(59));
    assertThat(rig.route()).isEqualTo("esrp1 LAST_RESORT");
    rig.passSeconds(4);
    assertThat(rig.events(ClusterEvent.MemberLeft.class)).hasSize(1);
    rig.pass(Duration.ofMinutes(2));
    rig.time.stall(Duration.ofDays(2));
    rig.time.settle();
    assertThat(rig.cluster.services()).as("nobody is left, but not for long").hasSize(1);
    rig.pass(Duration.ofMinutes(1).plusSeconds(2));
    assertThat(rig.cluster.services()).isEmpty();
  }

  @Test
  void late_timer_does_not_keep_a_member_forever() {
    rig.join(1, ElementState.NORMAL);
    for (int i = 0; i < 25; i++) {
      rig.time.stall(Duration.ofHours(2));
      rig.time.settle();
    }
    assertThat(rig.events(ClusterEvent.MemberLeft.class)).hasSize(1);
  }

  @Test
  void call_before_the_first_sweep_detects_the_stall() {
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(30);
    rig.time.stall(Duration.ofMinutes(10));
    assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.StallDetected.class)).hasSize(1);
    assertThat(rig.events(ClusterEvent.LeaseExpired.class)).isEmpty();
  }

  @Test
  void registration_before_the_first_sweep_keeps_its_epoch() {
    long epoch = rig.join(1, ElementState.NORMAL).epoch();
    rig.time.stall(Duration.ofMinutes(10));
    assertThat(rig.cluster.register(Rig.registration(1).build()).epoch()).isEqualTo(epoch);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void renewal_during_the_gap_loses_nothing() {
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(10);
    rig.time.stall(Duration.ofMillis(500));
    rig.cluster.renew(Rig.node(1));
    rig.time.stall(Duration.ofMinutes(5));
    rig.time.settle();
    rig.passSeconds(59);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    rig.passSeconds(3);
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void two_stalls_with_a_sweep_between_both_count() {
    rig.join(1, ElementState.NORMAL);
    for (int i = 0; i < 2; i++) {
      rig.passSeconds(5);
      rig.time.stall(Duration.ofMinutes(3));
      rig.time.settle();
    }
    rig.passSeconds(40);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.events(ClusterEvent.StallDetected.class)).hasSize(2);
    assertThat(rig.events(ClusterEvent.SweepTimerLost.class)).as("it came back").isEmpty();
  }

  @Test
  void late_timer_lets_the_lease_of_a_lost_node_expire() {
    rig.join(1, ElementState.NORMAL);
    for (int i = 0; i < 25; i++) {
      rig.time.stall(Duration.ofSeconds(10));
      rig.time.settle();
    }
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
    assertThat(rig.events(ClusterEvent.StallDetected.class)).hasSize(1);
  }

  @Test
  void late_timer_still_gives_up_notifications() {
    // Bug: each late sweep excused the publisher, so one that never answered was waited for
    // forever.
    rig.join(1, ElementState.NORMAL);
    rig.cluster.addPublisher(status -> new CompletableFuture<>());
    for (int i = 0; i < 6; i++) {
      rig.time.stall(Duration.ofSeconds(10));
      rig.time.settle();
    }
    assertThat(rig.events(ClusterEvent.NotificationFailed.class)).isNotEmpty();
  }

  @Test
  void refused_sweep_fires_an_event() {
    Rig refused = new Rig();
    refused.time.shutdown();
    Rig other = new Rig(builder -> builder.scheduler(refused.time));
    other.time.settle();
    assertThat(other.events(ClusterEvent.SweepTimerLost.class)).hasSize(1);
  }

  @Test
  void sweep_without_a_thread_fires_an_event() {
    // Bug: schedule() threw "unable to create native thread", which is no refusal: the sweeps had
    // ended, and no event was fired.
    TimersOf timers = new TimersOf(rig.time);
    Rig starved = starved(timers);
    timers.before = TimersOf.failing(1);
    rig.passSeconds(1);
    assertThat(starved.events(ClusterEvent.SweepTimerLost.class)).hasSize(1);
  }

  @Test
  void refused_sweep_restarts_when_a_call_finds_an_expiry() {
    // Bug: a scheduler short of threads refused one sweep; from then on every node that died
    // stayed Normal until a call came upon it.
    TimersOf timers = new TimersOf(rig.time);
    Rig starved = starved(timers);
    starved.join(1, ElementState.NORMAL);
    starved.cluster.register(Rig.registration(2).lease(Duration.ofSeconds(150)).build());
    starved.report(2, ElementState.NORMAL);
    timers.before = TimersOf.failing(1);
    rig.passSeconds(61);
    assertThat(starved.memberState(1)).as("no sweep").isEqualTo(ElementState.NORMAL);
    starved.route(); // the first gap may have been a stall of ours: forgiven once
    rig.passSeconds(130);
    assertThat(starved.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    rig.passSeconds(130);
    assertThat(starved.state()).as("nobody called").isEqualTo(ServiceState.DOWN);
    assertThat(starved.events(ClusterEvent.SweepTimerLost.class)).hasSize(1);
  }

  @Test
  void repeated_refusal_of_the_sweep_fires_one_event() {
    TimersOf timers = new TimersOf(rig.time);
    Rig starved = starved(timers);
    starved.join(1, ElementState.NORMAL);
    timers.before = TimersOf.refusing();
    for (int i = 0; i < 4; i++) {
      rig.passSeconds(61);
      starved.route();
    }
    rig.time.settle();
    assertThat(starved.route()).isEqualTo("esrp1 LAST_RESORT");
    assertThat(starved.events(ClusterEvent.SweepTimerLost.class)).hasSize(1);
    timers.before = () -> {};
    starved.report(1, ElementState.NORMAL);
    rig.passSeconds(61);
    starved.route();
    rig.passSeconds(2);
    timers.before = TimersOf.failing(1);
    rig.passSeconds(2);
    assertThat(starved.events(ClusterEvent.SweepTimerLost.class)).as("another episode").hasSize(2);
  }

  @Test
  void sweep_after_a_refused_one_ends_the_episode() {
    TimersOf timers = new TimersOf(rig.time);
    Rig starved = starved(timers);
    starved.join(1, ElementState.NORMAL);
    timers.before = TimersOf.failing(1);
    rig.passSeconds(61);
    assertThat(starved.events(ClusterEvent.SweepTimerLost.class)).hasSize(1);
    assertThat(starved.events(ClusterEvent.SweepTimerRecovered.class)).isEmpty();
    starved.route(); // finds an expired lease: another sweep is requested
    rig.passSeconds(3);
    assertThat(starved.events(ClusterEvent.SweepTimerRecovered.class)).hasSize(1);
  }

  @Test
  void refused_sweep_that_runs_all_the_same_sweeps_once() {
    // Bug: a thread pool keeps the task for which it could start no thread.
    TimersOf timers = new TimersOf(rig.time);
    Rig starved = starved(timers);
    rig.pass(Duration.ofMillis(500));
    starved.join(1, ElementState.NORMAL);
    rig.passSeconds(59);
    timers.after = TimersOf.failing(1);
    rig.pass(Duration.ofMillis(1_100));
    starved.route(); // finds an expired lease: another sweep is requested
    assertBeatsOnceASecond(timers);
    assertThat(starved.events(ClusterEvent.SweepTimerLost.class)).hasSize(1);
  }

  @Test
  void running_sweep_is_not_requested_again() {
    // Bug: it beat again, and a call that asked for another one, in vain, made an end of it.
    TimersOf timers = new TimersOf(rig.time);
    Rig starved = starved(timers);
    rig.pass(Duration.ofMillis(500));
    starved.join(1, ElementState.NORMAL);
    rig.passSeconds(58);
    timers.after = TimersOf.failing(1);
    rig.pass(Duration.ofMillis(2_100)); // refused at 59 s, and it comes at 60 s all the same
    timers.before = TimersOf.failing(1);
    starved.route(); // comes upon a lease that ran out
    assertBeatsOnceASecond(timers);
  }

  private void assertBeatsOnceASecond(TimersOf timers) {
    AtomicInteger pulses = new AtomicInteger();
    timers.before = pulses::incrementAndGet;
    rig.passSeconds(10);
    assertThat(pulses.get()).isBetween(10, 11);
  }

  private Rig starved(TimersOf timers) {
    return new Rig(builder -> builder.timeSource(rig.time).executor(rig.time).scheduler(timers));
  }

  @Test
  void lost_timer_fires_an_event_and_routing_stays_exact() {
    // Bug: the scheduler that the vendor gave has died; only calls still pass the time.
    Rig dead = new Rig(builder -> builder.scheduler(new DeadScheduler()));
    dead.join(1, ElementState.NORMAL);
    dead.passSeconds(61); // the first gap may have been a stall of ours: forgiven once
    assertThat(dead.route()).isEqualTo("esrp1 NORMAL");
    dead.passSeconds(61);
    assertThat(dead.route()).isEqualTo("esrp1 LAST_RESORT");
    dead.time.settle();
    assertThat(dead.events(ClusterEvent.SweepTimerLost.class)).hasSize(1);
    assertThat(dead.state()).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void short_delay_is_no_stall() {
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(59);
    rig.time.stall(Duration.ofMillis(1_900));
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.StallDetected.class)).isEmpty();
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void clock_of_these_tests_passes_its_largest_value() {
    VirtualTime time = rig.time;
    long before = time.nanoTime();
    rig.passSeconds(2);
    assertThat(before).isPositive();
    assertThat(time.nanoTime()).isNegative();
  }

  /** Takes every task and runs none. */
  private static final class DeadScheduler extends ScheduledThreadPoolExecutor {
    DeadScheduler() {
      super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      return new VirtualTime().schedule(task, delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
      throw new UnsupportedOperationException("not used");
    }
  }
}
