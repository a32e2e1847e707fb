package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.testkit.VirtualTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The builder takes every value up to its bound; {@link LimitsTest} has those that it refuses. */
class BuilderTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration YEAR = Duration.ofDays(366);

  private final InMemoryClusterManagerBuilder builder = InMemoryClusterManager.builder();

  @Test
  void leases_may_be_equal_and_as_long_as_a_registrations() {
    assertThat(builder.leases(DAY, DAY, DAY)).isSameAs(builder);
    assertThatThrownBy(() -> builder.leases(SECOND, SECOND, DAY.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longest lease");
  }

  @Test
  void durations_may_be_as_long_as_the_longest_year() {
    assertThat(builder.sweepInterval(YEAR)).isSameAs(builder);
    assertThat(builder.stallThreshold(YEAR)).isSameAs(builder);
    assertThatThrownBy(() -> builder.retention(YEAR.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retention");
  }

  @Test
  void hold_down_may_be_zero_but_not_negative() {
    assertThat(builder.holdDown(Duration.ZERO)).isSameAs(builder);
    assertThatThrownBy(() -> builder.holdDown(SECOND.negated()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holdDown");
  }

  @Test
  @Timeout(60)
  void own_timer_ends_with_the_manager() throws Exception {
    ObservedTime time = new ObservedTime();
    InMemoryClusterManager own =
        builder
            .statusPolicy(Rig.MAJORITY)
            .timeSource(time)
            .sweepInterval(Duration.ofMillis(1))
            .build();
    Thread timer = time.timer.get();
    own.close();
    assertThat(timer.isDaemon()).isTrue();
    timer.join(Duration.ofSeconds(30).toMillis());
    assertThat(timer.isAlive()).isFalse();
  }

  @Test
  void threads_of_a_manager_carry_its_name() {
    CompletableFuture<String> thread = new CompletableFuture<>();
    try (InMemoryClusterManager west =
        builder
            .statusPolicy(Rig.MAJORITY)
            .name("west")
            .listener(event -> thread.complete(Thread.currentThread().getName()))
            .build()) {
      west.register(Rig.registration(1).build());
      assertThat(thread).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("west-worker-0");
    }
  }

  @Test
  void executor_that_runs_tasks_on_the_calling_thread_is_refused() {
    builder.statusPolicy(Rig.MAJORITY).executor(Runnable::run);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("executor ")
        .hasMessageContaining("runs tasks on the calling thread")
        .hasMessageEndingWith("set an executor that has threads of its own");
  }

  @Test
  void policy_executor_on_the_calling_thread_is_refused() {
    builder.statusPolicy(Rig.MAJORITY).policyExecutor(Runnable::run);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("policyExecutor ");
  }

  @Test
  void default_random_source_is_thread_safe() {
    // Bug: the default came from RandomGenerator.getDefault(), which is not thread-safe, although
    // feeds of different services draw from it at the same time. The JDK promises it for
    // SecureRandom.
    builder.statusPolicy(Rig.MAJORITY);
    ManagerContext context = builder.context(builder.settings(), Runnable::run, new VirtualTime());
    assertThat(context.random).isExactlyInstanceOf(SecureRandom.class);
  }

  @Test
  void two_publishers_of_one_name_are_refused() {
    PublisherOptions county = PublisherOptions.named("county").build();
    builder
        .statusPolicy(Rig.MAJORITY)
        .publisher(ServiceStatusPublisher.blocking(status -> {}), county)
        .publisher(ServiceStatusPublisher.blocking(status -> {}), county);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"county\"");
  }

  @Test
  void exception_of_an_executor_leaves_build() {
    builder
        .statusPolicy(Rig.MAJORITY)
        .executor(
            task -> {
              throw new UnsupportedOperationException("no task");
            });
    assertThatThrownBy(builder::build).isInstanceOf(UnsupportedOperationException.class);
  }

  /** The system's time, which sees the sweep thread read it. */
  private static final class ObservedTime extends TimeLike {
    private final CompletableFuture<Thread> timer = new CompletableFuture<>();

    ObservedTime() {
      super(TimeSource.system());
    }

    @Override
    public long nanoTime() {
      Thread looking = Thread.currentThread();
      if (looking.getName().equals("esrp-cluster-timer")) {
        timer.complete(looking);
      }
      return super.nanoTime();
    }
  }
}
