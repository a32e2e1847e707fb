package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A report tells what it was given, and nothing that it was not. */
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
  void what_was_given_is_told() {
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
  void what_was_not_given_is_absent() {
    NodeStatus status = NodeStatus.of(NODE, ElementState.NORMAL);

    assertThat(status.reason()).isEmpty();
    assertThat(status.service()).isEmpty();
    assertThat(status.posture()).isEmpty();
    assertThat(status.load()).isEmpty();
    assertThat(status.sequence()).isEmpty();
    assertThat(status.epoch()).isEmpty();
  }

  @Test
  void nought_is_a_number_like_any_other() {
    NodeStatus status = status().load(0).sequence(0).epoch(0).build();

    assertThat(status.load()).hasValue(0);
    assertThat(status.sequence()).hasValue(0);
    assertThat(status.epoch()).hasValue(0);
  }

  @Test
  void two_reports_are_equal_only_if_all_that_they_tell_is() {
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
  void it_prints_who_says_what_and_why() {
    assertThat(full()).hasToString("NodeStatus[esrp1.example.org Overloaded \"too many calls\"]");
    assertThat(status().build()).hasToString("NodeStatus[esrp1.example.org Overloaded]");
  }

  /** A vendor's own status may change under our hands; what it says now is what counts. */
  @Test
  void of_a_status_of_another_class_everything_is_taken_over() {
    assertThat(NodeStatus.copyOf(new Foreign(full()))).isEqualTo(full());
    assertThat(NodeStatus.copyOf(new Foreign(status().build()))).isEqualTo(status().build());
    NodeStatus ours = full();
    assertThat(NodeStatus.copyOf(ours)).as("nothing to copy").isSameAs(ours);
  }

  record Foreign(NodeStatus told) implements NodeStatus {
    @Override
    public NodeId node() {
      return told.node();
    }

    @Override
    public ElementState state() {
      return told.state();
    }

    @Override
    public String reason() {
      return told.reason();
    }

    @Override
    public Optional<ServiceId> service() {
      return told.service();
    }

    @Override
    public Optional<SecurityPosture> posture() {
      return told.posture();
    }

    @Override
    public OptionalDouble load() {
      return told.load();
    }

    @Override
    public OptionalLong sequence() {
      return told.sequence();
    }

    @Override
    public OptionalLong epoch() {
      return told.epoch();
    }
  }
}
