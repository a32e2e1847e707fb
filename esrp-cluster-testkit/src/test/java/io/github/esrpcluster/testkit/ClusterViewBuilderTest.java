package io.github.esrpcluster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterViewBuilderTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");

  private final ClusterViewBuilder builder = ClusterViewBuilder.of("sip:esrp.example.org");

  @Test
  void view_without_members_is_empty() {
    ClusterView view = builder.build();
    assertThat(view.service()).isEqualTo(SERVICE);
    assertThat(view.members()).isEmpty();
    assertThat(view.previous()).isEmpty();
  }

  @Test
  void builder_counts_members_by_state() {
    ClusterView view =
        builder
            .normal(1)
            .disrupted(2)
            .overloaded(3)
            .goingDown(4)
            .inMaintenance(5)
            .down(6)
            .unreachable(7)
            .build();
    assertThat(view.tally())
        .hasToString(
            "28 members: 1 Normal, 2 ServiceDisruption, 3 Overloaded, 4 GoingDown,"
                + " 5 ScheduledMaintenance, 6 Down, 7 Unreachable");
    assertThat(view.tally().weight()).isEqualTo(28);
  }

  @ParameterizedTest
  @EnumSource(ElementState.class)
  void member_can_be_in_every_state(ElementState state) {
    ClusterView view = builder.nodes(2, state).node("other.example.org", state, 7).build();
    assertThat(view.tally().count(state)).isEqualTo(3);
    assertThat(view.tally().weight(state)).isEqualTo(9);
  }

  @Test
  void members_get_unique_names_after_their_state() {
    ClusterView view = builder.normal(2).goingDown(1).site("west").normal(1).build();
    assertThat(view.members())
        .extracting(member -> member.node().toString())
        .containsExactly(
            "normal1.example.org",
            "normal2.example.org",
            "going-down1.example.org",
            "normal3.example.org");
  }

  @Test
  void unreachable_member_reported_normal_before() {
    Member member = builder.unreachable(1).build().members().get(0);
    assertThat(member.liveness()).isEqualTo(Liveness.EXPIRED);
    assertThat(member.report().orElseThrow().state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void site_applies_to_the_members_that_follow() {
    ClusterView view = builder.normal(1).site("east").normal(2).site("west").down(3).build();
    assertThat(view.sites())
        .containsOnlyKeys(Optional.empty(), Optional.of("east"), Optional.of("west"));
    assertThat(view.ofSite(Optional.empty()).tally()).hasToString("1 member: 1 Normal");
    assertThat(view.ofSite(Optional.of("east")).tally()).hasToString("2 members: 2 Normal");
    assertThat(view.ofSite(Optional.of("west")).tally()).hasToString("3 members: 3 Down");
  }

  @Test
  void awaiting_member_counts_as_unreachable() {
    ClusterView view = builder.awaitingStatus(2).unreachable(1).build();
    assertThat(view.tally()).hasToString("3 members: 3 Unreachable");
    assertThat(view.members())
        .extracting(Member::liveness)
        .containsExactly(Liveness.AWAITING_STATUS, Liveness.AWAITING_STATUS, Liveness.EXPIRED);
    assertThat(view.members()).extracting(Member::node).contains(Nodes.named("awaiting2"));
  }

  @Test
  void overridden_member_has_the_state_of_the_override() {
    Member member =
        builder.overridden(1, ElementState.SCHEDULED_MAINTENANCE).build().members().get(0);
    assertThat(member.state()).isEqualTo(ElementState.SCHEDULED_MAINTENANCE);
    assertThat(member.administrativelyDown()).isTrue();
    assertThat(member.report().orElseThrow().state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void weight_and_preference_apply_to_the_members_that_follow() {
    ClusterView view =
        builder
            .normal(1)
            .weight(5)
            .preference(3)
            .normal(1)
            .awaitingStatus(1)
            .weight(2)
            .down(1)
            .build();
    assertThat(view.members()).extracting(Member::weight).containsExactly(1, 5, 5, 2);
    assertThat(view.members()).extracting(Member::preference).containsExactly(1, 3, 3, 3);
  }

  @Test
  void load_and_posture_apply_to_the_members_that_follow() {
    ClusterView view =
        builder.normal(1).load(0.9).posture(SecurityPosture.RED).normal(1).unreachable(1).build();
    assertThat(view.members())
        .extracting(Member::load)
        .containsExactly(OptionalDouble.empty(), OptionalDouble.of(0.9), OptionalDouble.of(0.9));
    assertThat(view.members())
        .extracting(Member::posture)
        .containsExactly(
            Optional.empty(), Optional.of(SecurityPosture.RED), Optional.of(SecurityPosture.RED));
  }

  @Test
  void names_may_be_short() {
    ClusterView view = builder.weight(4).node("esrp1", ElementState.NORMAL).build();
    Member member = view.members().get(0);
    assertThat(member.node()).isEqualTo(NodeId.of("esrp1.example.org"));
    assertThat(member.weight()).isEqualTo(4);
  }

  @Test
  void explicit_name_is_not_used_again() {
    ClusterView view = builder.node("normal2", ElementState.DOWN).normal(2).build();
    assertThat(view.members())
        .extracting(member -> Nodes.shortName(member.node()))
        .containsExactly("normal2", "normal1", "normal3");
  }

  @Test
  void builder_accepts_a_built_member() {
    Registration registration =
        Registration.builder(SERVICE, NodeId.of("esrp1.example.org")).preference(5).build();
    Member member = Member.builder(registration).build();
    assertThat(builder.member(member).build().members()).containsExactly(member);
  }

  @Test
  void view_has_the_previous_verdict() {
    Verdict verdict = Verdict.of(ServiceState.PARTIAL, "one of two");
    assertThat(builder.previous(verdict).build().previous()).isEqualTo(Optional.of(verdict));
    assertThat(builder.previous(ServiceState.DOWN).build().previous())
        .isEqualTo(Optional.of(Verdict.of(ServiceState.DOWN, "")));
  }

  @Test
  void builder_continues_without_changing_built_builder() {
    ClusterView before = builder.normal(1).build();
    ClusterView after = builder.down(1).build();
    assertThat(before.members()).hasSize(1);
    assertThat(after.members()).hasSize(2);
  }

  @Test
  void builder_refuses_invalid_values() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.down(-1))
        .withMessage("count -1 of down is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.site(" "))
        .withMessageContaining("site \" \" is blank");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.site(null))
        .withMessageContaining("members without one come before the first site");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.node("esrp1.example.org", ElementState.NORMAL, 0))
        .withMessageContaining("weight 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.weight(0))
        .withMessageContaining("weight 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.preference(6))
        .withMessageContaining("preference 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.load(-0.1))
        .withMessageContaining("load -0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.previous(ServiceState.UNREACHABLE))
        .withMessageContaining("Unreachable");
    assertThat(builder.build().members()).isEmpty();
  }
}
