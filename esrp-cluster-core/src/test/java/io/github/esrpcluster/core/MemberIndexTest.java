package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** What it says is in {@link MemberIndexLincheckTest}; here, what it keeps. */
class MemberIndexTest {
  private final MemberIndex index = new MemberIndex();

  @Test
  void a_node_that_left_is_not_kept() {
    assertThat(Garbage.becomes(cameAndLeft())).isTrue();
    assertThat(index.of(Rig.node(1))).isEmpty();
  }

  /** On a stack of its own, which holds the node no longer than this takes. */
  private WeakReference<NodeId> cameAndLeft() {
    NodeId node = NodeId.of("esrp1.state.pa.us");
    Registration facts = Registration.builder(Rig.SERVICE, node).build();
    MemberEntry record = new MemberEntry(null, facts, 1, 1, 0);
    index.put(record);
    index.remove(record);
    return new WeakReference<>(node);
  }
}
