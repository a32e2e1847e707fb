package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.PolicyFailure;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy that fails never blanks or freezes a status. */
class PolicyFailureTest {
  private final AtomicReference<StatusPolicy> policy = new AtomicReference<>(Rig.MAJORITY);

  /** Evaluations wait here until the test runs them: so a policy blocks without a thread. */
  private final Queue<Runnable> judgements = new ArrayDeque<>();

  private final Rig rig = new Rig(builder -> builder, view -> policy.get().evaluate(view));

  @Test
  void throwing_policy_is_replaced_by_any_up() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    policy.set(
        view -> {
          throw new IllegalStateException("boom");
        });
    rig.report(1, ElementState.DOWN);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.cluster.status(Rig.SERVICE).orElseThrow().reason())
        .contains("any-up in place of the policy", "boom");
    assertThat(rig.cluster.explain(Rig.SERVICE).orElseThrow().fallback())
        .hasValueSatisfying(why -> assertThat(why).contains("boom"));
    rig.report(2, ElementState.OVERLOADED);
    assertThat(rig.state()).isEqualTo(ServiceState.OVERLOADED);
  }

  @Test
  void error_or_null_counts_as_an_exception() {
    rig.join(1, ElementState.NORMAL);
    policy.set(
        view -> {
          throw new StackOverflowError();
        });
    rig.report(1, ElementState.OVERLOADED);
    assertThat(rig.state()).isEqualTo(ServiceState.OVERLOADED);
    policy.set(view -> null);
    rig.report(1, ElementState.NORMAL);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.cluster.status(Rig.SERVICE).orElseThrow().reason()).contains("returned null");
  }

  @Test
  void policy_failure_fires_one_event_per_episode() {
    rig.join(1, ElementState.NORMAL);
    policy.set(view -> null);
    rig.report(1, ElementState.OVERLOADED);
    rig.report(1, ElementState.DOWN);
    assertThat(rig.events(ClusterEvent.PolicyFailed.class)).hasSize(1);
    policy.set(Rig.MAJORITY);
    rig.passSeconds(1); // nothing changes but time
    assertThat(rig.events(ClusterEvent.PolicyRecovered.class)).hasSize(1);
    assertThat(rig.cluster.status(Rig.SERVICE).orElseThrow().reason()).doesNotContain("in place");
    policy.set(view -> null);
    rig.report(1, ElementState.NORMAL);
    assertThat(rig.events(ClusterEvent.PolicyFailed.class)).hasSize(2);
    assertThat(rig.cluster.statistics().policyFailures()).isGreaterThanOrEqualTo(3);
  }

  /** Bug: the reason counted the members, so each node that changed was a new notification. */
  @Test
  void fallback_publishes_only_changes_of_state() {
    policy.set(view -> null);
    rig.join(1, ElementState.DOWN);
    rig.join(2, ElementState.DOWN);
    long version = rig.cluster.status(Rig.SERVICE).orElseThrow().version();
    rig.report(2, ElementState.SCHEDULED_MAINTENANCE);
    rig.report(2, ElementState.DOWN);
    assertThat(rig.cluster.status(Rig.SERVICE).orElseThrow().version()).isEqualTo(version);
  }

  @Test
  void policy_failure_leaves_other_services_untouched() {
    policy.set(
        view -> {
          if (view.service().equals(Rig.SERVICE)) {
            throw new IllegalStateException("boom");
          }
          return Rig.MAJORITY.evaluate(view);
        });
    rig.join(1, ElementState.NORMAL);
    rig.cluster.register(
        Registration.builder(Rig.OTHER, Rig.node(2)).status(ElementState.NORMAL).build());
    assertThat(rig.cluster.status(Rig.OTHER).orElseThrow().verdict()).isEqualTo(Verdict.normal());
    assertThat(rig.cluster.status(Rig.OTHER).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void late_policy_is_replaced_until_it_returns() {
    Rig slow = new Rig(builder -> builder.policyExecutor(judgements::add));
    judgements.clear(); // by which build() has found that the executor is not direct
    slow.join(1, ElementState.NORMAL);
    slow.passSeconds(1);
    assertThat(slow.cluster.status(Rig.SERVICE)).as("not late yet").isEmpty();
    slow.passSeconds(1);
    assertThat(slow.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(slow.events(ClusterEvent.PolicyFailed.class))
        .singleElement()
        .extracting(ClusterEvent.PolicyFailed::kind, ClusterEvent.PolicyFailed::detail)
        .containsExactly(PolicyFailure.TIMED_OUT, "no verdict after 2 s");
    slow.report(1, ElementState.OVERLOADED);
    assertThat(slow.state()).as("judged by the fallback").isEqualTo(ServiceState.OVERLOADED);
    assertThat(judgements).as("no other evaluation follows the blocked one").hasSize(1);
    judgements.remove().run(); // it comes back, and judges what is new
    slow.time.settle();
    assertThat(slow.events(ClusterEvent.PolicyRecovered.class)).hasSize(1);
    assertThat(slow.cluster.status(Rig.SERVICE).orElseThrow().reason()).doesNotContain("in place");
  }

  @Test
  void new_policy_evaluates_while_the_old_one_blocks() {
    Rig slow = new Rig(builder -> builder.policyExecutor(judgements::add));
    judgements.clear(); // by which build() has found that the executor is not direct
    slow.join(1, ElementState.NORMAL);
    slow.passSeconds(3);
    slow.cluster.setStatusPolicy(Rig.SERVICE, view -> Verdict.of(ServiceState.PARTIAL, "new"));
    Runnable old = judgements.remove();
    judgements.remove().run();
    slow.time.settle();
    assertThat(slow.state()).isEqualTo(ServiceState.PARTIAL);
    old.run();
    slow.time.settle();
    assertThat(slow.state()).as("the old verdict is thrown away").isEqualTo(ServiceState.PARTIAL);
  }

  @Test
  void late_policy_of_a_removed_service_is_ignored() {
    // Bug: a policy hung until its service was removed; when it returned, PolicyRecovered was
    // fired for a service after its ServiceRemoved.
    Rig slow =
        new Rig(
            builder -> builder.policyExecutor(judgements::add).retention(Duration.ofMinutes(10)));
    slow.join(1, ElementState.NORMAL).release();
    slow.passSeconds(602);
    assertThat(slow.events(ClusterEvent.PolicyFailed.class)).hasSize(1);
    assertThat(slow.events.get(slow.events.size() - 1))
        .isInstanceOf(ClusterEvent.ServiceRemoved.class);
    while (!judgements.isEmpty()) {
      judgements.remove().run();
      slow.time.settle();
    }
    assertThat(slow.events.get(slow.events.size() - 1))
        .isInstanceOf(ClusterEvent.ServiceRemoved.class);
  }

  @Test
  void service_is_kept_until_its_last_evaluation_ends() {
    // Bug: the last node left while the policy hung, and the retention was shorter than the
    // policy's deadline: the service was forgotten, and Normal stood upstream for good.
    Rig slow =
        new Rig(
            builder ->
                builder
                    .policyExecutor(judgements::add)
                    .policyDeadline(Duration.ofSeconds(10))
                    .retention(Duration.ofSeconds(2)));
    judgements.clear(); // by which build() has found that the executor is not direct
    Lease lease = slow.join(1, ElementState.NORMAL);
    judgements.remove().run();
    slow.time.settle();
    assertThat(slow.sentStates()).containsExactly(ServiceState.NORMAL);
    lease.release();
    slow.passSeconds(5);
    assertThat(slow.events(ClusterEvent.ServiceRemoved.class)).isEmpty();
    slow.passSeconds(10);
    assertThat(slow.sentStates()).containsExactly(ServiceState.NORMAL, ServiceState.DOWN);
    assertThat(slow.events(ClusterEvent.ServiceRemoved.class)).hasSize(1);
  }

  @Test
  void stall_of_the_manager_times_no_policy_out() {
    Rig slow = new Rig(builder -> builder.policyExecutor(judgements::add));
    judgements.clear(); // by which build() has found that the executor is not direct
    slow.join(1, ElementState.NORMAL);
    slow.time.stall(Duration.ofMinutes(1));
    slow.time.settle();
    assertThat(slow.events(ClusterEvent.PolicyFailed.class)).isEmpty();
  }

  @Test
  void refusing_policy_executor_is_a_policy_failure() {
    Rig refused =
        new Rig(
            builder ->
                builder.policyExecutor(
                    task -> {
                      throw new RejectedExecutionException("full");
                    }));
    refused.join(1, ElementState.NORMAL);
    assertThat(refused.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(refused.events(ClusterEvent.PolicyFailed.class).get(0).kind())
        .isEqualTo(PolicyFailure.REJECTED);
  }

  @Test
  void policy_may_change_the_cluster_it_evaluates() {
    AtomicInteger calls = new AtomicInteger();
    policy.set(
        view -> {
          if (calls.incrementAndGet() < 40) {
            rig.cluster.report(
                NodeStatus.builder(Rig.node(1), ElementState.NORMAL).load(calls.get()).build());
          }
          rig.cluster.status(Rig.SERVICE);
          return Rig.MAJORITY.evaluate(view);
        });
    rig.join(1, ElementState.NORMAL);
    assertThat(calls).hasValueGreaterThanOrEqualTo(40);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void policy_that_changes_forever_releases_its_caller() {
    AtomicInteger calls = new AtomicInteger();
    policy.set(
        view -> {
          rig.cluster.report(
              NodeStatus.builder(Rig.node(1), ElementState.NORMAL)
                  .load(calls.incrementAndGet())
                  .build());
          return Rig.MAJORITY.evaluate(view);
        });
    rig.cluster.register(Rig.registration(1).status(ElementState.NORMAL).build());
    assertThat(calls).as("judgements on the thread that registered").hasValueLessThan(20);
    policy.set(Rig.MAJORITY);
    rig.time.settle();
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void policy_that_changes_forever_may_be_refused_a_thread() {
    AtomicBoolean refusing = new AtomicBoolean();
    AtomicReference<Rig> unsettled = new AtomicReference<>();
    AtomicInteger calls = new AtomicInteger();
    StatusPolicy restless =
        view -> {
          unsettled
              .get()
              .report(
                  NodeStatus.builder(Rig.node(1), ElementState.NORMAL)
                      .load(calls.incrementAndGet())
                      .build());
          return Verdict.of(ServiceState.PARTIAL, "not settled");
        };
    unsettled.set(
        new Rig(
            builder ->
                builder.policyExecutor(
                    task -> {
                      if (refusing.get()) {
                        throw new RejectedExecutionException("full");
                      }
                      judgements.add(task);
                    }),
            restless));
    judgements.clear(); // by which build() has found that the executor is not direct
    unsettled.get().join(1, ElementState.NORMAL);
    refusing.set(true);
    judgements.remove().run();
    assertThat(calls).as("judgements in a row").hasValue(8);
    unsettled.get().time.settle();
    assertThat(unsettled.get().sentStates())
        .containsExactly(ServiceState.PARTIAL, ServiceState.NORMAL);
  }

  @Test
  void new_policy_starts_without_a_previous_verdict() {
    rig.join(1, ElementState.NORMAL);
    AtomicReference<Object> previous = new AtomicReference<>();
    rig.cluster.setStatusPolicy(
        Rig.SERVICE,
        view -> {
          previous.set(view.previous());
          return Verdict.of(ServiceState.PARTIAL, view.tally().toString());
        });
    assertThat(previous.get()).isEqualTo(java.util.Optional.empty());
    assertThat(rig.state()).isEqualTo(ServiceState.PARTIAL);
    assertThat(rig.cluster.status(Rig.SERVICE).orElseThrow().reason()).contains("1 Normal");
  }

  @Test
  void simulation_gives_the_policy_its_previous_verdict() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.setStatusPolicy(
        Rig.SERVICE,
        view ->
            view.previous().isPresent()
                ? Verdict.of(ServiceState.PARTIAL, "found before")
                : Verdict.of(ServiceState.DOWN, "nothing found yet"));
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
    assertThat(
            rig.cluster
                .simulate(Rig.SERVICE, java.util.Map.of(Rig.node(1), ElementState.DOWN))
                .reason())
        .isEqualTo("found before");
  }

  @Test
  void simulation_changes_nothing() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    int events = rig.events.size();
    Verdict verdict =
        rig.cluster.simulate(Rig.SERVICE, java.util.Map.of(Rig.node(1), ElementState.UNREACHABLE));
    assertThat(verdict.state()).isEqualTo(ServiceState.PARTIAL);
    rig.time.settle();
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.events).hasSize(events);
    assertThatThrownBy(
            () ->
                rig.cluster.simulate(Rig.SERVICE, java.util.Map.of(Rig.node(9), ElementState.DOWN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("esrp9.state.pa.us");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void error_in_the_middle_of_a_change_leaves_no_mark(int read) {
    // Bug: the heap was full when a verdict was recorded. The evaluation counted as in flight for
    // ever, timed out, and the fallback evaluated that service for good.
    AtomicInteger left = new AtomicInteger();
    TimeSource clock =
        new TimeLike(rig.time) {
          @Override
          public Instant now() {
            if (left.getAndDecrement() == 1) {
              throw new OutOfMemoryError("thrown by the test");
            }
            return super.now();
          }
        };
    Rig brim = new Rig(builder -> builder.timeSource(clock).executor(rig.time).scheduler(rig.time));
    brim.cluster.register(Rig.registration(1).build());
    rig.time.settle();
    left.set(read);
    try {
      brim.cluster.report(NodeStatus.of(Rig.node(1), ElementState.NORMAL));
    } catch (OutOfMemoryError e) {
      assertThat(e).hasMessage("thrown by the test");
    }
    rig.passSeconds(10);
    assertThat(brim.memberState(1)).isEqualTo(ElementState.NORMAL);
    assertThat(brim.cluster.status(Rig.SERVICE).orElseThrow().verdict())
        .isEqualTo(Verdict.normal());
    assertThat(brim.sentStates()).endsWith(ServiceState.NORMAL);
    assertThat(brim.events(ClusterEvent.PolicyFailed.class)).isEmpty();
  }
}
