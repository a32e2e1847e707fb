package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.LimitExceededException;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.OverrideOutcome;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RegistrationRefusedException;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Does each action to the manager and to the model, and compares the results. */
final class Actions {
  private static final int OLD_LEASES = 30;

  /** The fault that each limit refuses. */
  private static final Map<String, Fault> LIMITS =
      Map.of(
          "maxServices", Fault.SERVICE_TOO_MANY,
          "maxMembersPerService", Fault.MEMBER_TOO_MANY);

  private final Simulation simulation;
  private final Model model;
  private final Ledger ledger;
  private final List<Granted> leases = new ArrayList<>();

  /** A lease, which acts for the owner that registered. */
  private record Granted(Lease lease, Optional<String> owner) {}

  Actions(Simulation simulation) {
    this.simulation = simulation;
    this.model = simulation.model;
    this.ledger = simulation.ledger;
  }

  private ClusterManager cluster() {
    return simulation.cluster;
  }

  // ---- nodes

  void receive(Message message) {
    if (message instanceof Message.Join join) {
      register(join.from(), join.registration());
    } else if (message instanceof Message.Renew renew) {
      renew(renew.node(), renew.caller());
    } else if (message instanceof Message.RenewLease renew) {
      renew(renew.service(), renew.node(), renew.epoch(), renew.caller());
    } else if (message instanceof Message.Report report) {
      report(report.status(), report.caller());
    } else if (message instanceof Message.Release release) {
      release(release.service(), release.node(), release.epoch(), release.caller());
    }
  }

  private NodeRegistry actingAs(Optional<String> caller) {
    return caller.isEmpty() ? cluster() : cluster().actingAs(caller.get());
  }

  /** Receives a message of an intruder, and checks that the members of others are as before. */
  void receiveForged(Message message) {
    Set<Member> before = liveMembersOfOthers();
    boolean sweepIsDue = model.sweeps().isDue(simulation.now());
    receive(message);
    if (!sweepIsDue) {
      before.removeAll(liveMembersOfOthers());
      ledger.check(
          Invariant.OWNED_MEMBERS_ARE_SAFE,
          before.isEmpty(),
          () -> message + " changed the members of others " + before);
    }
  }

  private Set<Member> liveMembersOfOthers() {
    Set<Member> owned = new HashSet<>();
    for (ServiceModel service : model.services()) {
      for (Member member : cluster().view(service.id).orElseThrow().members()) {
        Optional<String> owner = member.registration().owner();
        MemberModel known = model.member(service.id, member.node());
        if (known != null
            && !known.expired()
            && !known.deadlineReached(simulation.now())
            && owner.isPresent()
            && !owner.equals(HostileSteps.INTRUDER)) {
          owned.add(member);
        }
      }
    }
    return owned;
  }

  private void register(Optional<SimNode> from, Registration registration) {
    isolated(
        registration.service(),
        model.limitOfMember(registration.service(), registration.node()),
        () -> cluster().register(registration),
        () -> {
          long now = simulation.now();
          if (model.isOthers(registration, now)) {
            ledger.injected(Fault.REGISTRATION_STOLEN);
            checkNotOwner(registration);
            return;
          }
          boolean known = model.isKnown(registration, now);
          List<NodeId> ghosts = model.makeRoom(registration.service(), registration.node());
          Lease lease = cluster().register(registration);
          checkLease(registration, lease, known);
          if (known) {
            model.joinedAgain(registration, now);
          } else {
            checkRoomMade(registration.service(), ghosts, now);
            model.joined(registration, lease.epoch(), now);
          }
          from.ifPresent(node -> node.granted(lease));
          keep(lease, registration.owner());
        });
  }

  private void checkNotOwner(Registration registration) {
    Object outcome;
    try {
      outcome = cluster().register(registration);
    } catch (RegistrationRefusedException e) {
      outcome = e.refusal();
    }
    ledger.checkEqual(
        Invariant.OWNED_MEMBERS_ARE_SAFE,
        RegistrationRefusedException.RegistrationRefusal.NOT_OWNER,
        outcome,
        () -> "registration of another owner: " + registration);
  }

  /** Checks that exactly one of these members has left. */
  private void checkRoomMade(ServiceId id, List<NodeId> ghosts, long now) {
    if (ghosts.isEmpty()) {
      return;
    }
    ledger.injected(Fault.MEMBER_MADE_ROOM);
    List<NodeId> left = new ArrayList<>(ghosts);
    cluster().view(id).orElseThrow().members().forEach(member -> left.remove(member.node()));
    ledger.checkEqual(
        Invariant.COUNTS_ARE_CORRECT, 1, left.size(), () -> "members that made room: " + left);
    ServiceModel service = Objects.requireNonNull(model.find(id));
    service.leave(left.get(0), now);
  }

  private void checkLease(Registration registration, Lease lease, boolean known) {
    MemberModel member = model.member(registration.service(), registration.node());
    ledger.check(
        Invariant.STALE_REQUESTS_ARE_REFUSED,
        (known && member != null) ? lease.epoch() == member.epoch : model.isNewEpoch(lease.epoch()),
        () -> (known ? "known, but " : "not known, but ") + lease);
    ledger.checkEqual(
        Invariant.NO_LEASE_EXPIRES_EARLY,
        model.granted(registration),
        lease.granted(),
        lease::toString);
  }

  private void keep(Lease lease, Optional<String> owner) {
    leases.add(new Granted(lease, owner));
    if (leases.size() > OLD_LEASES) {
      leases.remove(0);
    }
  }

  private void renew(NodeId node, Optional<String> caller) {
    checkOutcome(
        "renewal of " + node,
        model.renew(node, caller, simulation.now()),
        actingAs(caller).renew(node));
    simulation.settle();
  }

  private void renew(ServiceId service, NodeId node, long epoch, Optional<String> caller) {
    checkOutcome(
        "renewal of " + node + " under " + epoch,
        model.renew(service, node, epoch, caller, simulation.now()),
        actingAs(caller).renew(service, node, epoch));
    simulation.settle();
  }

  private void report(NodeStatus status, Optional<String> caller) {
    if (Model.isTooLong(status.reason())) {
      ledger.injected(Fault.REASON_TOO_LONG);
    }
    checkOutcome(
        "outcome of " + status,
        model.report(status, caller, simulation.now()),
        actingAs(caller).report(status));
    simulation.settle();
  }

  private void release(ServiceId service, NodeId node, long epoch, Optional<String> caller) {
    isolated(
        service,
        () ->
            checkOutcome(
                "release of " + node + " under " + epoch,
                model.release(service, node, epoch, caller, simulation.now()),
                actingAs(caller).release(service, node, epoch)));
  }

  void release(ServiceId service, NodeId node, Optional<String> caller) {
    isolated(
        service,
        () ->
            checkOutcome(
                "release of " + node,
                model.release(service, node, caller, simulation.now()),
                actingAs(caller).release(service, node)));
  }

  /** Releases a node from all its services. */
  void release(NodeId node, Optional<String> caller) {
    checkOutcome(
        "release of " + node,
        model.release(node, caller, simulation.now()),
        actingAs(caller).release(node));
    simulation.settle();
  }

  /** Uses one of the leases granted before. */
  void useOldLease(int number, int how) {
    if (leases.isEmpty()) {
      return;
    }
    ledger.injected(Fault.OLD_LEASE_USED);
    Granted granted = leases.get(number % leases.size());
    Lease lease = granted.lease();
    ServiceId service = lease.service();
    NodeId node = lease.node();
    isolated(
        service,
        () -> {
          switch (how % 4) {
            case 0 ->
                checkOutcome(
                    "renewal of " + lease,
                    model.renew(service, node, lease.epoch(), granted.owner(), simulation.now()),
                    lease.renew());
            case 1 ->
                checkOutcome(
                    "release of " + lease,
                    model.release(service, node, lease.epoch(), granted.owner(), simulation.now()),
                    lease.release());
            case 2 ->
                checkOutcome(
                    "early expiry of " + lease,
                    model.expire(service, node, lease.epoch(), granted.owner()),
                    lease.expire());
            default ->
                checkOutcome(
                    "report under " + lease,
                    model.report(
                        NodeStatus.builder(node, ElementState.NORMAL)
                            .service(service)
                            .epoch(lease.epoch())
                            .build(),
                        granted.owner(),
                        simulation.now()),
                    lease.report(ElementState.NORMAL, ""));
          }
        });
  }

  private void checkOutcome(String what, Object wanted, Object found) {
    ledger.checkEqual(Invariant.STALE_REQUESTS_ARE_REFUSED, wanted, found, () -> what);
  }

  // ---- operators

  void override(ServiceId service, NodeId node, OperatorOverride<ElementState> set) {
    ledger.injected(Fault.MEMBER_OVERRIDDEN);
    isolated(
        service,
        model.refusalOfOverride(service, node),
        () -> cluster().override(service, node, set),
        () -> {
          OverrideOutcome wanted =
              model.override(
                  service, node, set, simulation.now()); // first: it is evaluated at once
          ledger.checkEqual(
              Invariant.STATE_HAS_THREE_SOURCES,
              wanted,
              cluster().override(service, node, set),
              () -> "override of " + node);
        });
  }

  void clear(ServiceId service, NodeId node) {
    isolated(
        service,
        () ->
            checkCleared(
                "override of " + node,
                model.clearOverride(service, node),
                cluster()
                    .clearOverride(service, node, OperatorSteps.OPERATOR, OperatorSteps.CLEARED)));
  }

  void override(ServiceId service, OperatorOverride<ServiceState> set) {
    ledger.injected(Fault.SERVICE_OVERRIDDEN);
    isolated(
        service,
        model.refusalOfSetting(service),
        () -> cluster().override(service, set),
        () -> {
          cluster().override(service, set);
          model.override(service, set, simulation.now());
        });
  }

  void clear(ServiceId service) {
    isolated(
        service,
        () ->
            checkCleared(
                "override of " + service,
                model.clearOverride(service),
                cluster().clearOverride(service, OperatorSteps.OPERATOR, OperatorSteps.CLEARED)));
  }

  void overridePosture(ServiceId service, OperatorOverride<SecurityPosture> set) {
    ledger.injected(Fault.POSTURE_OVERRIDDEN);
    isolated(
        service,
        model.refusalOfSetting(service),
        () -> cluster().overridePosture(service, set),
        () -> {
          model.overridePosture(
              service, set, simulation.now()); // first: a callback may set another
          cluster().overridePosture(service, set);
        });
  }

  void clearPosture(ServiceId service) {
    isolated(
        service,
        () ->
            checkCleared(
                "posture of " + service,
                model.clearPosture(service),
                cluster()
                    .clearPostureOverride(service, OperatorSteps.OPERATOR, OperatorSteps.CLEARED)));
  }

  private void checkCleared(String what, boolean wanted, boolean found) {
    ledger.checkEqual(Invariant.STATE_HAS_THREE_SOURCES, wanted, found, () -> "clearing " + what);
  }

  // ---- settings

  void declare(ServiceId service) {
    ledger.injected(Fault.SERVICE_DECLARED);
    isolated(
        service,
        model.limitOf(service),
        () -> cluster().declareService(service),
        () -> {
          model.set(service, Setting.DECLARATION, simulation.now(), it -> {});
          cluster().declareService(service);
        });
  }

  void setStatusPolicy(ServiceId service, StatusPolicy policy) {
    if (simulation.policiesHang()) {
      return; // of two policies that hang either may be taken for late
    }
    ledger.injected(Fault.POLICY_REPLACED);
    FaultyPolicy faulty = simulation.newPolicy(policy);
    isolated(
        service,
        model.refusalOfSetting(service),
        () -> cluster().setStatusPolicy(service, faulty),
        () -> {
          model.set(
              service,
              Setting.STATUS_POLICY,
              simulation.now(),
              it -> it.replacePolicy(faulty, simulation.now()));
          cluster().setStatusPolicy(service, faulty);
        });
  }

  void setLoadBalancingPolicy(ServiceId service, LoadBalancingPolicy policy) {
    ledger.injected(Fault.BALANCING_REPLACED);
    isolated(
        service,
        model.refusalOfSetting(service),
        () -> cluster().setLoadBalancingPolicy(service, policy),
        () -> {
          model.set(service, Setting.LOAD_BALANCING_POLICY, simulation.now(), it -> {});
          cluster().setLoadBalancingPolicy(service, policy);
        });
  }

  void setLastResort(ServiceId service, boolean allowed) {
    ledger.injected(Fault.LAST_RESORT_SWITCHED);
    isolated(
        service,
        model.refusalOfSetting(service),
        () -> cluster().setLastResort(service, allowed),
        () -> {
          model.set(service, Setting.LAST_RESORT, simulation.now(), it -> it.lastResort = allowed);
          cluster().setLastResort(service, allowed);
        });
  }

  /** Restores the default of a setting. */
  void reset(ServiceId service, Setting setting) {
    if (setting == Setting.STATUS_POLICY && simulation.policiesHang()) {
      return; // as above
    }
    ledger.injected(Fault.SETTING_RESET);
    isolated(
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
      case STATUS_POLICY -> service.replacePolicy(model.usualPolicy(), simulation.now());
      case LOAD_BALANCING_POLICY, DECLARATION -> {}
      case LAST_RESORT -> service.lastResort = true;
    }
  }

  private boolean resetInManager(ServiceId service, Setting setting) {
    return switch (setting) {
      case STATUS_POLICY -> cluster().resetStatusPolicy(service);
      case LOAD_BALANCING_POLICY -> cluster().resetLoadBalancingPolicy(service);
      case LAST_RESORT -> cluster().resetLastResort(service);
      case DECLARATION -> cluster().undeclareService(service);
    };
  }

  /** Adds a publisher with a name that is taken, and checks that it is refused. */
  void addPublisherWithNameTaken(String name) {
    ledger.injected(Fault.PUBLISHER_NAME_TAKEN);
    ServiceStatusPublisher second =
        status -> {
          ledger.check(
              Invariant.LAST_STATUS_ARRIVES, false, () -> "a refused publisher gets " + status);
          return CompletableFuture.completedFuture(null);
        };
    boolean refused = false;
    try {
      cluster().addPublisher(second, PublisherOptions.named(name).build());
    } catch (IllegalArgumentException e) {
      refused = true;
    }
    ledger.check(
        Invariant.COUNTS_ARE_CORRECT,
        refused,
        () -> "a second publisher named " + name + " is added");
    simulation.settle();
  }

  // ----

  /**
   * Checks that a call beyond a limit, or for an unknown service, is refused for that reason, and
   * changes nothing.
   */
  void withinLimit(Optional<Fault> limit, Runnable refused, Runnable action) {
    if (limit.isEmpty()) {
      action.run();
      return;
    }
    ledger.injected(limit.get());
    model.limitsReached += limit.get() == Fault.SERVICE_UNKNOWN ? 0 : 1;
    ledger.checkEqual(
        Invariant.COUNTS_ARE_CORRECT, limit.get(), refusal(refused), () -> "the limit reached");
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
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      return why.startsWith("unknown service ") ? Fault.SERVICE_UNKNOWN : why;
    }
  }

  private void isolated(
      ServiceId service, Optional<Fault> limit, Runnable refused, Runnable action) {
    isolated(service, () -> withinLimit(limit, refused, action));
  }

  /** Changes one service, and checks that no other service changes. */
  private void isolated(ServiceId service, Runnable action) {
    boolean sweepIsDue = model.sweeps().isDue(simulation.now());
    boolean eventsPending =
        simulation.eventsPending(); // of others: a listener that gets them late may call back
    Map<ServiceId, Optional<ServiceStatus>> before = others(service);
    action.run();
    simulation.settle();
    if (!sweepIsDue && !eventsPending) {
      ledger.checkEqual(
          Invariant.SERVICES_ARE_INDEPENDENT, before, others(service), () -> "beside " + service);
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
