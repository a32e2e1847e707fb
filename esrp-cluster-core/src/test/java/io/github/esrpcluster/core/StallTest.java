package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A manager that was asleep must not accuse the nodes, and must not keep the dead alive for ever.
 */
class StallTest {
  private final Rig rig = new Rig();

  @Test
  void a_stall_longer_than_the_lease_costs_no_node_its_membership() {
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
  void after_it_a_lease_has_as_long_to_run_as_before() {
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
  void a_stall_longer_than_the_retention_forgets_nobody() {
    // Story: a machine was suspended for two days; the first pulse after it forgot the node that
    // had been silent for an hour, and the call that came next was offered to nobody.
    rig.join(1, ElementState.NORMAL);
    rig.pass(Duration.ofHours(1));
    rig.time.stall(Duration.ofDays(2));
    rig.time.settle();
    assertThat(rig.route()).isEqualTo("esrp1 LAST_RESORT");
  }

  @Test
  void after_it_the_retention_has_as_long_to_run_as_before() {
    rig.join(1, ElementState.NORMAL);
    rig.pass(Duration.ofHours(1));
    rig.time.stall(Duration.ofDays(2));
    rig.time.settle();
    rig.pass(Duration.ofHours(23).plusSeconds(59));
    assertThat(rig.route()).isEqualTo("esrp1 LAST_RESORT");
    rig.passSeconds(4);
    assertThat(rig.events(ClusterEvent.MemberLeft.class)).hasSize(1);
    rig.pass(Duration.ofHours(23));
    rig.time.stall(Duration.ofDays(2));
    rig.time.settle();
    assertThat(rig.cluster.services()).as("nobody is left, but not for long").hasSize(1);
    rig.pass(Duration.ofHours(1).plusSeconds(2));
    assertThat(rig.cluster.services()).isEmpty();
  }

  @Test
  void a_timer_that_is_always_late_does_not_keep_a_silent_node_for_ever() {
    rig.join(1, ElementState.NORMAL);
    for (int i = 0; i < 25; i++) {
      rig.time.stall(Duration.ofHours(2));
      rig.time.settle();
    }
    assertThat(rig.events(ClusterEvent.MemberLeft.class)).hasSize(1);
  }

  @Test
  void a_call_that_comes_before_the_first_pulse_notices_the_stall_too() {
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(30);
    rig.time.stall(Duration.ofMinutes(10));
    assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.StallDetected.class)).hasSize(1);
    assertThat(rig.events(ClusterEvent.LeaseExpired.class)).isEmpty();
  }

  @Test
  void a_node_that_registers_again_before_the_first_pulse_keeps_its_epoch_and_its_report() {
    long epoch = rig.join(1, ElementState.NORMAL).epoch();
    rig.time.stall(Duration.ofMinutes(10));
    assertThat(rig.cluster.register(Rig.registration(1).build()).epoch()).isEqualTo(epoch);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void a_node_heard_during_the_gap_loses_nothing_either() {
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
  void two_stalls_with_a_pulse_in_time_between_them_both_count() {
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
  void a_timer_that_is_always_late_does_not_keep_a_dead_node_alive() {
    rig.join(1, ElementState.NORMAL);
    for (int i = 0; i < 25; i++) {
      rig.time.stall(Duration.ofSeconds(10));
      rig.time.settle();
    }
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
    assertThat(rig.events(ClusterEvent.StallDetected.class)).hasSize(1);
  }

  @Test
  void a_timer_that_is_always_late_gives_up_a_transmission_all_the_same() {
    // Story: each late pulse excused the publisher, so one that never answered was waited for
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
  void a_timer_that_refuses_the_next_pulse_is_told() {
    Rig refused = new Rig();
    refused.time.shutdown();
    Rig other = new Rig(builder -> builder.scheduler(refused.time));
    other.time.settle();
    assertThat(other.events(ClusterEvent.SweepTimerLost.class)).hasSize(1);
  }

  @Test
  void a_pulse_for_which_there_is_no_thread_is_told() {
    // Story: schedule() threw "unable to create native thread", which is no refusal: the pulse had
    // ended, and nobody was told.
    TimersOf timers = new TimersOf(rig.time);
    Rig starved = starved(timers);
    timers.before = TimersOf.failing(1);
    rig.passSeconds(1);
    assertThat(starved.events(ClusterEvent.SweepTimerLost.class)).hasSize(1);
  }

  @Test
  void a_pulse_that_was_refused_begins_again_when_somebody_comes_upon_a_lease_that_ran_out() {
    // Story: a scheduler short of threads refused one pulse; from then on every node that died
    // stayed Normal until a call came upon it.
    TimersOf timers = new TimersOf(rig.time);
    Rig starved = starved(timers);
    starved.join(1, ElementState.NORMAL);
    starved.cluster.register(Rig.registration(2).lease(Duration.ofSeconds(150)).build());
    starved.report(2, ElementState.NORMAL);
    timers.before = TimersOf.failing(1);
    rig.passSeconds(61);
    assertThat(starved.memberState(1)).as("no pulse").isEqualTo(ElementState.NORMAL);
    starved.route(); // the first gap may have been a stall of ours: forgiven once
    rig.passSeconds(130);
    assertThat(starved.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    rig.passSeconds(130);
    assertThat(starved.state()).as("nobody called").isEqualTo(ServiceState.DOWN);
    assertThat(starved.events(ClusterEvent.SweepTimerLost.class)).hasSize(1);
  }

  @Test
  void a_pulse_that_is_refused_again_and_again_is_told_once() {
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
  void a_pulse_that_comes_although_it_was_refused_does_not_beat_twice() {
    // Story: a thread pool keeps the task for which it could start no thread.
    TimersOf timers = new TimersOf(rig.time);
    Rig starved = starved(timers);
    rig.pass(Duration.ofMillis(500));
    starved.join(1, ElementState.NORMAL);
    rig.passSeconds(59);
    timers.after = TimersOf.failing(1);
    rig.pass(Duration.ofMillis(1_100));
    starved.route(); // comes upon a lease that ran out: another pulse is asked for
    assertBeatsOnceASecond(timers);
    assertThat(starved.events(ClusterEvent.SweepTimerLost.class)).hasSize(1);
  }

  @Test
  void a_pulse_that_goes_on_although_it_was_refused_is_not_asked_for_again() {
    // Story: it beat again, and a call that asked for another one, in vain, made an end of it.
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
  void a_timer_that_never_comes_back_is_told_and_calls_are_routed_exactly_all_the_same() {
    // Story: the scheduler that the vendor gave has died; only calls still pass the time.
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
  void a_short_hiccup_is_no_stall() {
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(59);
    rig.time.stall(Duration.ofMillis(1_900));
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.StallDetected.class)).isEmpty();
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void virtual_time_of_this_test_passes_the_largest_value_of_the_clock() {
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
