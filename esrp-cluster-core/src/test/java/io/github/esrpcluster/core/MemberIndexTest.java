package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** The memberships of a node; {@link MemberIndexLincheckTest} tests it with many threads. */
class MemberIndexTest {
  private final MemberIndex index = new MemberIndex();

  private static MemberEntry entry(ServiceId service, NodeId node, long epoch) {
    Registration terms = Registration.builder(service, node).build();
    return new MemberEntry(MemberEntryTest.NO_OWNER, terms, epoch, 1, 0);
  }

  @Test
  void only_membership_of_a_node_is_its_own_index_entry() {
    MemberEntry here = entry(Rig.SERVICE, Rig.node(1), 1);
    index.put(here);
    assertThat(index.get(Rig.node(1))).isSameAs(here);
    MemberEntry there = entry(Rig.OTHER, Rig.node(1), 2);
    index.put(there);
    assertThat(index.of(Rig.node(1))).containsExactly(here, there);
    index.remove(here);
    assertThat(index.get(Rig.node(1))).isSameAs(there);
  }

  @Test
  void new_epoch_replaces_the_membership_of_its_service() {
    MemberEntry there = entry(Rig.OTHER, Rig.node(1), 1);
    index.put(entry(Rig.SERVICE, Rig.node(1), 2));
    index.put(there);
    MemberEntry renewed = entry(Rig.SERVICE, Rig.node(1), 3);
    index.put(renewed);
    assertThat(index.find(Rig.SERVICE, Rig.node(1))).isSameAs(renewed);
    assertThat(index.find(Rig.OTHER, Rig.node(1))).isSameAs(there);
  }

  @Test
  void node_that_left_all_services_is_unknown() {
    MemberEntry only = entry(Rig.SERVICE, Rig.node(1), 1);
    index.put(only);
    index.remove(only);
    assertThat(index.get(Rig.node(1))).isNull();
    assertThat(index.find(Rig.SERVICE, Rig.node(1))).isNull();
    assertThat(index.of(Rig.node(1))).isEmpty();
  }

  @Test
  void node_that_left_is_collected() {
    assertThat(Garbage.becomes(joinedAndLeft())).isTrue();
  }

  /** On a stack of its own, which holds the node no longer than this takes. */
  private WeakReference<NodeId> joinedAndLeft() {
    NodeId node = NodeId.of("esrp1.state.pa.us");
    MemberEntry entry = entry(Rig.SERVICE, node, 1);
    index.put(entry);
    index.remove(entry);
    return new WeakReference<>(node);
  }
}
