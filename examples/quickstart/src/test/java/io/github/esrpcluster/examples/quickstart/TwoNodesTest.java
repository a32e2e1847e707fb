package io.github.esrpcluster.examples.quickstart;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import org.junit.jupiter.api.Test;

class TwoNodesTest {
  private final StatusPolicy twoNodes =
      view ->
          StatusPrecedence.verdict(
              view.tally(), view.tally().count(ElementState.NORMAL) >= 2, "2 nodes");

  @Test
  void one_of_three_nodes_is_partial() {
    ClusterView view = ClusterViewBuilder.of("sip:esrp.example.org").normal(1).down(2).build();
    assertThat(twoNodes.evaluate(view)).isPartial().hasReasonContaining("2 nodes");
  }
}
