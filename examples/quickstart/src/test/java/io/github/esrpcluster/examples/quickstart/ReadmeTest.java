package io.github.esrpcluster.examples.quickstart;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.policies.StatusPolicies;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import io.github.esrpcluster.testkit.RecordingPublisher;
import io.github.esrpcluster.testkit.VirtualTime;
import io.github.esrpcluster.testkit.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java of the project's README, compiled and run: each of its blocks must stand here. */
class ReadmeTest {
  @Test
  void the_first_example() {
    RecordingPublisher upstream = RecordingPublisher.succeeding();

    ClusterManager cluster =
        InMemoryClusterManager.builder()
            .statusPolicy(StatusPolicies.majority())
            .publisher(upstream) // a ServiceStatusPublisher
            .build();

    ServiceId service = ServiceId.of("sip:esrp.state.pa.us");
    NodeId node = NodeId.of("esrp1.state.pa.us");
    Lease lease =
        cluster.register(Registration.builder(service, node).contact("sip:10.0.0.1:5061").build());
    cluster.report(NodeStatus.of(node, ElementState.NORMAL));
    RoutingDecision next = cluster.route(service);

    assertThat(next.member().orElseThrow().contact()).isEqualTo("sip:10.0.0.1:5061");
    assertThat(lease.renew()).isEqualTo(RenewalOutcome.RENEWED);
    cluster.close();
    assertThat(upstream.states(service)).endsWith(ServiceState.GOING_DOWN);
  }

  @Test
  void a_policy_of_ones_own() {
    StatusPolicy everySite =
        view ->
            StatusPrecedence.verdict(
                view.tally(),
                view.sites().values().stream()
                    .allMatch(site -> site.count(ElementState.NORMAL) > 0),
                "a normal node in each site");

    ClusterView view =
        ClusterViewBuilder.of("sip:esrp.example.org")
            .site("east")
            .normal(2)
            .site("west")
            .down(1)
            .build();
    assertThat(everySite.evaluate(view)).isPartial().hasReasonContaining("each site");

    VirtualTime time = new VirtualTime();
    RecordingPublisher upstream = RecordingPublisher.succeeding();
    ClusterManager cluster =
        InMemoryClusterManager.builder()
            .statusPolicy(everySite)
            .publisher(upstream)
            .timeSource(time)
            .executor(time)
            .scheduler(time)
            .build();
    Scenario.of(time, cluster)
        .service("sip:esrp.example.org")
        .node("esrp1", asks -> asks.site("east"))
        .node("esrp2", asks -> asks.site("west"))
        .allNormal()
        .expectStatus(ServiceState.NORMAL)
        .disconnect("esrp2")
        .pass(Duration.ofSeconds(62)) // its lease runs out
        .expectStatus(ServiceState.PARTIAL)
        .expectRouteTo("esrp1");
    assertThat(upstream)
        .hasNotified(ServiceState.DOWN, ServiceState.NORMAL, ServiceState.PARTIAL)
        .lastNotified()
        .counts(1, ElementState.UNREACHABLE);
  }

  @Test
  void every_java_block_of_the_readme_stands_in_this_file() throws IOException {
    String here = "src/test/java/" + ReadmeTest.class.getName().replace('.', '/') + ".java";
    String source = withoutSpace(Files.readString(Path.of(here)));
    List<String> blocks =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../../README.md")))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    assertThat(blocks).hasSize(4);
    assertThat(blocks).allSatisfy(block -> assertThat(source).contains(withoutSpace(block)));
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }
}
