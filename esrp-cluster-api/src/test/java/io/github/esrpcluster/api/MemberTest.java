package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The effective state follows from lease, override and report, and from nothing else. */
class MemberTest {
  private static final Registration REGISTRATION =
      Registration.builder(ServiceId.of("sip:esrp.example.org"), NodeId.of("esrp1.example.org"))
          .build();

  private static Member.Builder member() {
    return Member.builder(REGISTRATION);
  }

  private static OperatorOverride<ElementState> set(ElementState state) {
    return OperatorOverride.of(state, "jo", "");
  }

  static Stream<ElementState> reportable() {
    return Stream.of(ElementState.values()).filter(state -> state != ElementState.UNREACHABLE);
  }

  @Test
  void without_a_report_it_is_unreachable_and_awaited() {
    assertThat(member().build().state()).isEqualTo(ElementState.UNREACHABLE);
    assertThat(member().build().liveness()).isEqualTo(Liveness.AWAITING_STATUS);
  }

  @ParameterizedTest
  @EnumSource(value = ElementState.class, mode = EnumSource.Mode.EXCLUDE, names = "UNREACHABLE")
  void with_a_lease_the_report_counts_without_one_it_does_not(ElementState reported) {
    Member live = member().report(reported).build();
    assertThat(live.state()).isEqualTo(reported);
    assertThat(live.liveness())
        .isEqualTo(reported == ElementState.GOING_DOWN ? Liveness.DRAINING : Liveness.LIVE);
    Member silent = member().report(reported).expired().build();
    assertThat(silent.state()).isEqualTo(ElementState.UNREACHABLE);
    assertThat(silent.liveness()).isEqualTo(Liveness.EXPIRED);
    assertThat(silent.report()).as("never erased").isPresent();
  }

  @ParameterizedTest
  @EnumSource(ElementState.class)
  void an_override_counts_with_a_lease_whatever_is_reported(ElementState set) {
    reportable()
        .forEach(
            reported ->
                assertThat(member().report(reported).override(set(set)).build().state())
                    .isEqualTo(set));
    assertThat(member().override(set(set)).build().state()).isEqualTo(set);
  }

  @ParameterizedTest
  @EnumSource(ElementState.class)
  void without_a_lease_only_an_override_that_takes_it_out_counts(ElementState set) {
    Member silent = member().report(ElementState.NORMAL).override(set(set)).expired().build();
    assertThat(silent.state()).isEqualTo(set.takesCalls() ? ElementState.UNREACHABLE : set);
    assertThat(silent.administrativelyDown()).isEqualTo(!set.takesCalls());
  }

  @Test
  void a_registrations_first_status_is_its_first_report() {
    Registration ready =
        Registration.builder(REGISTRATION.service(), REGISTRATION.node())
            .status(ElementState.NORMAL)
            .build();
    assertThat(Member.builder(ready).build().state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void what_it_registered_and_reported_is_seen_on_it() {
    NodeStatus report =
        NodeStatus.builder(REGISTRATION.node(), ElementState.NORMAL)
            .load(0.5)
            .posture(SecurityPosture.YELLOW)
            .build();
    Member told = member().report(report).epoch(4).build();

    assertThat(told.epoch()).isEqualTo(4);
    assertThat(told.contact()).isEqualTo("sip:esrp1.example.org");
    assertThat(told.load()).hasValue(0.5);
    assertThat(told.posture()).contains(SecurityPosture.YELLOW);
    assertThat(told).hasToString("Member[esrp1.example.org Normal LIVE]");
    assertThat(member().build().load()).isEmpty();
  }

  @Test
  void two_members_are_equal_only_if_the_same_is_known_of_them() {
    Member normal = member().report(ElementState.NORMAL).build();

    assertThat(normal)
        .isEqualTo(member().report(ElementState.NORMAL).build())
        .hasSameHashCodeAs(member().report(ElementState.NORMAL).build());
    assertThat(
            Stream.of(
                normal,
                member().build(),
                member().report(ElementState.NORMAL).epoch(2).build(),
                member().report(ElementState.NORMAL).expired().build(),
                member()
                    .report(NodeStatus.of(REGISTRATION.node(), ElementState.NORMAL, "well"))
                    .build(),
                member().report(ElementState.NORMAL).override(set(ElementState.NORMAL)).build()))
        .doesNotHaveDuplicates();
    assertThat(normal.hashCode()).isNotEqualTo(member().build().hashCode());
  }

  /** A slip in a vendor's test made a member of what another node had said, and nobody told. */
  @Test
  void the_report_of_another_node_is_refused() {
    NodeStatus others = NodeStatus.of(NodeId.of("esrp2.example.org"), ElementState.DOWN);

    assertThatThrownBy(() -> member().report(others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("esrp2.example.org", "esrp1.example.org");
  }

  @Test
  void a_view_holds_members_of_its_service_only_and_each_once() {
    Member one = member().build();
    assertThatThrownBy(() -> ClusterView.of(REGISTRATION.service(), java.util.List.of(one, one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("esrp1.example.org stands twice");
    ServiceId other = ServiceId.of("sip:other.example.org");
    assertThatThrownBy(() -> ClusterView.of(other, java.util.List.of(one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("sip:esrp.example.org", "sip:other.example.org");
  }
}
