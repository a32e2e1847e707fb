package io.github.esrpcluster.api;

import static io.github.esrpcluster.api.ElementState.DOWN;
import static io.github.esrpcluster.api.ElementState.GOING_DOWN;
import static io.github.esrpcluster.api.ElementState.NORMAL;
import static io.github.esrpcluster.api.ElementState.OVERLOADED;
import static io.github.esrpcluster.api.ElementState.SCHEDULED_MAINTENANCE;
import static io.github.esrpcluster.api.ElementState.SERVICE_DISRUPTION;
import static io.github.esrpcluster.api.ElementState.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.internal.CountedTally;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the published table. */
class StatusPrecedenceTest {
  static Stream<Arguments> rows() {
    return Stream.of(
        row(ServiceState.DOWN, false),
        row(ServiceState.DOWN, true),
        row(ServiceState.NORMAL, true, NORMAL),
        row(ServiceState.NORMAL, true, NORMAL, SERVICE_DISRUPTION, DOWN, UNREACHABLE),
        row(ServiceState.PARTIAL, false, NORMAL),
        row(ServiceState.PARTIAL, false, NORMAL, OVERLOADED, GOING_DOWN),
        row(ServiceState.PARTIAL, true, SERVICE_DISRUPTION),
        row(ServiceState.PARTIAL, false, SERVICE_DISRUPTION, OVERLOADED, DOWN),
        row(ServiceState.OVERLOADED, false, OVERLOADED),
        row(ServiceState.OVERLOADED, true, OVERLOADED, GOING_DOWN, DOWN, SCHEDULED_MAINTENANCE),
        row(ServiceState.GOING_DOWN, false, GOING_DOWN),
        row(ServiceState.GOING_DOWN, true, GOING_DOWN, DOWN, UNREACHABLE, SCHEDULED_MAINTENANCE),
        row(ServiceState.SCHEDULED_MAINTENANCE_DOWN, false, SCHEDULED_MAINTENANCE),
        row(
            ServiceState.SCHEDULED_MAINTENANCE_DOWN,
            true,
            SCHEDULED_MAINTENANCE,
            SCHEDULED_MAINTENANCE),
        row(ServiceState.DOWN, true, SCHEDULED_MAINTENANCE, UNREACHABLE),
        row(ServiceState.DOWN, true, SCHEDULED_MAINTENANCE, DOWN),
        row(ServiceState.DOWN, true, DOWN, UNREACHABLE));
  }

  private static Arguments row(ServiceState verdict, boolean enough, ElementState... members) {
    return Arguments.of(List.of(members), enough, verdict);
  }

  private static Tally tally(List<ElementState> members) {
    CountedTally tally = CountedTally.empty();
    for (ElementState state : members) {
      tally = tally.plus(state, 1);
    }
    return tally;
  }

  @ParameterizedTest(name = "{0}, enough: {1} -> {2}")
  @MethodSource("rows")
  void members_give_the_state_of_the_first_matching_row(
      List<ElementState> members, boolean enough, ServiceState verdict) {
    assertThat(StatusPrecedence.state(tally(members), enough)).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0}, enough: {1} -> {2}")
  @MethodSource("rows")
  void only_normal_has_an_empty_reason(
      List<ElementState> members, boolean enough, ServiceState verdict) {
    String reason = StatusPrecedence.verdict(tally(members), enough, "2 of 3").reason();
    assertThat(reason.isEmpty()).isEqualTo(verdict == ServiceState.NORMAL);
    if (!reason.isEmpty()) {
      assertThat(reason).isEqualTo(reason(members));
    }
  }

  private static String reason(List<ElementState> members) {
    if (members.isEmpty()) {
      return "no node is registered";
    }
    return members.stream().anyMatch(ElementState::takesCalls)
        ? "needed: 2 of 3"
        : "no node takes calls";
  }

  @Test
  void need_is_no_reason_while_no_node_takes_calls() {
    // At a start each node that joined changed the need, so upstream received one Down for each:
    // needed: 1 of 1 nodes, 2 of 2, 2 of 3.
    Verdict one = StatusPrecedence.verdict(tally(List.of(UNREACHABLE)), false, "1 of 1");
    assertThat(StatusPrecedence.verdict(tally(List.of(UNREACHABLE, DOWN)), false, "2 of 2"))
        .isEqualTo(one)
        .isEqualTo(Verdict.of(ServiceState.DOWN, "no node takes calls"));
  }

  @Test
  void without_a_need_calls_that_are_taken_give_no_reason() {
    assertThat(StatusPrecedence.verdict(tally(List.of(NORMAL)), false, ""))
        .isEqualTo(Verdict.of(ServiceState.PARTIAL, ""));
    assertThat(StatusPrecedence.verdict(Tally.empty(), false, "").reason())
        .isEqualTo("no node is registered");
  }

  @Property
  void state_is_publishable_and_normal_only_with_a_normal_member(
      @ForAll List<ElementState> members, @ForAll boolean enough) {
    ServiceState state = StatusPrecedence.state(tally(members), enough);
    assertThat(state.publishable()).isTrue();
    assertThat(state == ServiceState.NORMAL && !members.contains(NORMAL)).isFalse();
  }
}
