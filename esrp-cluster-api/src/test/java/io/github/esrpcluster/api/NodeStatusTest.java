package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NodeStatusTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final NodeId NODE = NodeId.of("esrp1.example.org");

  private static NodeStatus.Builder status() {
    return NodeStatus.builder(NODE, ElementState.OVERLOADED);
  }

  private static NodeStatus full() {
    return status()
        .reason("too many calls")
        .service(SERVICE)
        .posture(SecurityPosture.ORANGE)
        .load(0.9)
        .sequence(7)
        .epoch(3)
        .build();
  }

  @Test
  void status_has_the_values_that_were_set() {
    NodeStatus status = full();

    assertThat(status.node()).isEqualTo(NODE);
    assertThat(status.state()).isEqualTo(ElementState.OVERLOADED);
    assertThat(status.reason()).isEqualTo("too many calls");
    assertThat(status.service()).contains(SERVICE);
    assertThat(status.posture()).contains(SecurityPosture.ORANGE);
    assertThat(status.load()).hasValue(0.9);
    assertThat(status.sequence()).hasValue(7);
    assertThat(status.epoch()).hasValue(3);
    assertThat(NodeStatus.of(NODE, ElementState.DOWN, "on fire").reason()).isEqualTo("on fire");
  }

  @Test
  void values_that_were_not_set_are_absent() {
    NodeStatus status = NodeStatus.of(NODE, ElementState.NORMAL);

    assertThat(status.reason()).isEmpty();
    assertThat(status.service()).isEmpty();
    assertThat(status.posture()).isEmpty();
    assertThat(status.load()).isEmpty();
    assertThat(status.sequence()).isEmpty();
    assertThat(status.epoch()).isEmpty();
  }

  @Test
  void zero_is_not_absence() {
    NodeStatus status = status().load(0).sequence(0).epoch(0).build();

    assertThat(status.load()).hasValue(0);
    assertThat(status.sequence()).hasValue(0);
    assertThat(status.epoch()).hasValue(0);
  }

  @Test
  void statuses_are_equal_only_if_all_values_are() {
    List<NodeStatus> unlike =
        List.of(
            full(),
            NodeStatus.of(NodeId.of("esrp2.example.org"), ElementState.OVERLOADED),
            NodeStatus.of(NODE, ElementState.DOWN),
            status().build(),
            status().reason("too many calls").build(),
            status().service(SERVICE).build(),
            status().posture(SecurityPosture.GREEN).build(),
            status().load(0).build(),
            status().sequence(0).build(),
            status().epoch(0).build());

    assertThat(unlike).doesNotHaveDuplicates();
    assertThat(full()).isEqualTo(full()).hasSameHashCodeAs(full());
    assertThat(full().hashCode()).isNotEqualTo(status().build().hashCode());
  }

  @Test
  void text_has_node_state_and_reason() {
    assertThat(full()).hasToString("NodeStatus[esrp1.example.org Overloaded \"too many calls\"]");
    assertThat(status().build()).hasToString("NodeStatus[esrp1.example.org Overloaded]");
  }

  /** A vendor's own status may change later; the copy must not. */
  @Test
  void copy_of_a_vendors_status_has_all_values() {
    assertThat(NodeStatus.copyOf(new ForeignNodeStatus(full()))).isEqualTo(full());
    assertThat(NodeStatus.copyOf(new ForeignNodeStatus(status().build())))
        .isEqualTo(status().build());
    NodeStatus ours = full();
    assertThat(NodeStatus.copyOf(ours)).as("nothing to copy").isSameAs(ours);
  }

  @Test
  void to_builder_keeps_all_other_values() {
    NodeStatus changed = full().toBuilder().reason("busy").build();

    assertThat(changed.reason()).isEqualTo("busy");
    assertThat(changed.toBuilder().reason(full().reason()).build()).isEqualTo(full());
    assertThat(new ForeignNodeStatus(full()).toBuilder().build()).isEqualTo(full());
  }

  @Test
  void unreachable_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeStatus.of(NODE, ElementState.UNREACHABLE))
        .withMessage(
            "status Unreachable of esrp1.example.org: a node cannot report it; let its lease"
                + " expire, or override the member");
  }

  @Test
  void number_out_of_range_is_refused() {
    NodeStatus.Builder status = status();
    for (double load : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> status.load(load))
          .withMessageStartingWith("load " + load + " is out of range");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> status.sequence(-1))
        .withMessageStartingWith("sequence -1 is out of range: use 0 to ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> status.epoch(-1))
        .withMessageStartingWith("epoch -1 is negative");
  }

  @Test
  void negative_zero_is_zero() {
    assertThat(status().load(-0.0).build()).isEqualTo(status().load(0.0).build());
  }

  record ForeignNodeStatus(NodeStatus delegate) implements NodeStatus {
    @Override
    public NodeId node() {
      return delegate.node();
    }

    @Override
    public ElementState state() {
      return delegate.state();
    }

    @Override
    public String reason() {
      return delegate.reason();
    }

    @Override
    public Optional<ServiceId> service() {
      return delegate.service();
    }

    @Override
    public Optional<SecurityPosture> posture() {
      return delegate.posture();
    }

    @Override
    public OptionalDouble load() {
      return delegate.load();
    }

    @Override
    public OptionalLong sequence() {
      return delegate.sequence();
    }

    @Override
    public OptionalLong epoch() {
      return delegate.epoch();
    }
  }
}
