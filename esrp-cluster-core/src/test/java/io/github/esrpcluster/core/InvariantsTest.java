package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.LeaseOutcome;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random lives of two services with four nodes; after each step every invariant is checked that can
 * be seen from outside. The wanted effective state comes from a model that knows nothing of the
 * core.
 */
class InvariantsTest {
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final List<ServiceId> SERVICES = List.of(Rig.SERVICE, Rig.OTHER);
  private static final ElementState[] ALL = ElementState.values();
  private static final ElementState[] REPORTABLE = {
    ElementState.NORMAL,
    ElementState.SERVICE_DISRUPTION,
    ElementState.OVERLOADED,
    ElementState.GOING_DOWN,
    ElementState.SCHEDULED_MAINTENANCE,
    ElementState.DOWN
  };

  /** What a node must count as: three facts, kept by hand. */
  private static final class Expected {
    Lease lease;
    long heardAt;
    Optional<ElementState> report = Optional.empty();

    ElementState state(long now, Optional<ElementState> override) {
      boolean silent = now - heardAt >= LEASE.toNanos();
      if (override.isPresent() && (!silent || !override.get().takesCalls())) {
        return override.get();
      }
      return silent ? ElementState.UNREACHABLE : report.orElse(ElementState.UNREACHABLE);
    }
  }

  @Property(tries = 300)
  void random_lives(@ForAll long seed) {
    new Life().live(new Random(seed));
  }

  private static final class Life {
    private final Rig rig =
        new Rig(builder -> builder.leases(LEASE, LEASE, LEASE).sweepInterval(Duration.ofMillis(1)));
    private final Map<ServiceId, Map<NodeId, Expected>> model = new HashMap<>();
    private final Map<ServiceId, Map<NodeId, ElementState>> overrides = new HashMap<>();
    private final List<Lease> ended = new ArrayList<>();

    void live(Random random) {
      for (int step = 0; step < 120; step++) {
        step(random);
        rig.time.settle();
        rig.pass(Duration.ofMillis(1)); // a sweep
        SERVICES.forEach(this::check);
      }
      checkTransmissions();
      rig.cluster.close();
      rig.time.settle();
      assertThat(rig.time.pending()).isZero();
    }

    private void step(Random random) {
      ServiceId service = SERVICES.get(random.nextInt(SERVICES.size()));
      NodeId node = Rig.node(random.nextInt(4));
      Expected known = model.getOrDefault(service, Map.of()).get(node);
      switch (random.nextInt(10)) {
        case 0, 1 -> register(service, node, random);
        case 2, 3, 4 -> report(service, node, REPORTABLE[random.nextInt(REPORTABLE.length)]);
        case 5 -> renew(node);
        case 6 -> rig.pass(Duration.ofMillis(random.nextInt(9_000)));
        case 7 -> override(service, node, ALL[random.nextInt(ALL.length)]);
        case 8 -> {
          if (rig.cluster.clearOverride(service, node)) {
            overrides.get(service).remove(node);
          }
        }
        default -> {
          if (known != null && random.nextInt(3) == 0) {
            assertThat(known.lease.release()).isEqualTo(LeaseOutcome.RELEASED);
            ended.add(known.lease);
            model.get(service).remove(node);
          }
        }
      }
      for (Lease lease : ended) { // I10
        assertThat(lease.renew()).isIn(LeaseOutcome.SUPERSEDED, LeaseOutcome.UNKNOWN);
      }
    }

    private void register(ServiceId service, NodeId node, Random random) {
      Registration registration =
          Registration.builder(service, node).weight(1 + random.nextInt(2)).build();
      Lease lease = rig.cluster.register(registration);
      Expected old = model.computeIfAbsent(service, s -> new HashMap<>()).get(node);
      if (old != null && old.lease.epoch() == lease.epoch()) {
        old.heardAt = rig.time.nanoTime();
        return;
      }
      if (old != null) {
        assertThat(lease.epoch()).isGreaterThan(old.lease.epoch());
        ended.add(old.lease);
      }
      Expected fresh = new Expected();
      fresh.lease = lease;
      fresh.heardAt = rig.time.nanoTime();
      model.get(service).put(node, fresh);
    }

    private void report(ServiceId service, NodeId node, ElementState state) {
      rig.cluster.report(NodeStatus.builder(node, state).service(service).build());
      Expected known = model.getOrDefault(service, Map.of()).get(node);
      if (known != null) {
        known.report = Optional.of(state);
        known.heardAt = rig.time.nanoTime();
      }
    }

    private void renew(NodeId node) {
      rig.cluster.renew(node);
      for (Map<NodeId, Expected> nodes : model.values()) {
        if (nodes.containsKey(node)) {
          nodes.get(node).heardAt = rig.time.nanoTime();
        }
      }
    }

    private void override(ServiceId service, NodeId node, ElementState state) {
      rig.cluster.override(service, node, OperatorOverride.of(state, "jo", ""));
      overrides.computeIfAbsent(service, s -> new HashMap<>()).put(node, state);
    }

    private void check(ServiceId service) {
      Optional<ClusterView> seen = rig.cluster.view(service);
      if (seen.isEmpty()) {
        return;
      }
      ClusterView view = seen.get();
      checkMembers(service, view);
      checkStatus(view, rig.cluster.status(service).orElseThrow());
      checkRoute(service, view);
    }

    private void checkMembers(ServiceId service, ClusterView view) {
      Map<NodeId, ElementState> effective =
          view.members().stream().collect(Collectors.toMap(Member::node, Member::state));
      Map<NodeId, ElementState> wanted = new HashMap<>();
      Map<NodeId, ElementState> set = overrides.getOrDefault(service, Map.of());
      model
          .getOrDefault(service, Map.of())
          .forEach(
              (node, known) ->
                  wanted.put(
                      node, known.state(rig.time.nanoTime(), Optional.ofNullable(set.get(node)))));
      assertThat(effective).as("I1, I7: effective states").isEqualTo(wanted);
      assertThat(view.tally()).as("I8: kept along = counted").isEqualTo(Tally.of(view.members()));
      assertThat(view.sites().values()).allSatisfy(tally -> assertThat(tally.isEmpty()).isFalse());
    }

    private void checkStatus(ClusterView view, ServiceStatus status) {
      assertThat(status.verdict()).as("I3").isEqualTo(Rig.MAJORITY.evaluate(view));
      assertThat(status.state().publishable()).as("I11").isTrue();
      assertThat(status.posture()).isEqualTo(SecurityPosture.GREEN);
      if (view.members().isEmpty()) {
        assertThat(status.state()).as("I12").isEqualTo(ServiceState.DOWN);
      }
    }

    private void checkRoute(ServiceId service, ClusterView view) {
      RoutingDecision decision = rig.cluster.route(service);
      boolean anyUsable = view.members().stream().anyMatch(m -> m.state().takesCalls());
      if (decision instanceof RoutingDecision.Routed routed) {
        Member picked = routed.picked();
        assertThat(picked.administrativelyDown()).as("I2").isFalse();
        boolean lastResort = routed.mode() == RoutingDecision.Mode.LAST_RESORT;
        assertThat(lastResort).as("I2").isEqualTo(!picked.state().takesCalls());
        assertThat(lastResort && anyUsable).as("I2: only if nobody else").isFalse();
        assertThat(!lastResort && picked.liveness() == Liveness.EXPIRED).isFalse();
      } else {
        assertThat(anyUsable).as("I5").isFalse();
      }
    }

    private void checkTransmissions() {
      Map<ServiceId, List<ServiceStatus>> sent =
          rig.sent.stream().collect(Collectors.groupingBy(ServiceStatus::service));
      sent.forEach(
          (service, messages) -> {
            assertThat(messages)
                .as("I4: versions")
                .extracting(ServiceStatus::version)
                .isSorted()
                .doesNotHaveDuplicates();
            assertThat(messages.get(messages.size() - 1))
                .as("I4: the last state")
                .isEqualTo(rig.cluster.status(service).orElseThrow());
          });
    }
  }
}
