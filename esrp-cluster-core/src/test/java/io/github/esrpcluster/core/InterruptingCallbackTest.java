package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Callbacks that leave their thread interrupted. All threads of these managers are the one of the
 * test, so that whatever a callback leaves would reach the caller and the next callback.
 */
class InterruptingCallbackTest {
  // Bug: a callback that left its thread interrupted ended a wait of the next callback on that
  // thread, and of the caller of report() or route().

  private final Rig rig = new Rig();

  /** The flag as each callback found it. */
  private final List<Boolean> found = new ArrayList<>();

  @AfterEach
  void clear_the_flag() {
    Thread.interrupted();
  }

  private void interrupt() {
    found.add(Thread.currentThread().isInterrupted());
    Thread.currentThread().interrupt();
  }

  private static void assertNotInterrupted() {
    assertThat(Thread.currentThread().isInterrupted()).as("interrupted").isFalse();
  }

  private void assertFoundClear(int atLeast) {
    assertNotInterrupted();
    assertThat(found).doesNotContain(true).hasSizeGreaterThanOrEqualTo(atLeast);
  }

  /** A policy that interrupts when it evaluates, and when it is asked for its name. */
  private final class InterruptingPolicy implements StatusPolicy {
    @Override
    public Verdict evaluate(ClusterView view) {
      interrupt();
      return Rig.MAJORITY.evaluate(view);
    }

    @Override
    public String toString() {
      interrupt();
      return "interrupting";
    }
  }

  /** A failure that interrupts when it is asked for its message. */
  private static final class InterruptingFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      Thread.currentThread().interrupt();
      return "interrupting";
    }
  }

  @Test
  void policy_does_not_interrupt_the_caller_of_report() {
    rig.cluster.declareService(Rig.SERVICE);
    rig.cluster.setStatusPolicy(Rig.SERVICE, new InterruptingPolicy());
    assertNotInterrupted();
    rig.cluster.register(Rig.registration(1).build());
    rig.cluster.report(NodeStatus.of(Rig.node(1), ElementState.DOWN));
    rig.cluster.explain(Rig.SERVICE);
    rig.cluster.simulate(Rig.SERVICE, Map.of());
    assertFoundClear(6);
  }

  @Test
  void policy_on_an_executor_does_not_interrupt_its_thread() {
    Rig pooled =
        new Rig(
            builder -> builder.timeSource(rig.time).scheduler(rig.time).policyExecutor(rig.time),
            new InterruptingPolicy());
    pooled.cluster.register(Rig.registration(1).build());
    rig.time.settle();
    assertFoundClear(1);
  }

  @Test
  void balancer_does_not_interrupt_the_caller_of_route() {
    rig.join(1, ElementState.NORMAL);
    LoadBalancingPolicy picks =
        (candidates, request) -> {
          interrupt();
          return candidates.get(0);
        };
    rig.cluster.setLoadBalancingPolicy(Rig.SERVICE, picks);
    assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
    rig.cluster.setLoadBalancingPolicy(
        Rig.SERVICE,
        (candidates, request) -> {
          interrupt();
          throw new InterruptingFailure();
        });
    assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
    assertFoundClear(2);
  }

  @Test
  void publisher_does_not_interrupt_the_next_callback() {
    rig.cluster.addListener(event -> found.add(Thread.currentThread().isInterrupted()));
    rig.cluster.addPublisher(ServiceStatusPublisher.blocking(status -> interrupt()));
    rig.cluster.addPublisher(ServiceStatusPublisher.blocking(status -> interrupt()));
    rig.join(1, ElementState.NORMAL);
    assertFoundClear(6);
  }

  @Test
  void failed_publisher_does_not_interrupt_the_next_callback() {
    rig.cluster.addListener(event -> found.add(Thread.currentThread().isInterrupted()));
    rig.cluster.addPublisher(
        status -> {
          throw new InterruptingFailure();
        });
    rig.join(1, ElementState.NORMAL);
    assertFoundClear(4);
  }

  @Test
  void stage_does_not_interrupt_the_next_callback() {
    CompletableFuture<Void> stage =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<Void> whenComplete(
              BiConsumer<? super Void, ? super Throwable> action) {
            interrupt();
            return super.whenComplete(action);
          }

          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            interrupt();
            return super.cancel(mayInterruptIfRunning);
          }
        };
    rig.cluster.addPublisher(status -> stage);
    rig.join(1, ElementState.NORMAL);
    assertFoundClear(1);
    rig.passSeconds(60);
    assertFoundClear(2);
  }

  @Test
  void listener_does_not_interrupt_the_next_call_or_listener() {
    ClusterListener throwing =
        event -> {
          interrupt();
          throw new InterruptingFailure();
        };
    rig.cluster.addListener(event -> interrupt());
    rig.cluster.addListener(throwing);
    rig.cluster.addListener(event -> interrupt());
    rig.cluster.register(Rig.registration(1).build());
    assertNotInterrupted();
    rig.time.settle();
    assertFoundClear(6);
  }

  @Test
  void executor_does_not_interrupt_the_caller() {
    Rig handedOver =
        new Rig(
            builder ->
                builder
                    .timeSource(rig.time)
                    .scheduler(rig.time)
                    .executor(
                        task -> {
                          interrupt();
                          rig.time.execute(task);
                        }));
    assertNotInterrupted();
    handedOver.cluster.register(Rig.registration(1).build());
    assertFoundClear(2);
  }

  @Test
  void scheduler_does_not_interrupt_the_caller() {
    TimersOf timers = new TimersOf(rig.time);
    timers.before = this::interrupt;
    Rig timed =
        new Rig(builder -> builder.timeSource(rig.time).executor(rig.time).scheduler(timers));
    assertNotInterrupted();
    timed.cluster.addPublisher(
        ServiceStatusPublisher.blocking(status -> {}),
        PublisherOptions.named("slow").rates(NotificationRates.unlimited().maxRate(0.1)).build());
    timed.cluster.register(Rig.registration(1).build());
    rig.time.settle();
    timed.cluster.report(NodeStatus.of(Rig.node(1), ElementState.NORMAL));
    assertFoundClear(2);
    timed.cluster.shutdown();
    assertFoundClear(3);
  }

  @Test
  void action_after_shutdown_does_not_interrupt_the_closer() {
    rig.cluster.shutdown().thenRun(this::interrupt);
    rig.cluster.close();
    assertFoundClear(1);
  }

  @Test
  void caller_that_is_interrupted_stays_so() {
    List<Boolean> policy = new ArrayList<>();
    Rig interrupted =
        new Rig(
            builder -> builder.timeSource(rig.time).scheduler(rig.time).executor(rig.time),
            view -> {
              policy.add(Thread.interrupted()); // as a wait that ends does
              return Rig.MAJORITY.evaluate(view);
            });
    interrupted.cluster.addListener(event -> found.add(Thread.currentThread().isInterrupted()));
    Thread.currentThread().interrupt();
    interrupted.cluster.register(Rig.registration(1).build());
    assertThat(policy).as("found on the thread of the caller").containsExactly(true);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    rig.time.settle(); // a thread of an executor that is interrupted, too
    assertThat(found).as("found on a thread of the executor").isNotEmpty().doesNotContain(true);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void builder_is_not_interrupted_by_an_executor() {
    InMemoryClusterManagerBuilder builder =
        InMemoryClusterManager.builder()
            .statusPolicy(Rig.MAJORITY)
            .executor(
                task -> {
                  Thread.currentThread().interrupt();
                  task.run();
                });
    assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    assertNotInterrupted();
  }
}
