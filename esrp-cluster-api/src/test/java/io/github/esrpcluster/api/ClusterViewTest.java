package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
  void view_counts_members_and_weights_by_state() {
    Tally tally = ClusterView.of(SERVICE, List.of(HEAVY, LIGHT)).tally();

    assertThat(tally.count(ElementState.NORMAL)).isEqualTo(1);
    assertThat(tally.weight(ElementState.NORMAL)).isEqualTo(60);
    assertThat(tally.weight(ElementState.DOWN)).isEqualTo(40);
    assertThat(tally.weight()).isEqualTo(100);
  }

  @Test
  void view_has_its_service_and_previous_verdict() {
    ClusterView view = ClusterView.of(SERVICE, List.of(HEAVY), Verdict.normal());

    assertThat(view.service()).isEqualTo(SERVICE);
    assertThat(view.previous()).contains(Verdict.normal());
    assertThat(view).hasToString("ClusterView[" + SERVICE + " 1 member: 1 Normal]");
  }

  @Test
  void site_view_has_the_same_service_and_one_site() {
    ClusterView east = ClusterView.of(SERVICE, List.of(HEAVY, LIGHT)).ofSite(Optional.of("east"));

    assertThat(east.service()).isEqualTo(SERVICE);
    assertThat(east.sites()).containsOnlyKeys(Optional.of("east")).containsValue(east.tally());
    assertThat(east)
        .hasToString("ClusterView[" + SERVICE + " site \"east\" 2 members: 1 Normal, 1 Down]");
  }

  @Test
  void views_are_equal_only_if_all_values_are() {
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
  void site_view_has_its_members_and_no_previous_verdict() {
    Member elsewhere =
        Member.builder(Registration.builder(SERVICE, NodeId.of("c.example.org")).build()).build();
    ClusterView view = ClusterView.of(SERVICE, List.of(HEAVY, LIGHT, elsewhere), Verdict.normal());

    assertThat(view.sites()).containsOnlyKeys(Optional.of("east"), Optional.empty());
    assertThat(view.ofSite(Optional.of("east")).members()).containsExactly(HEAVY, LIGHT);
    assertThat(view.ofSite(Optional.of("east")).previous()).isEmpty();
  }

  @Test
  void members_without_a_site_have_a_view_of_their_own() {
    Member elsewhere =
        Member.builder(Registration.builder(SERVICE, NodeId.of("c.example.org")).build()).build();
    ClusterView none = ClusterView.of(SERVICE, List.of(HEAVY, elsewhere)).ofSite(Optional.empty());

    assertThat(none.members()).containsExactly(elsewhere);
    assertThat(none.tally()).isEqualTo(Tally.of(List.of(elsewhere)));
    assertThat(none)
        .hasToString("ClusterView[" + SERVICE + " without a site 1 member: 1 Unreachable]");
  }

  @Test
  void site_without_members_has_an_empty_view() {
    ClusterView west = ClusterView.of(SERVICE, List.of(HEAVY)).ofSite(Optional.of("west"));

    assertThat(west.members()).isEmpty();
    assertThat(west.tally().isEmpty()).isTrue();
    assertThat(west.sites()).isEmpty();
  }
}
