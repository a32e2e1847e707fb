package io.github.esrpcluster.testkit.assertions;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.*;
import static org.assertj.core.api.Assertions.*;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import io.github.esrpcluster.testkit.RecordingListener;
import io.github.esrpcluster.testkit.RecordingPublisher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Compiles only if no call is ambiguous while both classes are imported with a wildcard. */
class StarImportsTest {
  private final ClusterView view = ClusterViewBuilder.of("sip:esrp.example.org").normal(1).build();

  @Test
  void assertions_of_this_package_are_not_ambiguous() {
    Member member = view.members().get(0);
    ServiceStatus status = ServiceStatus.builder(view.service(), Verdict.normal()).build();
    RecordingPublisher publisher = RecordingPublisher.succeeding();
    publisher.publish(status);

    assertThat(view).hasMembers(1);
    assertThat(member).isLive();
    assertThat(Verdict.normal()).isNormal();
    assertThat(status).isNormal();
    RoutingDecision decision = new RoutingDecision.Routed(member, RoutingDecision.Mode.NORMAL);
    assertThat(decision).normally();
    assertThat(publisher).about(view.service()).lastNotified().isNormal();
    assertThat(new RecordingListener()).hasNotReceived(ClusterEvent.LeaseExpired.class);
  }

  @Test
  void assertions_of_assertj_are_not_ambiguous() {
    NodeId node = NodeId.of("esrp1.example.org");

    assertThat("text").startsWith("t");
    assertThat(1).isPositive();
    assertThat(0.5).isCloseTo(0.4, within(0.2));
    assertThat(true).isTrue();
    assertThat(List.of(1, 2)).containsExactly(1, 2);
    assertThat(Map.of("a", 1)).containsKey("a");
    assertThat(Optional.of(1)).hasValue(1);
    assertThat(node).isLessThan(NodeId.of("esrp2.example.org"));
    assertThat(new Object[] {node}).hasSize(1);
    assertThat(CompletableFuture.completedFuture(1)).isCompleted();
    assertThat((Object) Verdict.normal()).isEqualTo(Verdict.normal());
    assertThatThrownBy(() -> NodeId.of("")).isInstanceOf(IllegalArgumentException.class);
    assertThatNullPointerException().isThrownBy(() -> ClusterViewBuilder.of((String) null));
  }
}
