package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.PolicyFailure;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A policy that fails never blanks or freezes a status. */
class PolicyFailureTest {
  private final AtomicReference<StatusPolicy> policy = new AtomicReference<>(Rig.MAJORITY);

  /** Judgements wait here until the test runs them: how a policy is stuck without a thread. */
  private final Queue<Runnable> judgements = new ArrayDeque<>();

  private final Rig rig = new Rig(builder -> builder, view -> policy.get().evaluate(view));

  @Test
  void one_that_throws_is_replaced_by_any_up_and_the_reason_says_so() {
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
  void an_error_or_a_null_does_no_more_harm_than_an_exception() {
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
  void there_is_one_event_per_episode_and_it_recovers_by_itself() {
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

  /** Story: the reason counted the members, so each node that flickered was a new message. */
  @Test
  void while_it_fails_a_flicker_that_changes_no_state_makes_no_message() {
    policy.set(view -> null);
    rig.join(1, ElementState.DOWN);
    rig.join(2, ElementState.DOWN);
    long version = rig.cluster.status(Rig.SERVICE).orElseThrow().version();
    rig.report(2, ElementState.SCHEDULED_MAINTENANCE);
    rig.report(2, ElementState.DOWN);
    assertThat(rig.cluster.status(Rig.SERVICE).orElseThrow().version()).isEqualTo(version);
  }

  @Test
  void other_services_are_untouched() {
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
  void one_that_is_past_its_deadline_is_left_alone_until_it_returns() {
    Rig slow = new Rig(builder -> builder.policyExecutor(judgements::add));
    slow.join(1, ElementState.NORMAL);
    slow.passSeconds(1);
    assertThat(slow.cluster.status(Rig.SERVICE)).as("not late yet").isEmpty();
    slow.passSeconds(1);
    assertThat(slow.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(slow.events(ClusterEvent.PolicyFailed.class))
        .singleElement()
        .extracting(ClusterEvent.PolicyFailed::kind, ClusterEvent.PolicyFailed::detail)
        .containsExactly(PolicyFailure.TIMED_OUT, "not back after PT2S");
    slow.report(1, ElementState.OVERLOADED);
    assertThat(slow.state()).as("judged by the fallback").isEqualTo(ServiceState.OVERLOADED);
    assertThat(judgements).as("nobody else is sent after the stuck one").hasSize(1);
    judgements.remove().run(); // it comes back, and judges what is new
    slow.time.settle();
    assertThat(slow.events(ClusterEvent.PolicyRecovered.class)).hasSize(1);
    assertThat(slow.cluster.status(Rig.SERVICE).orElseThrow().reason()).doesNotContain("in place");
  }

  @Test
  void a_replaced_policy_judges_at_once_even_while_the_old_one_is_stuck() {
    Rig slow = new Rig(builder -> builder.policyExecutor(judgements::add));
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
  void one_that_comes_back_after_its_service_was_forgotten_is_not_heard_of_any_more() {
    // Story: a policy hung until nobody was left to judge; when it came back its recovery was told,
    // of a service that had been told to be forgotten.
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
  void a_service_is_not_forgotten_before_its_last_state_was_found() {
    // Story: the last node left while the policy hung, and the retention was shorter than the
    // policy's deadline: the service was forgotten, and Normal stood upstream for good.
    Rig slow =
        new Rig(
            builder ->
                builder
                    .policyExecutor(judgements::add)
                    .policyDeadline(Duration.ofSeconds(10))
                    .retention(Duration.ofSeconds(2)));
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
  void a_stall_of_the_manager_is_not_held_against_the_policy() {
    Rig slow = new Rig(builder -> builder.policyExecutor(judgements::add));
    slow.join(1, ElementState.NORMAL);
    slow.time.stall(Duration.ofMinutes(1));
    slow.time.settle();
    assertThat(slow.events(ClusterEvent.PolicyFailed.class)).isEmpty();
  }

  @Test
  void an_executor_that_refuses_is_a_failure_of_the_policy() {
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
  void a_policy_may_call_the_manager_and_even_change_what_it_judges() {
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
  void one_that_never_settles_gives_the_reporting_thread_back() {
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
  void one_that_never_settles_and_is_refused_the_next_thread_leaves_a_status_that_is_sent() {
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
    unsettled.get().join(1, ElementState.NORMAL);
    refusing.set(true);
    judgements.remove().run();
    assertThat(calls).as("judgements in a row").hasValue(8);
    unsettled.get().time.settle();
    assertThat(unsettled.get().sentStates())
        .containsExactly(ServiceState.PARTIAL, ServiceState.NORMAL);
  }

  @Test
  void a_replaced_policy_forgets_what_the_old_one_found_but_not_the_nodes() {
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
  void simulation_shows_the_policy_what_was_found_last() {
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
  void simulation_asks_the_policy_and_changes_nothing() {
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
}
