package io.github.esrpcluster.examples.custompolicy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.testkit.RecordingPublisher;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the policy in a manager in virtual time and checks the published states. */
class SiteAwareInAClusterTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final NodeId EAST = NodeId.of("esrp.east.example.org");
  private static final NodeId WEST = NodeId.of("esrp.west.example.org");

  private final VirtualTime time = new VirtualTime();
  private final RecordingPublisher publisher = RecordingPublisher.succeeding();
  private final ClusterManager cluster =
      InMemoryClusterManager.builder()
          .statusPolicy(new SiteAware(List.of("east", "west"), 0.9, 0.7))
          .publisher(publisher)
          .timeSource(time)
          .executor(time)
          .scheduler(time)
          .build();

  @BeforeEach
  void both_sites_are_up() {
    join(EAST, "east");
    join(WEST, "west");
    time.settle();
    assertThat(publisher.last(SERVICE).state()).isEqualTo(ServiceState.NORMAL);
    publisher.clear();
  }

  @Test
  void expired_site_is_a_major_incident_until_it_reports_again() {
    time.advance(Duration.ofSeconds(45));
    report(EAST, 0.2);
    time.advance(Duration.ofSeconds(45)); // the lease of the west expires
    report(WEST, 0.2);
    time.settle();

    assertThat(publisher.states(SERVICE))
        .containsExactly(ServiceState.MAJOR_INCIDENT_IN_PROGRESS, ServiceState.NORMAL);
  }

  @Test
  void load_near_the_threshold_causes_one_notification() {
    report(EAST, 0.95);
    for (double load : new double[] {0.91, 0.85, 0.92, 0.75, 0.9}) {
      report(WEST, load);
      time.advance(Duration.ofSeconds(1)); // more than max-rate delays a notification
    }

    assertThat(publisher.states(SERVICE)).containsExactly(ServiceState.OVERLOADED);
  }

  private void join(NodeId node, String site) {
    cluster.register(
        Registration.builder(SERVICE, node).site(site).status(ElementState.NORMAL).build());
  }

  private void report(NodeId node, double load) {
    cluster.report(NodeStatus.builder(node, ElementState.NORMAL).load(load).build());
  }
}
