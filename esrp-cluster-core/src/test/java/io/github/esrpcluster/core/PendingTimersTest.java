package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many timers a scheduler keeps that removes none before its time, as those of the JDK. */
class PendingTimersTest {
  private final VirtualTime time = new VirtualTime();
  private final KeepingTimers timers = new KeepingTimers(time);
  private final Rig rig =
      new Rig(builder -> builder.timeSource(time).executor(time).scheduler(timers));

  private static final class KeepingTimers extends ScheduledThreadPoolExecutor {
    private final VirtualTime time;
    private final Queue<Long> dues = new PriorityQueue<>((a, b) -> Long.signum(a - b));

    KeepingTimers(VirtualTime time) {
      super(0);
      this.time = time;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      dues.add(time.nanoTime() + unit.toNanos(delay));
      return time.schedule(task, delay, unit);
    }

    /** Returns how many it keeps, the cancelled included. */
    int kept() {
      while (!dues.isEmpty() && dues.element() - time.nanoTime() <= 0) {
        dues.remove();
      }
      return dues.size();
    }
  }

  private void addPublisher(ServiceStatusPublisher publisher) {
    rig.cluster.addPublisher(
        publisher,
        PublisherOptions.named("flooded")
            .rates(NotificationRates.unlimited().maxRate(50).minRate(0.01))
            .build());
  }

  /** Changes the status every millisecond for 5 s; returns the most timers kept meanwhile. */
  private int mostKeptInFlood() {
    rig.cluster.register(Rig.registration(1).build());
    int most = 0;
    for (int i = 0; i < 5_000; i++) {
      ElementState state = i % 2 == 0 ? ElementState.DOWN : ElementState.NORMAL;
      rig.cluster.report(NodeStatus.of(Rig.node(1), state));
      time.advance(Duration.ofMillis(1));
      most = Math.max(most, timers.kept());
    }
    return most;
  }

  @Test
  void flood_of_changes_behind_rates_keeps_few_timers() {
    // Bug: each notification set the timer of its next refresh, which the next change cancelled:
    // 18,777 timers after 20 s in a scheduler that keeps cancelled timers until their time.
    AtomicInteger sent = new AtomicInteger();
    addPublisher(ServiceStatusPublisher.blocking(status -> sent.incrementAndGet()));
    assertThat(mostKeptInFlood()).isLessThanOrEqualTo(3); // of the sweep, the rate, the refresh
    assertThat(sent).hasValueBetween(240, 251);
  }

  @Test
  void flood_of_changes_behind_a_back_off_keeps_few_timers() {
    AtomicInteger calls = new AtomicInteger();
    addPublisher(
        ServiceStatusPublisher.blocking(
            status -> {
              if (calls.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("503");
              }
            }));
    assertThat(mostKeptInFlood()).isLessThanOrEqualTo(4);
    assertThat(calls.get()).isGreaterThan(10);
  }

  @Test
  void last_status_of_a_flood_arrives_and_is_refreshed() {
    AtomicInteger sent = new AtomicInteger();
    addPublisher(ServiceStatusPublisher.blocking(status -> sent.incrementAndGet()));
    mostKeptInFlood();
    time.advance(Duration.ofSeconds(1));
    int before = sent.get();
    time.advance(Duration.ofSeconds(100));
    assertThat(sent).hasValue(before + 1);
    time.advance(Duration.ofSeconds(100));
    assertThat(sent).hasValue(before + 2);
  }
}
