package io.github.esrpcluster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.esrpcluster.api.NodeId;
import org.junit.jupiter.api.Test;

class NodesTest {
  @Test
  void name_without_a_dot_is_in_the_example_domain() {
    assertThat(Nodes.named("esrp1")).isEqualTo(NodeId.of("esrp1.example.org"));
    assertThat(Nodes.shortName(NodeId.of("esrp1.example.org"))).isEqualTo("esrp1");
  }

  @Test
  void other_name_is_used_as_it_is() {
    assertThat(Nodes.named("esrp1.state.pa.us")).isEqualTo(NodeId.of("esrp1.state.pa.us"));
    assertThat(Nodes.shortName(NodeId.of("esrp1.state.pa.us"))).isEqualTo("esrp1.state.pa.us");
    assertThat(Nodes.shortName(NodeId.of("a.b.example.org"))).isEqualTo("a.b.example.org");
  }

  @Test
  void invalid_name_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nodes.named("esrp 1"))
        .withMessageContaining("esrp 1.example.org");
    assertThatNullPointerException()
        .isThrownBy(() -> Nodes.named(null))
        .withMessage("name of a node");
  }
}
