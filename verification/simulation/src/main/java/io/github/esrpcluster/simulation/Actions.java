package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.LimitExceededException;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Does each thing to the manager and to the model, and compares what both answer. */
final class Actions {
  private static final int OLD_LEASES = 30;

  /** What each limit keeps out. */
  private static final Map<String, Fault> LIMITS =
      Map.of(
          "maxServices", Fault.SERVICE_TOO_MANY,
          "maxMembersPerService", Fault.MEMBER_TOO_MANY,
          "maxReasonLength", Fault.REASON_TOO_LONG);

  private final Simulation world;
  private final Model model;
  private final Ledger ledger;
  private final List<Lease> leases = new ArrayList<>();

  Actions(Simulation world) {
    this.world = world;
    this.model = world.model;
    this.ledger = world.ledger;
  }

  private ClusterManager cluster() {
    return world.cluster;
  }

  // ---- what nodes do

  void take(Message message) {
    if (message instanceof Message.Register register) {
      register(register.from(), register.registration());
    } else if (message instanceof Message.Renew renew) {
      renew(renew.node());
    } else if (message instanceof Message.RenewLease renew) {
      renew(renew.service(), renew.node(), renew.epoch());
    } else if (message instanceof Message.SimulationReport report) {
      report(report.status());
    } else if (message instanceof Message.Release release) {
      release(release.service(), release.node(), release.epoch());
    }
  }

  private void register(SimNode from, Registration registration) {
    apart(
        registration.service(),
        model.limitOfMember(registration.service(), registration.node()),
        () -> cluster().register(registration),
        () -> {
          long now = world.now();
          boolean known = model.isKnown(registration, now);
          Lease lease = cluster().register(registration);
          checkLease(registration, lease, known);
          if (known) {
            model.joinedAgain(registration, now);
          } else {
            model.joined(registration, lease.epoch(), now);
          }
          from.granted(lease);
          keep(lease);
        });
  }

  private void checkLease(Registration registration, Lease lease, boolean known) {
    MemberModel member = model.member(registration.service(), registration.node());
    ledger.check(
        Invariant.THE_PAST_IS_REFUSED,
        (known && member != null) ? lease.epoch() == member.epoch : model.isNewEpoch(lease.epoch()),
        () -> (known ? "known, but " : "not known, but ") + lease);
    ledger.checkEqual(
        Invariant.NO_LEASE_ENDS_EARLY,
        model.granted(registration),
        lease.granted(),
        lease::toString);
  }

  private void keep(Lease lease) {
    leases.add(lease);
    if (leases.size() > OLD_LEASES) {
      leases.remove(0);
    }
  }

  private void renew(NodeId node) {
    past("renewal of " + node, model.renew(node, world.now()), cluster().renew(node));
    world.settle();
  }

  private void renew(ServiceId service, NodeId node, long epoch) {
    past(
        "renewal of " + node + " under " + epoch,
        model.renew(service, node, epoch, world.now()),
        cluster().renew(service, node, epoch));
    world.settle();
  }

  private void report(NodeStatus status) {
    within(
        Model.limitOf(status),
        () -> cluster().report(status),
        () ->
            past(
                "outcome of " + status,
                model.report(status, world.now()),
                cluster().report(status)));
    world.settle();
  }

  private void release(ServiceId service, NodeId node, long epoch) {
    apart(
        service,
        () ->
            past(
                "release of " + node + " under " + epoch,
                model.release(service, node, epoch, world.now()),
                cluster().release(service, node, epoch)));
  }

  void release(ServiceId service, NodeId node) {
    apart(
        service,
        () ->
            past(
                "release of " + node,
                model.release(service, node, world.now()),
                cluster().release(service, node)));
  }

  /** Releases a node from all its services. */
  void release(NodeId node) {
    past("release of " + node, model.release(node, world.now()), cluster().release(node));
    world.settle();
  }

  /** One of the leases ever granted is used once more. */
  void useLease(int number, int how) {
    if (leases.isEmpty()) {
      return;
    }
    ledger.injected(Fault.OLD_LEASE_USED);
    Lease lease = leases.get(number % leases.size());
    ServiceId service = lease.service();
    NodeId node = lease.node();
    apart(
        service,
        () -> {
          switch (how % 3) {
            case 0 ->
                past(
                    "renewal of " + lease,
                    model.renew(service, node, lease.epoch(), world.now()),
                    lease.renew());
            case 1 ->
                past(
                    "release of " + lease,
                    model.release(service, node, lease.epoch(), world.now()),
                    lease.release());
            default ->
                past(
                    "report under " + lease,
                    model.report(
                        NodeStatus.builder(node, ElementState.NORMAL)
                            .service(service)
                            .epoch(lease.epoch())
                            .build(),
                        world.now()),
                    lease.report(ElementState.NORMAL, ""));
          }
        });
  }

  private void past(String what, Object wanted, Object found) {
    ledger.checkEqual(Invariant.THE_PAST_IS_REFUSED, wanted, found, () -> what);
  }

  // ---- what operators do

  void override(ServiceId service, NodeId node, OperatorOverride<ElementState> set) {
    ledger.injected(Fault.MEMBER_OVERRIDDEN);
    apart(
        service,
        model.limitOfOverride(service, node),
        () -> cluster().override(service, node, set),
        () -> {
          model.override(service, node, set, world.now()); // first: it is judged at once
          cluster().override(service, node, set);
        });
  }

  void clear(ServiceId service, NodeId node) {
    apart(
        service,
        () ->
            three(
                "override of " + node,
                model.clearOverride(service, node),
                cluster().clearOverride(service, node, OperatorSteps.OPERATOR, OperatorSteps.CLEARED)));
  }

  void override(ServiceId service, OperatorOverride<ServiceState> set) {
    ledger.injected(Fault.SERVICE_OVERRIDDEN);
    apart(
        service,
        model.limitOf(service),
        () -> cluster().override(service, set),
        () -> {
          cluster().override(service, set);
          model.override(service, set, world.now());
        });
  }

  void clear(ServiceId service) {
    apart(
        service,
        () ->
            three(
                "override of " + service,
                model.clearOverride(service),
                cluster().clearOverride(service, OperatorSteps.OPERATOR, OperatorSteps.CLEARED)));
  }

  void overridePosture(ServiceId service, OperatorOverride<SecurityPosture> set) {
    ledger.injected(Fault.POSTURE_OVERRIDDEN);
    apart(
        service,
        model.limitOf(service),
        () -> cluster().overridePosture(service, set),
        () -> {
          model.overridePosture(service, set, world.now()); // first: a guest may set another
          cluster().overridePosture(service, set);
        });
  }

  void clearPosture(ServiceId service) {
    apart(
        service,
        () ->
            three(
                "posture of " + service,
                model.clearPosture(service),
                cluster().clearPostureOverride(service, OperatorSteps.OPERATOR, OperatorSteps.CLEARED)));
  }

  private void three(String what, boolean wanted, boolean found) {
    ledger.checkEqual(Invariant.STATE_HAS_THREE_SOURCES, wanted, found, () -> "clearing " + what);
  }

  // ---- what the vendor does

  void setStatusPolicy(ServiceId service, StatusPolicy policy) {
    if (world.policiesHang()) {
      return; // which of two stuck policies is late has no one answer
    }
    ledger.injected(Fault.POLICY_REPLACED);
    FaultyPolicy guest = world.newPolicy(policy);
    apart(
        service,
        model.limitOf(service),
        () -> cluster().setStatusPolicy(service, guest),
        () -> {
          model.set(
              service,
              Setting.STATUS_POLICY,
              world.now(),
              it -> it.replacePolicy(guest, world.now()));
          cluster().setStatusPolicy(service, guest);
        });
  }

  void setLoadBalancingPolicy(ServiceId service, LoadBalancingPolicy policy) {
    ledger.injected(Fault.BALANCING_REPLACED);
    apart(
        service,
        model.limitOf(service),
        () -> cluster().setLoadBalancingPolicy(service, policy),
        () -> {
          model.set(service, Setting.LOAD_BALANCING_POLICY, world.now(), it -> {});
          cluster().setLoadBalancingPolicy(service, policy);
        });
  }

  void setLastResort(ServiceId service, boolean allowed) {
    ledger.injected(Fault.LAST_RESORT_SWITCHED);
    apart(
        service,
        model.limitOf(service),
        () -> cluster().setLastResort(service, allowed),
        () -> {
          model.set(service, Setting.LAST_RESORT, world.now(), it -> it.lastResort = allowed);
          cluster().setLastResort(service, allowed);
        });
  }

  /** Restores the default of a setting. */
  void reset(ServiceId service, Setting setting) {
    if (setting == Setting.STATUS_POLICY && world.policiesHang()) {
      return; // as above
    }
    ledger.injected(Fault.SETTING_RESET);
    apart(
        service,
        () -> {
          boolean wanted = model.reset(service, setting, it -> toDefault(it, setting));
          ledger.checkEqual(
              Invariant.STATE_HAS_THREE_SOURCES,
              wanted,
              resetInManager(service, setting),
              () -> "resetting " + setting + " of " + service);
        });
  }

  private void toDefault(ServiceModel service, Setting setting) {
    switch (setting) {
      case STATUS_POLICY -> service.replacePolicy(model.usualPolicy(), world.now());
      case LOAD_BALANCING_POLICY -> {}
      case LAST_RESORT -> service.lastResort = true;
    }
  }

  private boolean resetInManager(ServiceId service, Setting setting) {
    return switch (setting) {
      case STATUS_POLICY -> cluster().resetStatusPolicy(service);
      case LOAD_BALANCING_POLICY -> cluster().resetLoadBalancingPolicy(service);
      case LAST_RESORT -> cluster().resetLastResort(service);
    };
  }

  /** A publisher with a name that is taken is refused, and nothing changes. */
  void addPublisherWithNameTaken(String name) {
    ledger.injected(Fault.PUBLISHER_NAME_TAKEN);
    ServiceStatusPublisher second =
        status -> {
          ledger.check(
              Invariant.LAST_STATE_ARRIVES, false, () -> "a refused publisher gets " + status);
          return CompletableFuture.completedFuture(null);
        };
    boolean refused = false;
    try {
      cluster().addPublisher(second, PublisherOptions.named(name).build());
    } catch (IllegalArgumentException e) {
      refused = true;
    }
    ledger.check(
        Invariant.COUNTS_ARE_TRUE, refused, () -> "a second publisher named " + name + " is added");
    world.settle();
  }

  // ----

  /** What goes past a limit is refused at the door, saying which, and changes nothing. */
  void within(Optional<Fault> limit, Runnable refused, Runnable action) {
    if (limit.isEmpty()) {
      action.run();
      return;
    }
    ledger.injected(limit.get());
    model.limitsReached++;
    ledger.checkEqual(
        Invariant.COUNTS_ARE_TRUE, limit.get(), refusal(refused), () -> "the limit reached");
  }

  private static Object refusal(Runnable refused) {
    try {
      refused.run();
      return "none";
    } catch (LimitExceededException e) {
      String why = String.valueOf(e.getMessage());
      return LIMITS.entrySet().stream()
          .filter(each -> why.contains(" refused: " + each.getKey() + " is "))
          .<Object>map(Map.Entry::getValue)
          .findAny()
          .orElse(why);
    }
  }

  private void apart(ServiceId service, Optional<Fault> limit, Runnable refused, Runnable action) {
    apart(service, () -> within(limit, refused, action));
  }

  /** Does something to one service: no other may change by it. */
  private void apart(ServiceId service, Runnable action) {
    boolean pulseIsDue = model.pulse().isDue(world.now());
    boolean eventsWait = world.eventsWait(); // of others: who hears them late may call back
    Map<ServiceId, Optional<ServiceStatus>> before = others(service);
    action.run();
    world.settle();
    if (!pulseIsDue && !eventsWait) {
      ledger.checkEqual(
          Invariant.SERVICES_ARE_APART, before, others(service), () -> "beside " + service);
    }
  }

  private Map<ServiceId, Optional<ServiceStatus>> others(ServiceId service) {
    Map<ServiceId, Optional<ServiceStatus>> others = new HashMap<>();
    for (ServiceModel each : model.services()) {
      if (!each.id.equals(service)) {
        others.put(each.id, cluster().status(each.id));
      }
    }
    return others;
  }
}
