package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Members in assumed states, as a policy sees them. */
class SimulateTest {
  private static final int LEASE_SECONDS = 60;

  /** The last members that the policy saw. */
  private final List<Member> seen = new ArrayList<>();

  private final StatusPolicy remembering =
      view -> {
        seen.clear();
        seen.addAll(view.members());
        return Verdict.of(ServiceState.PARTIAL, Integer.toHexString(described(view).hashCode()));
      };

  private static List<List<Object>> described(ClusterView view) {
    return view.members().stream()
        .map(
            member ->
                Stream.<Object>of(
                        member.registration(),
                        member.epoch(),
                        member.state(),
                        member.liveness(),
                        member.report(),
                        member.override())
                    .toList())
        .toList();
  }

  private final Rig rig = new Rig(builder -> builder, remembering);

  private static NodeStatus full(int number, ElementState state) {
    return NodeStatus.builder(Rig.node(number), state)
        .reason("cpu")
        .load(0.95)
        .posture(SecurityPosture.ORANGE)
        .sequence(3)
        .build();
  }

  private Member assumed(ElementState state) {
    rig.cluster.simulate(Rig.SERVICE, Map.of(Rig.node(1), state));
    return seen.get(0);
  }

  private Member present() {
    return rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(0);
  }

  @Test
  void policy_by_load_sees_the_load_of_an_assumed_member() {
    // Two nodes at load 0.95 were Overloaded by their load, and the simulation with one of them in
    // the state it was in said Normal.
    StatusPolicy byLoad =
        view ->
            view.members().stream().anyMatch(member -> member.load().orElse(0) < 0.9)
                ? Verdict.normal()
                : Verdict.of(ServiceState.OVERLOADED, "all nodes are full");
    Rig loaded = new Rig(builder -> builder, byLoad);
    for (int number = 1; number <= 2; number++) {
      loaded.join(number);
      loaded.report(full(number, ElementState.NORMAL));
    }
    for (ElementState state :
        List.of(ElementState.NORMAL, ElementState.SERVICE_DISRUPTION, ElementState.UNREACHABLE)) {
      assertThat(loaded.cluster.simulate(Rig.SERVICE, Map.of(Rig.node(1), state)).state())
          .as(state.token())
          .isEqualTo(ServiceState.OVERLOADED);
    }
  }

  @Test
  void assumed_report_keeps_load_and_posture() {
    rig.cluster.register(Rig.registration(1).weight(7).site("east").build());
    rig.report(full(1, ElementState.NORMAL));
    Member assumed = assumed(ElementState.OVERLOADED);
    assertThat(assumed.registration()).isEqualTo(present().registration());
    assertThat(assumed.epoch()).isEqualTo(present().epoch());
    assertThat(assumed.state()).isEqualTo(ElementState.OVERLOADED);
    assertThat(assumed.liveness()).isEqualTo(Liveness.LIVE);
    assertThat(assumed.load()).hasValue(0.95);
    assertThat(assumed.posture()).contains(SecurityPosture.ORANGE);
    assertThat(assumed.report().orElseThrow().reason()).as("of the other state").isEmpty();
  }

  @Test
  void assumed_expiry_keeps_report_and_override() {
    rig.join(1);
    rig.report(full(1, ElementState.NORMAL));
    rig.cluster.override(
        Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.SERVICE_DISRUPTION, "jo", ""));
    Member assumed = assumed(ElementState.UNREACHABLE);
    assertThat(assumed.state()).isEqualTo(ElementState.UNREACHABLE);
    assertThat(assumed.liveness()).isEqualTo(Liveness.EXPIRED);
    assertThat(assumed.report()).isEqualTo(present().report());
    assertThat(assumed.override()).isEqualTo(present().override());
  }

  @Test
  void assumed_recovery_keeps_an_override_to_that_state() {
    rig.join(1);
    rig.report(full(1, ElementState.OVERLOADED));
    rig.cluster.override(
        Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.NORMAL, "jo", ""));
    rig.passSeconds(LEASE_SECONDS + 1);
    assertThat(present().state()).isEqualTo(ElementState.UNREACHABLE);
    Member assumed = assumed(ElementState.NORMAL);
    assertThat(assumed.state()).isEqualTo(ElementState.NORMAL);
    assertThat(assumed.liveness()).isEqualTo(Liveness.LIVE);
    assertThat(assumed.report()).isEqualTo(present().report());
    assertThat(assumed.override()).isEqualTo(present().override());
  }

  @Test
  void assumed_state_lifts_an_override_that_contradicts_it() {
    rig.join(1);
    rig.report(full(1, ElementState.OVERLOADED));
    rig.cluster.override(
        Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.DOWN, "jo", ""));
    for (ElementState state : ElementState.values()) {
      Member assumed = assumed(state);
      assertThat(assumed.state()).isEqualTo(state);
      assertThat(assumed.override().isPresent()).isEqualTo(state == ElementState.DOWN);
      assertThat(assumed.load()).hasValue(0.95);
    }
    assertThat(assumed(ElementState.OVERLOADED).report()).isEqualTo(present().report());
  }

  /** One member of a cluster: what it reports, what an operator set, whether its lease runs. */
  record Case(
      @Nullable ElementState reported,
      boolean details,
      @Nullable ElementState override,
      boolean expired,
      boolean assumed) {}

  @Provide
  Arbitrary<List<Case>> clusters() {
    Arbitrary<ElementState> states = Arbitraries.of(ElementState.class);
    return Combinators.combine(
            states.filter(state -> state != ElementState.UNREACHABLE).injectNull(0.2),
            Arbitraries.of(true, false),
            states.injectNull(0.5),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(Case::new)
        .list();
  }

  @Property(tries = 300)
  void present_states_give_the_verdict_on_the_view(
      @ForAll("clusters") @Size(min = 1, max = 5) List<Case> cases) {
    Rig drawn = new Rig(builder -> builder, remembering);
    join(drawn, cases, true);
    drawn.passSeconds(LEASE_SECONDS + 1);
    join(drawn, cases, false);
    ClusterView view = drawn.cluster.view(Rig.SERVICE).orElseThrow();
    Map<NodeId, ElementState> present = new HashMap<>();
    for (Member member : view.members()) {
      if (cases.get(numberOf(member)).assumed()) {
        present.put(member.node(), member.state());
      }
    }
    Verdict verdict = remembering.evaluate(view);
    assertThat(drawn.cluster.simulate(Rig.SERVICE, present)).isEqualTo(verdict);
    assertThat(seen).containsExactlyElementsOf(view.members());
  }

  @Property(tries = 300)
  void assumed_member_is_in_the_assumed_state(
      @ForAll("clusters") @Size(1) List<Case> one, @ForAll ElementState state) {
    Rig drawn = new Rig(builder -> builder, remembering);
    join(drawn, one, one.get(0).expired());
    if (one.get(0).expired()) {
      drawn.passSeconds(LEASE_SECONDS + 1);
    }
    Member before = drawn.cluster.view(Rig.SERVICE).orElseThrow().members().get(0);
    drawn.cluster.simulate(Rig.SERVICE, Map.of(before.node(), state));
    Member assumed = seen.get(0);
    assertThat(assumed.state()).isEqualTo(state);
    assertThat(assumed.registration()).isEqualTo(before.registration());
    assertThat(assumed.epoch()).isEqualTo(before.epoch());
    assertThat(assumed.load()).isEqualTo(before.load());
    assertThat(assumed.posture()).isEqualTo(before.posture());
    assertThat(assumed.override()).isIn(before.override(), Optional.empty());
  }

  private static void join(Rig rig, List<Case> cases, boolean expired) {
    for (int i = 0; i < cases.size(); i++) {
      if (cases.get(i).expired() == expired) {
        join(rig, i + 1, cases.get(i));
      }
    }
  }

  private static void join(Rig rig, int number, Case drawn) {
    Registration.Builder registration = Rig.registration(number);
    if (drawn.reported() != null) {
      registration.status(
          drawn.details()
              ? full(number, drawn.reported())
              : NodeStatus.of(Rig.node(number), drawn.reported()));
    }
    rig.cluster.register(registration.build());
    if (drawn.override() != null) {
      rig.cluster.override(
          Rig.SERVICE, Rig.node(number), OperatorOverride.of(drawn.override(), "jo", ""));
    }
    rig.time.settle();
  }

  /** Returns the place of the member's case. */
  private static int numberOf(Member member) {
    return Integer.parseInt(member.node().toString().substring(4, 5)) - 1;
  }
}
