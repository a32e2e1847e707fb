package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** UserCode that throw anything, call back, and have others call. */
@Timeout(120)
class HostileCallbackTest {
  private static final NodeStatus DOWN = NodeStatus.of(Rig.node(1), ElementState.DOWN);
  private static final PublisherOptions ONCE_IN_TEN_SECONDS =
      PublisherOptions.named("county").rates(NotificationRates.unlimited().maxRate(0.1)).build();

  /** A callback that lets another thread call the manager, and waits for it. */
  private static final class ReentrantCallback {
    private final AtomicBoolean busy = new AtomicBoolean();
    final AtomicInteger calls = new AtomicInteger();
    final AtomicReference<Throwable> failure = new AtomicReference<>();
    volatile ClusterManager manager;

    void call() {
      ClusterManager known = manager;
      if (known == null || failure.get() != null || !busy.compareAndSet(false, true)) {
        return; // the other thread's call may come back to a callback
      }
      calls.incrementAndGet();
      Thread other =
          new Thread(
              () -> {
                known.view(Rig.SERVICE); // takes the cluster's lock
                known.explain(Rig.SERVICE);
                known.clearOverride(Rig.SERVICE, Rig.node(9), "op", "over"); // and each feed's
                known.renew(Rig.node(1));
              });
      other.setDaemon(true);
      other.start();
      try {
        HeldTime.end(other);
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      }
      busy.set(false);
    }
  }

  @Test
  void no_callback_is_called_with_a_lock_held() {
    // Bug: the name of a new policy was asked for with the cluster's lock held.
    ReentrantCallback nosy = new ReentrantCallback();
    ClusterListener listener = event -> nosy.call();
    StatusPolicy policy =
        new StatusPolicy() {
          @Override
          public Verdict evaluate(ClusterView view) {
            nosy.call();
            return Rig.MAJORITY.evaluate(view);
          }

          @Override
          public String toString() {
            nosy.call();
            return "nosy";
          }
        };
    AtomicBoolean once = new AtomicBoolean();
    Rig rig = new Rig(builder -> builder.listener(listener), policy);
    rig.cluster.addPublisher(
        status -> {
          nosy.call();
          return CompletableFuture.completedFuture(null);
        });
    rig.join(1, ElementState.NORMAL);
    nosy.manager =
        rig.cluster; // from here on; before there is only one node, and no service to ask about
    everyKindOfChange(rig, policy, nosy, once);
    rig.time.settle();
    nosy.manager = null;
    assertThat(nosy.failure).hasValue(null);
    assertThat(nosy.calls.get()).isGreaterThan(40);
  }

  private static void everyKindOfChange(
      Rig rig, StatusPolicy policy, ReentrantCallback nosy, AtomicBoolean thrown) {
    rig.join(2, ElementState.NORMAL);
    rig.report(2, ElementState.DOWN);
    rig.cluster.override(
        Rig.SERVICE, Rig.node(2), OperatorOverride.of(ElementState.NORMAL, "joe", ""));
    rig.cluster.clearOverride(Rig.SERVICE, Rig.node(2), "op", "over");
    rig.cluster.override(Rig.SERVICE, OperatorOverride.of(ServiceState.PARTIAL, "joe", ""));
    rig.cluster.clearOverride(Rig.SERVICE, "op", "over");
    rig.cluster.overridePosture(Rig.SERVICE, OperatorOverride.of(SecurityPosture.RED, "joe", ""));
    rig.cluster.clearPostureOverride(Rig.SERVICE, "op", "over");
    rig.cluster.setStatusPolicy(Rig.SERVICE, policy);
    rig.cluster.setLoadBalancingPolicy(
        Rig.SERVICE,
        (candidates, request) -> {
          nosy.call();
          if (thrown.compareAndSet(false, true)) {
            throw new AssertionError("a balancer");
          }
          return candidates.get(0);
        });
    rig.route();
    rig.route();
    rig.cluster.explain(Rig.SERVICE);
    rig.cluster.release(Rig.SERVICE, Rig.node(1));
    rig.passSeconds(61); // the other one runs out
    rig.route();
    rig.cluster.renew(Rig.node(2));
    rig.cluster.close();
  }

  @Test
  void errors_whose_messages_throw_change_nothing() {
    // Bug: describing what a callback threw called getMessage(), which threw an error of its own;
    // the
    // evaluation never ended, and the policy counted as late forever.
    final class ErrorWithThrowingMessage extends Error {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw new StackOverflowError("in getMessage");
      }
    }
    AtomicInteger throwing = new AtomicInteger(1);
    Rig rig =
        new Rig(
            builder ->
                builder.listener(
                    event -> {
                      throw new ErrorWithThrowingMessage();
                    }),
            view -> {
              if (throwing.get() > 0) {
                throw new ErrorWithThrowingMessage();
              }
              return Rig.MAJORITY.evaluate(view);
            });
    rig.cluster.addPublisher(
        status -> {
          throw new ErrorWithThrowingMessage();
        });
    rig.cluster.declareService(Rig.SERVICE);
    rig.cluster.setLoadBalancingPolicy(
        Rig.SERVICE,
        (candidates, request) -> {
          throw new ErrorWithThrowingMessage();
        });
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
    throwing.set(0);
    rig.passSeconds(2);
    assertThat(rig.events(ClusterEvent.PolicyRecovered.class)).hasSize(1);
    assertThat(rig.sentStates()).endsWith(ServiceState.NORMAL);
  }

  @Test
  void stage_that_throws_is_a_failed_notification() {
    // Bug: whenComplete() of a vendor's stage threw in the sweep, and the feed waited for its
    // timeout.
    Rig rig = new Rig();
    AtomicInteger calls = new AtomicInteger();
    rig.cluster.addPublisher(
        status ->
            calls.getAndIncrement() > 0
                ? CompletableFuture.completedFuture(null)
                : new CompletableFuture<Void>() {
                  @Override
                  public CompletableFuture<Void> whenComplete(
                      java.util.function.BiConsumer<? super Void, ? super Throwable> action) {
                    throw new AssertionError("no listeners here");
                  }
                },
        PublisherOptions.named("odd").build());
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(1);
    assertThat(rig.events(ClusterEvent.NotificationFailed.class)).hasSize(1);
    assertThat(calls).hasValue(2);
  }

  @Test
  void message_of_a_failure_is_read_without_a_lock() {
    // Bug: a failure of a publisher was described with the feed's lock held. Its message was made
    // when somebody asked for it, by a thread that waited for a report to the same manager.
    Rig rig = new Rig();
    AtomicReference<Throwable> waitedInVain = new AtomicReference<>();
    final class FailureThatCallsBack extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        Thread other = new Thread(() -> rig.cluster.report(DOWN));
        other.setDaemon(true);
        other.start();
        try {
          HeldTime.end(other);
        } catch (Throwable e) {
          waitedInVain.set(e);
        }
        return "asked";
      }
    }
    AtomicInteger failures = new AtomicInteger(1);
    rig.cluster.addPublisher(
        status ->
            failures.getAndDecrement() > 0
                ? CompletableFuture.failedFuture(new FailureThatCallsBack())
                : CompletableFuture.completedFuture(null));
    rig.join(1, ElementState.NORMAL);
    assertThat(waitedInVain).hasValue(null);
    assertThat(rig.sentStates()).containsExactly(ServiceState.NORMAL, ServiceState.DOWN);
  }

  @Test
  void failing_scheduler_delays_no_other_publisher() {
    // Bug: schedule() threw "unable to create native thread", which is no refusal: it came out of
    // report(), the publishers behind the one that wanted a timer were not told, and that one
    // counted on the timer for good.
    Rig shared = new Rig();
    TimersOf timers = new TimersOf(shared.time);
    List<ServiceStatus> received = new ArrayList<>();
    List<ServiceStatus> slow = new ArrayList<>();
    Rig rig =
        new Rig(
            builder ->
                builder
                    .timeSource(shared.time)
                    .scheduler(timers)
                    .executor(shared.time)
                    .publisher(ServiceStatusPublisher.blocking(slow::add), ONCE_IN_TEN_SECONDS)
                    .publisher(
                        ServiceStatusPublisher.blocking(received::add), Rig.unlimited("state")));
    rig.cluster.register(Rig.registration(1).status(ElementState.NORMAL).build());
    shared.time.settle();
    timers.before = TimersOf.failing(1);
    assertThat(rig.cluster.report(DOWN)).isEqualTo(ReportOutcome.APPLIED); // the rate wants a timer
    shared.time.settle();
    assertThat(received).extracting(ServiceStatus::state).endsWith(ServiceState.DOWN);
    rig.cluster.report(NodeStatus.of(Rig.node(1), ElementState.OVERLOADED));
    shared.passSeconds(10);
    assertThat(slow)
        .extracting(ServiceStatus::state)
        .containsExactly(ServiceState.NORMAL, ServiceState.OVERLOADED);
  }

  @Test
  void failing_executor_loses_no_status_event_or_verdict() {
    // Bug: execute() threw "unable to create native thread", which is no refusal: the feed, the
    // listener and the policy each waited for ever for a run that never started.
    Rig shared = new Rig();
    AtomicBoolean exhausted = new AtomicBoolean();
    Executor executor =
        task -> {
          if (exhausted.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          shared.time.execute(task);
        };
    Rig rig =
        new Rig(
            builder ->
                builder
                    .timeSource(shared.time)
                    .scheduler(shared.time)
                    .executor(executor)
                    .policyExecutor(executor));
    exhausted.set(true);
    rig.cluster.register(Rig.registration(1).status(ElementState.NORMAL).build());
    shared.passSeconds(10);
    exhausted.set(false);
    shared.passSeconds(10);
    assertThat(rig.sentStates()).endsWith(ServiceState.NORMAL);
    assertThat(rig.events(ClusterEvent.MemberJoined.class)).hasSize(1);
    assertThat(rig.events(ClusterEvent.PolicyRecovered.class)).hasSize(1);
  }

  @Test
  void manager_may_be_closed_from_any_callback() {
    // One rig for each place; the direct executor puts the call on the thread of the change itself.
    for (String place : new String[] {"policy", "publisher", "listener", "balancer"}) {
      AtomicReference<ClusterManager> manager = new AtomicReference<>();
      Runnable close =
          () -> {
            ClusterManager known = manager.getAndSet(null);
            if (known != null) {
              known.close();
            }
          };
      Rig rig =
          new Rig(
              builder ->
                  builder
                      .closeGrace(Duration.ofMillis(200))
                      .listener(e -> at(place, "listener", close)),
              view -> {
                at(place, "policy", close);
                return Rig.MAJORITY.evaluate(view);
              });
      CompletionStage<Void> done = CompletableFuture.completedFuture(null);
      Subscription publisher =
          rig.cluster.addPublisher(
              status -> {
                at(place, "publisher", close);
                return done;
              },
              Rig.unlimited("county"));
      assertThat(publisher).isNotNull();
      rig.cluster.declareService(Rig.SERVICE);
      rig.cluster.setLoadBalancingPolicy(
          Rig.SERVICE,
          (candidates, request) -> {
            at(place, "balancer", close);
            return candidates.get(0);
          });
      rig.join(1, ElementState.NORMAL);
      manager.set(rig.cluster);
      rig.cluster.report(NodeStatus.of(Rig.node(1), ElementState.SERVICE_DISRUPTION));
      rig.cluster.route(Rig.SERVICE);
      rig.time.settle();
      rig.time.settle(); // close() let time pass within the first
      assertThat(rig.cluster.shutdown().toCompletableFuture()).as(place).isCompleted();
      assertThat(rig.state()).as(place).isEqualTo(ServiceState.GOING_DOWN);
      assertThat(rig.sentStates()).as(place).endsWith(ServiceState.GOING_DOWN);
      assertThat(rig.time.pendingDelays()).as(place).isEmpty();
    }
  }

  private static void at(String wanted, String place, Runnable action) {
    if (wanted.equals(place)) {
      action.run();
    }
  }
}
