package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that are nodes of each other: a status that rests only on itself does not count. */
class ClusterAsNodeCircleTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final NotificationRates EACH_10_S = NotificationRates.unlimited().minRate(0.1);

  private final VirtualTime time = new VirtualTime();

  private ClusterManager manager() {
    return InMemoryClusterManager.builder()
        .statusPolicy(
            view ->
                StatusPrecedence.verdict(
                    view.tally(), view.tally().count(ElementState.NORMAL) > 0, "one node"))
        .timeSource(time)
        .executor(time)
        .scheduler(time)
        .build();
  }

  /** Makes managers of which each is a node of the next, and the last is one of the first. */
  private List<ClusterManager> circle(int size) {
    List<ClusterManager> managers = IntStream.range(0, size).mapToObj(i -> manager()).toList();
    for (int i = 0; i < size; i++) {
      support(managers.get(i), Rig.SERVICE, managers.get((i + 1) % size), Rig.SERVICE, 50 + i);
    }
    return managers;
  }

  private static void support(
      ClusterManager child, ServiceId below, ClusterManager parent, ServiceId above, int node) {
    Registration asNode = Registration.builder(above, Rig.node(node)).lease(LEASE).build();
    child.addPublisher(
        ClusterAsNode.in(parent, asNode),
        PublisherOptions.named("node " + node).services(below).rates(EACH_10_S).build());
  }

  private void join(ClusterManager manager, int node, ElementState state) {
    manager.register(
        Registration.builder(Rig.SERVICE, Rig.node(node)).lease(LEASE).status(state).build());
    time.settle();
  }

  /** Passes leases in which these nodes renew. */
  private void passLeases(int leases, ClusterManager manager, int... renewing) {
    for (int i = 0; i < 3 * leases; i++) {
      time.advance(LEASE.dividedBy(3));
      for (int node : renewing) {
        manager.renew(Rig.node(node));
      }
    }
  }

  private static List<ServiceState> states(List<ClusterManager> managers) {
    return managers.stream().map(each -> state(each, Rig.SERVICE)).toList();
  }

  private static ServiceState state(ClusterManager manager, ServiceId service) {
    return manager.status(service).orElseThrow().state();
  }

  // Bug: a parent that required epochs, or whose node had an owner, refused each report, and the
  // child took it for delivered.
  @Test
  void parent_that_requires_epochs_and_owners_gets_the_reports() {
    Rig parent =
        new Rig(
            builder -> builder.requireEpochs(true).timeSource(time).executor(time).scheduler(time));
    ClusterManager child = manager();
    Registration asNode =
        Registration.builder(Rig.SERVICE, Rig.node(50)).lease(LEASE).owner("child").build();
    child.addPublisher(
        ClusterAsNode.in(parent.cluster, asNode),
        PublisherOptions.named("parent").rates(EACH_10_S).build());
    join(child, 1, ElementState.NORMAL);
    time.advance(Duration.ofSeconds(1));
    assertThat(parent.state()).isEqualTo(ServiceState.NORMAL);
    passLeases(2, child);
    assertThat(parent.state()).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void refused_report_to_a_parent_is_tried_again() {
    ClusterManager parent = manager();
    Registration asNode = Registration.builder(Rig.SERVICE, Rig.node(50)).lease(LEASE).build();
    parent.actingAs("another process").register(asNode);
    ClusterManager child = manager();
    child.addPublisher(
        ClusterAsNode.in(parent, asNode),
        PublisherOptions.named("parent").rates(EACH_10_S).build());
    join(child, 1, ElementState.NORMAL);
    assertThat(child.statistics().notificationFailures()).isPositive();
  }

  @Test
  void service_cannot_be_a_node_of_itself() {
    ClusterManager manager = manager();
    ClusterAsNode self =
        ClusterAsNode.in(manager, Registration.builder(Rig.SERVICE, Rig.node(50)).build());
    PublisherOptions.Builder options = PublisherOptions.named("self");
    for (PublisherOptions each : List.of(options.build(), options.services(Rig.SERVICE).build())) {
      assertThatThrownBy(() -> manager.addPublisher(self, each))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "publisher \"self\" reports sip:esrp.state.pa.us as a node of itself, but a service"
                  + " cannot rest on itself: limit the publisher to another service, or register"
                  + " the node in another manager or for another service");
    }
    manager.addPublisher(self, options.services(Rig.OTHER).build());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void circle_of_managers_is_normal_only_with_a_real_node(int size) {
    // Each manager had a node that was Normal, the one before it, so all stayed Normal after the
    // last real node was gone.
    List<ClusterManager> managers = circle(size);
    for (int round = 0; round < 3; round++) {
      ClusterManager grounded = managers.get(round % size);
      join(grounded, 1, ElementState.NORMAL);
      passLeases(2, grounded, 1);
      assertThat(states(managers)).as("real node").containsOnly(ServiceState.NORMAL);
      passLeases(3, grounded);
      assertThat(states(managers)).as("no real node").containsOnly(ServiceState.DOWN);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void circle_is_down_after_all_its_real_nodes_end_at_once(int size) {
    List<ClusterManager> managers = circle(size);
    for (ClusterManager each : managers) {
      join(each, 1, ElementState.NORMAL);
    }
    passLeases(1, managers.get(0), 1);
    assertThat(states(managers)).containsOnly(ServiceState.NORMAL);
    passLeases(3, managers.get(0));
    assertThat(states(managers)).containsOnly(ServiceState.DOWN);
  }

  @Test
  void circle_of_services_in_one_manager_ends_down() {
    ClusterManager manager = manager();
    support(manager, Rig.SERVICE, manager, Rig.OTHER, 50);
    support(manager, Rig.OTHER, manager, Rig.SERVICE, 51);
    join(manager, 1, ElementState.NORMAL);
    passLeases(2, manager, 1);
    assertThat(state(manager, Rig.OTHER)).isEqualTo(ServiceState.NORMAL);
    passLeases(3, manager);
    assertThat(state(manager, Rig.SERVICE)).isEqualTo(ServiceState.DOWN);
    assertThat(state(manager, Rig.OTHER)).isEqualTo(ServiceState.DOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SERVICE_DISRUPTION", "OVERLOADED", "GOING_DOWN"})
  void circle_keeps_no_other_state_either(ElementState state) {
    List<ClusterManager> managers = circle(2);
    for (ClusterManager each : managers) {
      join(each, 1, state);
    }
    passLeases(1, managers.get(0), 1);
    passLeases(3, managers.get(0));
    assertThat(states(managers)).containsOnly(ServiceState.DOWN);
  }

  @Test
  void circle_keeps_no_posture() {
    List<ClusterManager> managers = circle(2);
    for (ClusterManager each : managers) {
      join(each, 1, ElementState.NORMAL);
    }
    ClusterManager first = managers.get(0);
    first.report(
        NodeStatus.builder(Rig.node(1), ElementState.NORMAL).posture(SecurityPosture.RED).build());
    renewAll(managers);
    assertThat(postures(managers)).containsOnly(SecurityPosture.RED);
    first.report(
        NodeStatus.builder(Rig.node(1), ElementState.NORMAL)
            .posture(SecurityPosture.YELLOW)
            .build());
    renewAll(managers);
    assertThat(postures(managers)).containsOnly(SecurityPosture.YELLOW);
    assertThat(states(managers)).containsOnly(ServiceState.NORMAL);
  }

  private void renewAll(List<ClusterManager> managers) {
    for (int i = 0; i < 6; i++) {
      time.advance(LEASE.dividedBy(3));
      managers.forEach(each -> each.renew(Rig.node(1)));
    }
  }

  private static List<SecurityPosture> postures(List<ClusterManager> managers) {
    return managers.stream().map(each -> each.status(Rig.SERVICE).orElseThrow().posture()).toList();
  }

  @Test
  void override_of_an_operator_is_ground() {
    List<ClusterManager> managers = circle(2);
    ClusterManager first = managers.get(0);
    join(first, 1, ElementState.DOWN);
    first.override(Rig.SERVICE, OperatorOverride.of(ServiceState.NORMAL, "jo", "seen it"));
    passLeases(2, first);
    assertThat(states(managers)).containsOnly(ServiceState.NORMAL);
    first.clearOverride(Rig.SERVICE, "jo", "drill over");
    passLeases(2, first);
    assertThat(states(managers)).containsOnly(ServiceState.DOWN);
  }

  @Test
  void service_that_is_not_counted_says_on_what_it_rests() {
    List<ClusterManager> managers = circle(2);
    join(managers.get(0), 1, ElementState.NORMAL);
    passLeases(1, managers.get(0), 1);
    NodeId second = Rig.node(51);
    assertThat(managers.get(0).members(second))
        .singleElement()
        .satisfies(member -> assertThat(member.state()).isEqualTo(ElementState.DOWN))
        .satisfies(
            member ->
                assertThat(member.report().orElseThrow().reason())
                    .isEqualTo(
                        "not counted: rests only on sip:esrp.state.pa.us, of which it is a"
                            + " node"));
  }

  @Test
  void tree_and_diamond_are_not_harmed() {
    ClusterManager leaf = manager();
    List<ClusterManager> above = new ArrayList<>(List.of(leaf));
    ClusterManager left = manager();
    ClusterManager right = manager();
    ClusterManager top = manager();
    above.addAll(List.of(left, right, top));
    support(leaf, Rig.SERVICE, left, Rig.SERVICE, 50);
    support(leaf, Rig.SERVICE, right, Rig.SERVICE, 51);
    support(left, Rig.SERVICE, top, Rig.SERVICE, 52);
    support(right, Rig.SERVICE, top, Rig.SERVICE, 53);
    for (ElementState state : List.of(ElementState.NORMAL, ElementState.OVERLOADED)) {
      join(leaf, 1, state);
      passLeases(2, leaf, 1);
      assertThat(above.stream().map(each -> each.view(Rig.SERVICE).orElseThrow()))
          .allSatisfy(
              view -> assertThat(view.tally().count(state)).isEqualTo(view.members().size()));
    }
    passLeases(2, leaf);
    assertThat(states(above)).containsOnly(ServiceState.DOWN);
  }
}
