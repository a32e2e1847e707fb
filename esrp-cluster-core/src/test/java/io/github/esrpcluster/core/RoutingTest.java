package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Selection fails open, and never raises the published status to match. */
class RoutingTest {
  private final AtomicReference<LoadBalancingPolicy> balancing =
      new AtomicReference<>((candidates, request) -> candidates.roundRobin(request.sequence()));

  private final Rig rig =
      new Rig(builder -> builder.loadBalancing((c, r) -> balancing.get().pick(c, r)));

  @Test
  void route_follows_the_routing_order() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.SERVICE_DISRUPTION);
    rig.join(3, ElementState.OVERLOADED);
    rig.join(4);
    rig.join(5, ElementState.GOING_DOWN);
    rig.join(6, ElementState.SCHEDULED_MAINTENANCE);
    rig.join(7, ElementState.DOWN);
    List<String> order = new ArrayList<>();
    for (String next = rig.route(); !next.equals("NONE_USABLE"); next = rig.route()) {
      order.add(next);
      rig.report(Integer.parseInt(next.substring(4, 5)), ElementState.DOWN);
    }
    assertThat(order)
        .containsExactly(
            "esrp1 NORMAL",
            "esrp2 DEGRADED",
            "esrp3 LAST_RESORT",
            "esrp4 LAST_RESORT",
            "esrp5 LAST_RESORT");
  }

  @Test
  void route_prefers_the_most_recent_contact() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    rig.join(3, ElementState.NORMAL);
    rig.passSeconds(10);
    rig.cluster.renew(Rig.node(1));
    rig.passSeconds(10);
    rig.cluster.renew(Rig.node(3));
    rig.passSeconds(70);
    assertThat(rig.route()).isEqualTo("esrp3 LAST_RESORT");
    assertThat(routeExcluding(3)).isEqualTo("esrp1 LAST_RESORT");
    assertThat(routeExcluding(3, 1)).isEqualTo("esrp2 LAST_RESORT");
  }

  @Test
  void last_resort_fires_an_event_and_raises_no_status() {
    rig.join(1, ElementState.OVERLOADED);
    assertThat(rig.route()).isEqualTo("esrp1 LAST_RESORT");
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.LastResortUsed.class)).hasSize(1);
    assertThat(rig.cluster.statistics().lastResorts()).isEqualTo(1);
    assertThat(rig.state()).isEqualTo(ServiceState.OVERLOADED);
  }

  @Test
  void last_resort_can_be_switched_off() {
    rig.cluster.declareService(Rig.SERVICE);
    rig.cluster.setLastResort(Rig.SERVICE, false);
    assertThat(rig.route()).isEqualTo("NO_NODES");
    rig.join(1);
    assertThat(rig.route()).isEqualTo("ALL_UNREACHABLE");
    rig.report(1, ElementState.OVERLOADED);
    assertThat(rig.route()).isEqualTo("ALL_OVERLOADED");
    rig.report(1, ElementState.GOING_DOWN);
    assertThat(rig.route()).isEqualTo("ALL_DRAINING");
    rig.report(1, ElementState.SCHEDULED_MAINTENANCE);
    assertThat(rig.route()).isEqualTo("ALL_IN_MAINTENANCE");
    rig.report(1, ElementState.DOWN);
    assertThat(rig.route()).isEqualTo("ALL_DOWN");
    rig.join(2, ElementState.OVERLOADED);
    assertThat(rig.route()).isEqualTo("NONE_USABLE");
    rig.cluster.setLastResort(Rig.SERVICE, true);
    assertThat(rig.route()).isEqualTo("esrp2 LAST_RESORT");
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.RouteRefused.class)).hasSize(7);
    assertThat(rig.cluster.statistics().refusals()).isEqualTo(7);
  }

  @Test
  void refusal_fires_an_event_at_once() {
    rig.join(1, ElementState.DOWN);
    rig.route();
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.RouteRefused.class)).hasSize(1);
  }

  @Test
  void unknown_service_is_refused_with_an_event() {
    RoutingDecision decision = rig.cluster.route(ServiceId.of("urn:service:sos.fire"));
    assertThat(Rig.describe(decision)).isEqualTo("UNKNOWN_SERVICE");
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.RouteRefused.class)).hasSize(1);
    assertThat(rig.cluster.services()).isEmpty();
  }

  @Test
  void excluded_node_is_not_offered_again() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    for (int i = 0; i < 3; i++) {
      assertThat(routeExcluding(1)).isEqualTo("esrp2 NORMAL");
    }
    assertThat(routeExcluding(1, 2)).isEqualTo("ALL_EXCLUDED");
  }

  @Test
  void round_robin_gives_each_member_its_share() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    rig.join(3, ElementState.NORMAL);
    assertThat(List.of(rig.route(), rig.route(), rig.route(), rig.route()))
        .containsExactly("esrp1 NORMAL", "esrp2 NORMAL", "esrp3 NORMAL", "esrp1 NORMAL");
  }

  @Test
  void retries_do_not_disturb_the_sequence_of_first_attempts() {
    // Each call fails at its first node: with one counter for both, one node would get all calls.
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      first.add(rig.route());
      routeExcluding(Integer.parseInt(first.get(i).substring(4, 5)));
    }
    assertThat(first)
        .containsExactly("esrp1 NORMAL", "esrp2 NORMAL", "esrp1 NORMAL", "esrp2 NORMAL");
  }

  @Test
  void failing_balancing_policy_costs_no_call() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    Member stranger = Member.builder(Rig.registration(9).build()).build();
    List<LoadBalancingPolicy> bad =
        List.of(
            (candidates, request) -> null,
            (candidates, request) -> stranger,
            (candidates, request) -> {
              throw new AssertionError("boom");
            },
            (candidates, request) -> new ChangingMember());
    for (LoadBalancingPolicy policy : bad) {
      balancing.set(policy);
      assertThat(List.of(rig.route(), rig.route())).contains("esrp1 NORMAL", "esrp2 NORMAL");
    }
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.BalancingFailed.class)).as("one episode").hasSize(1);
    assertThat(rig.cluster.statistics().balancingFailures()).isEqualTo(8);
    balancing.set((candidates, request) -> candidates.roundRobin(request.sequence()));
    rig.route();
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.BalancingRecovered.class)).hasSize(1);
  }

  @Test
  void balancing_policy_cannot_pick_a_non_candidate() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.DOWN);
    Member down = rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(1);
    balancing.set((candidates, request) -> down);
    assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
    Member first = rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(0);
    balancing.set((candidates, request) -> first);
    rig.join(3, ElementState.NORMAL);
    assertThat(routeExcluding(1)).isEqualTo("esrp3 NORMAL");
  }

  @Test
  void balancing_policy_cannot_pick_an_administratively_down_member() {
    rig.join(1, ElementState.OVERLOADED);
    rig.join(2, ElementState.OVERLOADED);
    rig.cluster.override(
        Rig.SERVICE, Rig.node(2), OperatorOverride.of(ElementState.OVERLOADED, "jo", "works"));
    Member down = rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(1);
    assertThat(down.administrativelyDown()).isTrue();
    balancing.set((candidates, request) -> down);
    assertThat(rig.route()).isEqualTo("esrp1 LAST_RESORT");
  }

  @Test
  void balancing_policy_cannot_pick_an_outdated_member() {
    rig.join(1, ElementState.NORMAL);
    Lease lease = rig.join(2, ElementState.NORMAL);
    Member kept = rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(1);
    balancing.set((candidates, request) -> kept);
    assertThat(rig.route()).isEqualTo("esrp2 NORMAL");
    rig.report(2, ElementState.DOWN);
    assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
    rig.report(2, ElementState.NORMAL);
    Member newest = rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(1);
    balancing.set((candidates, request) -> newest);
    assertThat(rig.route()).isEqualTo("esrp2 NORMAL");
    lease.release();
    assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
  }

  @Test
  void balancing_policy_cannot_pick_a_foreign_member() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.register(
        Registration.builder(Rig.OTHER, Rig.node(2))
            .status(NodeStatus.of(Rig.node(2), ElementState.NORMAL))
            .build());
    Rig elsewhere = new Rig();
    elsewhere.join(3, ElementState.NORMAL);
    for (Member stranger :
        List.of(
            rig.cluster.view(Rig.OTHER).orElseThrow().members().get(0),
            elsewhere.cluster.view(Rig.SERVICE).orElseThrow().members().get(0))) {
      balancing.set((candidates, request) -> stranger);
      assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
    }
  }

  @Test
  void balancing_policy_is_replaced_while_running() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    rig.cluster.setLoadBalancingPolicy(
        Rig.SERVICE, (candidates, request) -> candidates.get(candidates.size() - 1));
    assertThat(List.of(rig.route(), rig.route())).containsOnly("esrp2 NORMAL");
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.LoadBalancingPolicyReplaced.class)).hasSize(1);
  }

  @Test
  void balancing_policy_may_call_the_manager() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    balancing.set(
        (candidates, request) -> {
          rig.cluster.report(NodeStatus.of(Rig.node(1), ElementState.DOWN));
          return candidates.get(0);
        });
    assertThat(rig.route()).isIn("esrp1 NORMAL", "esrp2 NORMAL");
    balancing.set((candidates, request) -> candidates.get(0));
    assertThat(rig.route()).isEqualTo("esrp2 NORMAL");
  }

  @Test
  void member_that_reports_during_the_pick_is_valid() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    balancing.set(
        (candidates, request) -> {
          rig.cluster.report(
              NodeStatus.builder(Rig.node(2), ElementState.NORMAL).load(0.5).build());
          return candidates.get(1);
        });
    assertThat(rig.route()).isEqualTo("esrp2 NORMAL");
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.BalancingFailed.class)).isEmpty();
  }

  @Test
  void member_that_expires_during_the_pick_is_not_normal() {
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(30);
    rig.join(2, ElementState.NORMAL);
    rig.passSeconds(29);
    balancing.set(
        (candidates, request) -> {
          rig.time.stall(Duration.ofMillis(1_500)); // no stall of ours yet
          return candidates.get(0);
        });
    assertThat(rig.route()).isEqualTo("esrp2 NORMAL");
  }

  @Test
  void member_released_during_the_pick_is_not_picked() {
    Lease lease = rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    balancing.set(
        (candidates, request) -> {
          lease.release();
          return candidates.get(0);
        });
    assertThat(rig.route()).isEqualTo("esrp2 NORMAL");
  }

  @Test
  void member_replaced_at_each_attempt_is_a_last_resort() {
    rig.join(1, ElementState.NORMAL);
    AtomicInteger looks = new AtomicInteger();
    balancing.set(
        (candidates, request) -> {
          String boot = "boot-" + looks.incrementAndGet();
          rig.cluster.register(
              Rig.registration(1).incarnation(boot).status(ElementState.NORMAL).build());
          return candidates.get(0);
        });
    assertThat(rig.route()).isEqualTo("esrp1 LAST_RESORT");
    assertThat(looks).hasValue(100);
  }

  @Test
  void member_of_another_service_is_no_candidate() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.register(Rig.registration(Rig.OTHER, 2).status(ElementState.NORMAL).build());
    Member foreign = rig.cluster.view(Rig.OTHER).orElseThrow().members().get(0);
    balancing.set((candidates, request) -> foreign);
    assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.BalancingFailed.class)).hasSize(1);
  }

  @Test
  void overridden_member_lets_the_next_step_take_calls() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.SERVICE_DISRUPTION);
    rig.cluster.override(
        Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.OVERLOADED, "jo", ""));
    assertThat(rig.route()).isEqualTo("esrp2 DEGRADED");
    rig.report(2, ElementState.DOWN);
    assertThat(rig.route()).isEqualTo("NONE_USABLE");
  }

  private String routeExcluding(int... numbers) {
    RoutingRequest request = RoutingRequest.any();
    for (int number : numbers) {
      request = request.excluding(Rig.node(number));
    }
    return Rig.describe(rig.cluster.route(Rig.SERVICE, request));
  }

  /** A member that throws when somebody asks who it is. */
  private static final class ChangingMember extends Member {
    @Override
    public io.github.esrpcluster.api.Registration registration() {
      throw new IllegalStateException("no member at all");
    }

    @Override
    public long epoch() {
      return 0;
    }

    @Override
    public ElementState state() {
      return ElementState.NORMAL;
    }

    @Override
    public io.github.esrpcluster.api.Liveness liveness() {
      return io.github.esrpcluster.api.Liveness.LIVE;
    }

    @Override
    public java.util.Optional<io.github.esrpcluster.api.NodeStatus> report() {
      return java.util.Optional.empty();
    }

    @Override
    public java.util.Optional<OperatorOverride<ElementState>> override() {
      return java.util.Optional.empty();
    }
  }
}
