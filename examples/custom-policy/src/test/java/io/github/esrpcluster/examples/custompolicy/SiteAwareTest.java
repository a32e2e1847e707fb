package io.github.esrpcluster.examples.custompolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks each row of the policy's table on a built view. */
class SiteAwareTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final SiteAware POLICY = new SiteAware(List.of("east", "west"), 0.9, 0.7);

  @Test
  void lost_nodes_are_not_a_lost_site() {
    assertState(eastAnd().normal(2).down(2), ServiceState.NORMAL);
    assertState(eastAnd().normal(1).down(2), ServiceState.PARTIAL);
    assertState(eastAnd().disrupted(3), ServiceState.PARTIAL);
  }

  @Test
  void lost_site_is_a_major_incident() {
    ClusterView westIsDown = eastAnd().down(3).build();
    ClusterView westIsGone = ClusterViewBuilder.of(SERVICE).site("east").normal(3).build();
    Verdict lost = Verdict.of(ServiceState.MAJOR_INCIDENT_IN_PROGRESS, "lost: west");

    assertThat(POLICY.evaluate(westIsDown)).isEqualTo(lost);
    assertThat(POLICY.evaluate(westIsGone)).isEqualTo(lost);
  }

  @Test
  void lost_site_that_is_not_named_is_ignored() {
    assertState(eastAnd().normal(3).site("north").down(3), ServiceState.NORMAL);
  }

  @Test
  void precedence_decides_if_no_member_takes_calls() {
    assertState(ClusterViewBuilder.of(SERVICE), ServiceState.DOWN);
    assertState(
        ClusterViewBuilder.of(SERVICE).site("east").overloaded(1).down(1), ServiceState.OVERLOADED);
    assertState(ClusterViewBuilder.of(SERVICE).site("east").goingDown(2), ServiceState.GOING_DOWN);
  }

  @ParameterizedTest
  @CsvSource({"0.89, NORMAL", "0.9, OVERLOADED", "1.5, OVERLOADED"})
  void service_is_overloaded_if_all_members_are_full(double load, ServiceState expected) {
    assertState(loaded("east", 0.95, "west", load), expected);
  }

  @ParameterizedTest
  @CsvSource({"0.69, NORMAL", "0.7, OVERLOADED", "0.89, OVERLOADED"})
  void service_stays_overloaded_until_a_member_has_room(double load, ServiceState expected) {
    Verdict overloaded = Verdict.of(ServiceState.OVERLOADED, "");

    assertState(loaded("east", 0.95, "west", load).previous(overloaded), expected);
  }

  @Test
  void invalid_arguments_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SiteAware(List.of(), 0.9, 0.7))
        .withMessage("no sites: name the sites that must not be lost");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SiteAware(List.of("east"), 0.7, 0.9))
        .withMessage("roomAgainAt 0.9 is out of range: use more than 0 and at most fullAt 0.7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SiteAware(List.of("east"), Double.NaN, 0.9));
  }

  private static ClusterViewBuilder eastAnd() {
    return ClusterViewBuilder.of(SERVICE).site("east").normal(3).site("west");
  }

  private static ClusterViewBuilder loaded(
      String site, double load, String other, double otherLoad) {
    return ClusterViewBuilder.of(SERVICE)
        .member(loaded(site, load))
        .member(loaded(other, otherLoad));
  }

  private static Member loaded(String site, double load) {
    NodeId node = NodeId.of("esrp." + site + ".example.org");
    return Member.builder(Registration.builder(SERVICE, node).site(site).build())
        .report(NodeStatus.builder(node, ElementState.NORMAL).load(load).build())
        .build();
  }

  private static void assertState(ClusterViewBuilder view, ServiceState expected) {
    assertThat(POLICY.evaluate(view.build()).state()).isEqualTo(expected);
  }
}
