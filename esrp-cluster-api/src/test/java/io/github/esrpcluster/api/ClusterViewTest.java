package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.internal.CountedTally;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a policy sees. */
class ClusterViewTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final Member HEAVY = member("a.example.org", 60, ElementState.NORMAL);
  private static final Member LIGHT = member("b.example.org", 40, ElementState.DOWN);

  private static Member member(String node, int weight, ElementState state) {
    return Member.builder(
            Registration.builder(SERVICE, NodeId.of(node)).weight(weight).site("east").build())
        .report(state)
        .build();
  }

  @Test
  void a_view_counts_its_members_and_their_weights_by_state() {
    Tally tally = ClusterView.of(SERVICE, List.of(HEAVY, LIGHT)).tally();

    assertThat(tally.count(ElementState.NORMAL)).isEqualTo(1);
    assertThat(tally.weight(ElementState.NORMAL)).isEqualTo(60);
    assertThat(tally.weight(ElementState.DOWN)).isEqualTo(40);
    assertThat(tally.weight()).isEqualTo(100);
  }

  @Test
  void a_view_remembers_its_service_and_what_was_found_before() {
    ClusterView view = ClusterView.of(SERVICE, List.of(HEAVY), Verdict.normal());

    assertThat(view.service()).isEqualTo(SERVICE);
    assertThat(view.previous()).contains(Verdict.normal());
    assertThat(view).hasToString("ClusterView[" + SERVICE + " 1 member: 1 Normal]");
  }

  @Test
  void a_site_is_a_view_of_the_same_service_with_one_site() {
    ClusterView east = ClusterView.of(SERVICE, List.of(HEAVY, LIGHT)).ofSite(Optional.of("east"));

    assertThat(east.service()).isEqualTo(SERVICE);
    assertThat(east.sites()).containsOnlyKeys(Optional.of("east")).containsValue(east.tally());
    assertThat(east)
        .hasToString("ClusterView[" + SERVICE + " site \"east\" 2 members: 1 Normal, 1 Down]");
  }

  @Test
  void two_views_are_equal_only_if_a_policy_sees_the_same_in_them() {
    ClusterView view = ClusterView.of(SERVICE, List.of(HEAVY));

    assertThat(view)
        .isEqualTo(ClusterView.of(SERVICE, List.of(HEAVY)))
        .hasSameHashCodeAs(ClusterView.of(SERVICE, List.of(HEAVY)))
        .isNotEqualTo(ClusterView.of(SERVICE, List.of(LIGHT)))
        .isNotEqualTo(ClusterView.of(SERVICE, List.of(HEAVY), Verdict.normal()));
    assertThat(ClusterView.of(SERVICE, List.of()))
        .isNotEqualTo(ClusterView.of(ServiceId.of("sip:b.example.org"), List.of()));
    assertThat(view.hashCode()).isNotEqualTo(ClusterView.of(SERVICE, List.of(LIGHT)).hashCode());
  }

  @Test
  void two_tallies_are_equal_only_if_they_count_the_same() {
    CountedTally one = CountedTally.empty().plus(ElementState.NORMAL, 1);

    assertThat(one)
        .isEqualTo(CountedTally.empty().plus(ElementState.NORMAL, 1))
        .hasSameHashCodeAs(CountedTally.empty().plus(ElementState.NORMAL, 1))
        .isNotEqualTo(CountedTally.empty().plus(ElementState.NORMAL, 2))
        .isNotEqualTo(CountedTally.empty().plus(ElementState.DOWN, 1));
    assertThat(one.hashCode()).isNotEqualTo(Tally.empty().hashCode());
  }
}
