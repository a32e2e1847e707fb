package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HoldDownTest {
  private static final Duration HOLD = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofHours(1);

  private static final Verdict DOWN = Verdict.of(ServiceState.DOWN, "");
  private static final Verdict PARTIAL = Verdict.of(ServiceState.PARTIAL, "");
  private static final Verdict NORMAL = Verdict.normal();

  private final Rig rig = new Rig(builder -> builder.holdDown(HOLD));

  @Test
  void improvement_waits_and_deterioration_does_not() {
    rig.join(1, ElementState.NORMAL);
    rig.report(1, ElementState.OVERLOADED);
    assertThat(rig.state()).isEqualTo(ServiceState.OVERLOADED);
    rig.report(1, ElementState.NORMAL);
    assertThat(rig.state()).isEqualTo(ServiceState.OVERLOADED);
    assertThat(rig.events(ClusterEvent.ImprovementHeld.class)).hasSize(1);
    rig.pass(HOLD.minusMillis(1));
    assertThat(rig.state()).isEqualTo(ServiceState.OVERLOADED);
    rig.passSeconds(1);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  // Bug: a sweep that found the lease of the last node expired, and a hold-down over, published the
  // held Normal for the moment until the policy had evaluated the expiry.
  @Test
  void improvement_that_is_over_is_never_published() {
    Rig rig = new Rig(builder -> builder.holdDown(Duration.ofMillis(59_500)));
    rig.join(1);
    rig.report(1, ElementState.NORMAL);
    rig.passSeconds(62); // the same sweep finds the end of the hold-down and of the lease
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.sentStates()).containsExactly(ServiceState.DOWN);
  }

  @Test
  void service_is_kept_until_its_held_verdict_shows() {
    // Bug: with a hold-down longer than the retention an idle service was removed while its
    // last improvement was held: publishers kept the status before it.
    StatusPolicy betterEmpty = view -> view.members().isEmpty() ? PARTIAL : DOWN;
    Rig slow =
        new Rig(
            builder -> builder.holdDown(Duration.ofMinutes(5)).retention(Duration.ofMinutes(1)),
            betterEmpty);
    slow.join(1, ElementState.DOWN).release();
    slow.passSeconds(299);
    assertThat(slow.sentStates()).containsExactly(ServiceState.DOWN);
    assertThat(slow.cluster.services()).containsExactly(Rig.SERVICE);
    slow.passSeconds(2);
    assertThat(slow.sentStates()).containsExactly(ServiceState.DOWN, ServiceState.PARTIAL);
    slow.passSeconds(1);
    assertThat(slow.cluster.services()).isEmpty();
  }

  @Test
  void relapse_during_the_hold_down_restarts_it() {
    rig.join(1, ElementState.DOWN);
    rig.report(1, ElementState.NORMAL);
    rig.passSeconds(8);
    rig.report(1, ElementState.DOWN);
    rig.report(1, ElementState.NORMAL);
    rig.passSeconds(8);
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
    rig.passSeconds(3);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void flapping_service_improves_to_the_worse_of_two_states() {
    rig.join(1, ElementState.DOWN);
    for (int i = 0; i < 6; i++) {
      rig.report(1, ElementState.NORMAL);
      rig.passSeconds(1);
      rig.report(1, ElementState.SERVICE_DISRUPTION);
      rig.passSeconds(1);
    }
    assertThat(rig.state()).isEqualTo(ServiceState.PARTIAL);
    assertThat(rig.sentStates()).doesNotContain(ServiceState.NORMAL);
  }

  @Test
  void old_state_shows_until_the_end_of_the_hold_down() {
    StatusHoldDown<Verdict> hold =
        new StatusHoldDown<>(10, (one, other) -> one.state().betterThan(other.state()));
    assertThat(hold.show(DOWN, 0)).isEqualTo(DOWN);
    assertThat(hold.show(NORMAL, 0)).isEqualTo(DOWN);
    assertThat(hold.held()).contains(NORMAL);
    assertThat(hold.left(4)).isEqualTo(6);
    assertThat(hold.show(NORMAL, 9)).isEqualTo(DOWN);
    assertThat(hold.show(NORMAL, 10)).isEqualTo(NORMAL);
    assertThat(hold.held()).isEmpty();
  }

  @Test
  void best_verdict_waits_for_a_hold_down_of_its_own() {
    StatusHoldDown<Verdict> hold =
        new StatusHoldDown<>(10, (one, other) -> one.state().betterThan(other.state()));
    hold.show(DOWN, 0);
    hold.show(PARTIAL, 0);
    assertThat(hold.show(NORMAL, 5)).isEqualTo(DOWN);
    assertThat(hold.held()).contains(PARTIAL);
    assertThat(hold.show(NORMAL, 10)).isEqualTo(PARTIAL);
    assertThat(hold.held()).contains(NORMAL);
    assertThat(hold.left(10)).isEqualTo(5);
    assertThat(hold.show(NORMAL, 14)).isEqualTo(PARTIAL);
    assertThat(hold.show(NORMAL, 15)).isEqualTo(NORMAL);
  }

  @Test
  void state_that_is_over_is_never_published() {
    // Bug: the hold-down began again after the first improvement. Both nodes were back at 0:10;
    // Partial, which had been over for a minute, was published at 1:10 and Normal at 2:10.
    Rig slow = slow();
    slow.passSeconds(5);
    bothFailAt5(slow);
    slow.passSeconds(5);
    slow.report(1, ElementState.NORMAL);
    slow.report(2, ElementState.NORMAL);
    slow.passSeconds(59);
    assertThat(slow.sentStates()).last().isEqualTo(ServiceState.DOWN);
    slow.passSeconds(1);
    assertThat(slow.sentStates()).endsWith(ServiceState.DOWN, ServiceState.NORMAL);
  }

  @Test
  void improvement_in_two_steps_is_published_in_two_steps() {
    Rig slow = slow();
    slow.passSeconds(5);
    bothFailAt5(slow);
    slow.passSeconds(5);
    slow.report(1, ElementState.NORMAL);
    slow.passSeconds(30);
    slow.report(2, ElementState.NORMAL);
    slow.passSeconds(29);
    assertThat(slow.sentStates()).last().isEqualTo(ServiceState.DOWN);
    slow.passSeconds(1);
    assertThat(slow.sentStates()).last().isEqualTo(ServiceState.PARTIAL);
    slow.passSeconds(29);
    assertThat(slow.sentStates()).last().isEqualTo(ServiceState.PARTIAL);
    slow.passSeconds(1);
    assertThat(slow.sentStates())
        .endsWith(ServiceState.DOWN, ServiceState.PARTIAL, ServiceState.NORMAL);
  }

  private static Rig slow() {
    Rig slow =
        new Rig(
            builder -> builder.holdDown(Duration.ofMinutes(1)),
            view ->
                StatusPrecedence.verdict(
                    view.tally(), view.tally().count(ElementState.NORMAL) == 2, ""));
    slow.cluster.register(Rig.registration(1).lease(LONG).build());
    slow.cluster.register(Rig.registration(2).lease(LONG).build());
    slow.cluster.report(NodeStatus.of(Rig.node(1), ElementState.NORMAL));
    slow.cluster.report(NodeStatus.of(Rig.node(2), ElementState.NORMAL));
    slow.time.settle();
    return slow;
  }

  private static void bothFailAt5(Rig slow) {
    slow.report(1, ElementState.DOWN);
    slow.report(2, ElementState.DOWN);
    assertThat(slow.state()).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void policy_set_by_an_operator_publishes_at_once() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.DOWN);
    rig.join(3, ElementState.DOWN);
    assertThat(rig.state()).isEqualTo(ServiceState.PARTIAL);
    rig.cluster.setStatusPolicy(
        Rig.SERVICE, view -> StatusPrecedence.verdict(view.tally(), true, ""));
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    rig.report(1, ElementState.DOWN);
    rig.report(1, ElementState.NORMAL);
    assertThat(rig.state()).as("held again").isEqualTo(ServiceState.DOWN);
  }

  @Test
  void fallback_for_a_set_policy_that_fails_is_held() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.DOWN);
    rig.join(3, ElementState.DOWN);
    AtomicBoolean broken = new AtomicBoolean(true);
    rig.cluster.setStatusPolicy(
        Rig.SERVICE,
        view -> {
          if (broken.get()) {
            throw new IllegalStateException("broken");
          }
          return NORMAL;
        });
    assertThat(rig.state()).isEqualTo(ServiceState.PARTIAL);
    broken.set(false);
    rig.passSeconds(1);
    assertThat(rig.state()).as("what the policy finds").isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void explanation_shows_the_held_verdict() {
    rig.join(1, ElementState.DOWN);
    rig.report(1, ElementState.NORMAL);
    rig.passSeconds(4);
    assertThat(rig.cluster.explain(Rig.SERVICE).orElseThrow().held())
        .hasValueSatisfying(
            held -> {
              assertThat(held.verdict().state()).isEqualTo(ServiceState.NORMAL);
              assertThat(held.left()).hasSeconds(6);
            });
  }

  @Test
  void override_before_the_first_evaluation_is_no_verdict() {
    // Bug: a posture that was set during the first evaluation published a Down that no policy
    // had found, and the hold-down then kept the true status back.
    Queue<Runnable> judgements = new ArrayDeque<>();
    Rig early = new Rig(builder -> builder.holdDown(HOLD).policyExecutor(judgements::add));
    judgements.clear(); // by which build() has found that the executor is not direct
    early.join(1, ElementState.NORMAL);
    early.cluster.overridePosture(
        Rig.SERVICE, OperatorOverride.of(SecurityPosture.RED, "jo", "attack"));
    assertThat(early.cluster.status(Rig.SERVICE)).isEmpty();
    early.cluster.override(Rig.SERVICE, OperatorOverride.of(ServiceState.PARTIAL, "jo", "drill"));
    assertThat(early.state()).isEqualTo(ServiceState.PARTIAL);
    early.time.settle(); // else a newer message takes its place before it is sent
    judgements.remove().run();
    early.cluster.clearOverride(Rig.SERVICE, "op", "over");
    early.time.settle();
    assertThat(early.sentStates()).containsExactly(ServiceState.PARTIAL, ServiceState.NORMAL);
  }

  @Test
  void policy_sees_its_previous_verdict() {
    StatusPolicy upAtThreeDownBelowTwo =
        view -> {
          boolean wasUp = view.previous().filter(v -> v.state() == ServiceState.NORMAL).isPresent();
          int normal = view.tally().count(ElementState.NORMAL);
          return StatusPrecedence.verdict(view.tally(), normal >= (wasUp ? 2 : 3), "");
        };
    Rig other = new Rig(builder -> builder, upAtThreeDownBelowTwo);
    other.join(1, ElementState.NORMAL);
    other.join(2, ElementState.NORMAL);
    assertThat(other.state()).isEqualTo(ServiceState.PARTIAL);
    other.join(3, ElementState.NORMAL);
    assertThat(other.state()).isEqualTo(ServiceState.NORMAL);
    other.report(3, ElementState.DOWN);
    assertThat(other.state()).isEqualTo(ServiceState.NORMAL);
    other.report(2, ElementState.DOWN);
    other.report(2, ElementState.NORMAL);
    assertThat(other.state()).isEqualTo(ServiceState.PARTIAL);
  }

  @Test
  void recovery_of_the_posture_waits_for_the_hold_down() {
    // A posture that flipped bypassed the hold-down: 1,000 messages for 1,000 changes.
    Rig slow = new Rig(builder -> builder.holdDown(Duration.ofMinutes(1)));
    slow.join(1, ElementState.NORMAL);
    slow.report(posture(SecurityPosture.RED));
    int sent = slow.sent.size();
    for (int i = 0; i < 500; i++) {
      slow.report(posture(SecurityPosture.GREEN));
      slow.report(posture(SecurityPosture.RED));
      slow.passSeconds(1);
    }
    assertThat(slow.sent).hasSize(sent);
    assertThat(slow.sent.get(sent - 1).posture()).isEqualTo(SecurityPosture.RED);
    slow.report(posture(SecurityPosture.YELLOW));
    assertThat(slow.cluster.explain(Rig.SERVICE).orElseThrow().heldPosture().orElseThrow().left())
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(slow.cluster.explain(Rig.SERVICE).orElseThrow().text())
        .contains("posture recovers to Yellow in 1 min");
    slow.passSeconds(61);
    assertThat(slow.sent).hasSize(sent + 1);
    assertThat(slow.sent.get(sent).posture()).isEqualTo(SecurityPosture.YELLOW);
    assertThat(slow.events(ClusterEvent.PostureRecoveryHeld.class)).isNotEmpty();
  }

  private static NodeStatus posture(SecurityPosture posture) {
    return NodeStatus.builder(Rig.node(1), ElementState.NORMAL).posture(posture).build();
  }

  @Test
  void reason_that_changes_alone_waits_for_the_hold_down() {
    // Ghosts that came and went changed the reason each time, and each change was sent.
    Rig slow =
        new Rig(
            builder -> builder.holdDown(Duration.ofMinutes(1)).briefRetention(Duration.ofHours(1)),
            view -> Verdict.of(ServiceState.PARTIAL, view.members().size() + " nodes"));
    slow.join(1, ElementState.NORMAL);
    for (int i = 0; i < 600; i++) {
      slow.join(2).release();
      slow.join(i + 3);
      slow.passSeconds(1);
    }
    assertThat(slow.sent.size()).isBetween(10, 11);
  }

  @Test
  void reason_comes_with_a_worse_state_at_once() {
    AtomicReference<Verdict> says = new AtomicReference<>(Verdict.of(ServiceState.PARTIAL, "a"));
    Rig slow = new Rig(builder -> builder.holdDown(Duration.ofMinutes(1)), view -> says.get());
    slow.join(1, ElementState.NORMAL);
    says.set(Verdict.of(ServiceState.PARTIAL, "b"));
    slow.report(1, ElementState.SERVICE_DISRUPTION);
    assertThat(slow.cluster.status(Rig.SERVICE).orElseThrow().reason()).isEqualTo("a");
    assertThat(slow.cluster.explain(Rig.SERVICE).orElseThrow().heldReason().orElseThrow().reason())
        .isEqualTo("b");
    assertThat(slow.cluster.explain(Rig.SERVICE).orElseThrow().text())
        .contains("reason changes to \"b\" in 1 min (hold-down)");
    says.set(Verdict.of(ServiceState.DOWN, "c"));
    slow.report(1, ElementState.DOWN);
    assertThat(slow.cluster.status(Rig.SERVICE).orElseThrow().verdict()).isEqualTo(says.get());
  }

  @Test
  void reason_that_comes_back_is_not_published() {
    AtomicReference<Verdict> says = new AtomicReference<>(Verdict.of(ServiceState.PARTIAL, "a"));
    Rig slow = new Rig(builder -> builder.holdDown(Duration.ofSeconds(30)), view -> says.get());
    slow.join(1, ElementState.NORMAL);
    int sent = slow.sent.size();
    says.set(Verdict.of(ServiceState.PARTIAL, "b"));
    slow.report(1, ElementState.SERVICE_DISRUPTION);
    says.set(Verdict.of(ServiceState.PARTIAL, "a"));
    slow.report(1, ElementState.NORMAL);
    slow.passSeconds(40);
    assertThat(slow.sent).hasSize(sent);
  }
}
