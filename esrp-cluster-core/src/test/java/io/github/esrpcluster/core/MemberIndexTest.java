package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
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
    assertThat(index.of(Rig.node(1))).containsExactlyInAnyOrder(here, there);
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
  void membership_costs_the_same_in_each_of_many_services() {
    // Bug: each membership copied all others of its node: 32,000 registrations took 81 s.
    long first = bytesForMemberships(0); // with what the first use of the code allocates
    long few = bytesForMemberships(0);
    assertThat(few).isBetween(1L, first);
    assertThat(bytesForMemberships(4_000)).isLessThan(2 * few);
  }

  /** Returns what 100 memberships allocate that come and go after those in so many services. */
  private static long bytesForMemberships(int before) {
    MemberIndex index = new MemberIndex();
    List<MemberEntry> entries = new ArrayList<>();
    for (int i = 0; i < before + 100; i++) {
      entries.add(entry(ServiceId.of("sip:s" + i + ".example.org"), Rig.node(1), i));
    }
    entries.subList(0, before).forEach(index::put);
    List<MemberEntry> measured = entries.subList(before, before + 100);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadAllocatedBytes();
    measured.forEach(index::put);
    measured.forEach(index::remove);
    return threads.getCurrentThreadAllocatedBytes() - start;
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
