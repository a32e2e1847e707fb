package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusExplanation;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusExplainerTest {
  private static final StatusPolicy NAMED =
      new StatusPolicy() {
        @Override
        public Verdict evaluate(ClusterView view) {
          return Rig.MAJORITY.evaluate(view);
        }

        @Override
        public String toString() {
          return "majority";
        }
      };

  private final Rig rig = new Rig(builder -> builder, NAMED);

  private StatusExplanation explanation() {
    return rig.cluster.explain(Rig.SERVICE).orElseThrow();
  }

  @Test
  void explanation_shows_the_time_left_of_a_posture_override() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.overridePosture(
        Rig.SERVICE,
        OperatorOverride.of(SecurityPosture.RED, "jo", "attack").duration(Duration.ofMinutes(1)));
    rig.passSeconds(20);
    assertThat(explanation().postureOverride().orElseThrow().duration())
        .contains(Duration.ofSeconds(40));
  }

  @Test
  void expired_override_to_normal_is_not_the_reason() {
    rig.join(1);
    rig.cluster.override(
        Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.NORMAL, "jo", "seen it"));
    assertThat(explanation().members().get(0).reason()).isEqualTo("set by jo: seen it");
    rig.passSeconds(61);
    assertThat(explanation().members().get(0).reason()).isEqualTo("lease expired");
  }

  // Bug: the cluster's lock was held while the texts of all members were made, so an explanation of
  // a huge service delayed its calls and reports.
  @Test
  void explanation_begun_under_the_lock_is_finished_without() {
    rig.join(1, ElementState.NORMAL);
    List<NodeId> asked = new ArrayList<>();
    ClusterSnapshotBuilder snapshots = new ClusterSnapshotBuilder(Rig.SERVICE);
    MemberEntry entry = new MemberEntry(null, Rig.registration(1).build(), 1, 1, 0);
    snapshots.add(MemberSnapshot.withoutReport(entry));
    StatusHolder holder =
        new StatusHolder(
            new StepTimers().context(new StepExecutor()),
            snapshots.newest,
            new NextDeadline(0),
            0,
            status -> {});
    StatusExplainer.Unfinished begun =
        StatusExplainer.begin(
            explanation().published(),
            holder,
            snapshots.newest,
            "majority",
            Map.of(),
            node -> {
              asked.add(node);
              return List.of("problem");
            },
            0);
    assertThat(asked).as("under the lock").isEmpty();
    snapshots.remove(entry);
    assertThat(begun.finish().members())
        .singleElement()
        .satisfies(member -> assertThat(member.problems()).containsExactly("problem"));
    assertThat(asked).containsExactly(Rig.node(1));
  }

  @Test
  void text_tells_state_since_why_and_what_to_do() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2);
    rig.report(NodeStatus.of(Rig.node(2), ElementState.OVERLOADED, "cpu 97 %"));
    rig.join(3);
    rig.passSeconds(5);
    rig.cluster.override(
        Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.DOWN, "jo", "works"));
    rig.cluster.override(
        Rig.SERVICE,
        OperatorOverride.of(ServiceState.PARTIAL, "ann", "drill").duration(Duration.ofMinutes(1)));
    assertThat(explanation().members())
        .extracting(StatusExplanation.MemberExplanation::reason)
        .containsExactly("set by jo: works", "reported: cpu 97 %", "no report yet");
    assertThat(explanation().members().get(0).timeSinceLastContact()).hasSeconds(5);
    assertThat(explanation().members().get(0).leaseLeft()).hasSeconds(55);
    assertThat(explanation().text())
        .isEqualTo(
            """
            sip:esrp.state.pa.us is Partial (drill)
              since 2026-01-01T00:00:05Z, version 4, posture Green
              state set to Partial by ann (drill), expires in 1 min; the policy says Overloaded
              policy majority: Overloaded (no node takes calls)
              3 members: 1 Overloaded, 1 Down, 1 Unreachable
                esrp1.state.pa.us Down (set by jo: works); last contact 5 s ago, lease expires in 55 s
                esrp2.state.pa.us Overloaded (reported: cpu 97 %); last contact 5 s ago, lease expires in 55 s
                esrp3.state.pa.us Unreachable (no report yet); last contact 5 s ago, lease expires in 55 s. To do: the node must report its status
            """);
    assertThat(rig.cluster.explain(Rig.OTHER)).isEmpty();
  }

  @Test
  void text_tells_an_expiry_a_failed_policy_and_a_held_improvement() {
    Rig held = new Rig(builder -> builder.holdDown(Duration.ofMinutes(2)), NAMED);
    held.join(1, ElementState.NORMAL);
    held.report(1, ElementState.DOWN);
    held.report(1, ElementState.NORMAL);
    assertThat(held.cluster.explain(Rig.SERVICE).orElseThrow().text())
        .contains("  improves to Normal in 2 min unless a worse verdict comes (hold-down)");
    held.passSeconds(90);
    held.cluster.setStatusPolicy(
        Rig.SERVICE,
        view -> {
          throw new IllegalStateException("broken");
        });
    assertThat(held.cluster.explain(Rig.SERVICE).orElseThrow().text())
        .contains(
            "    the policy threw: IllegalStateException: broken; any-up evaluates until it"
                + " succeeds. To do: mend or replace the policy",
            "esrp1.state.pa.us Unreachable (lease expired); last contact 1 min 30 s ago, lease"
                + " expired. To do: the node must renew, report or register");
  }
}
