package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.OverrideOutcome;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Models the manager. It gets the same actions in the same order, and gives the results that the
 * manager must give. It is slow and simple: lists and deadlines, no snapshots, no locks, no
 * incremental counts. Time is nanoseconds since the simulation began.
 *
 * <p>The manager is free to record an expiry between its time and the next sweep; {@link Checker}
 * accepts exactly that window.
 */
final class Model {
  private final Setup setup;
  private final Map<String, ServiceModel> services = new TreeMap<>();
  private final SweepModel sweeps;
  private final FaultyPolicy usualPolicy;
  private long newestEpoch;
  long staleReports;
  long unknownReports;
  long appliedReports;
  long refusedLeases;
  long refusedRegistrations;
  long callsNotPermitted;
  long stalls;
  long lastResorts;
  long refusedCalls;
  long limitsReached;
  long textsCut;

  Model(Setup setup, FaultyPolicy usualPolicy) {
    this.setup = setup;
    this.usualPolicy = usualPolicy;
    this.sweeps = new SweepModel(setup.sweepInterval().toNanos(), setup.stallThreshold().toNanos());
  }

  SweepModel sweeps() {
    return sweeps;
  }

  List<ServiceModel> services() {
    return List.copyOf(services.values());
  }

  @Nullable ServiceModel find(ServiceId id) {
    return services.get(id.toString());
  }

  ServiceModel findOrCreate(ServiceId id, long now) {
    return services.computeIfAbsent(
        id.toString(), any -> new ServiceModel(id, usualPolicy, setup, now));
  }

  void remove(ServiceModel service) {
    services.remove(service.id.toString());
  }

  @Nullable MemberModel member(ServiceId id, NodeId node) {
    ServiceModel service = find(id);
    return service == null ? null : service.members.get(node);
  }

  private List<MemberModel> members(NodeId node) {
    return services.values().stream()
        .map(service -> service.members.get(node))
        .filter(Objects::nonNull)
        .map(MemberModel.class::cast)
        .toList();
  }

  long countMembers() {
    return services.values().stream().mapToLong(service -> service.members.size()).sum();
  }

  // ---- limits

  /** Returns the limit that refuses the creation of this service. */
  Optional<Fault> limitOf(ServiceId id) {
    boolean full = find(id) == null && services.size() >= setup.maxServices();
    return full ? Optional.of(Fault.SERVICE_TOO_MANY) : Optional.empty();
  }

  /** Returns the limit that refuses the node as a member. */
  Optional<Fault> limitOfMember(ServiceId id, NodeId node) {
    ServiceModel service = find(id);
    return makeRoom(id, node).isEmpty()
        ? limitOf(id, service == null ? Set.of() : service.members.keySet(), node)
        : Optional.empty();
  }

  /**
   * Returns the members of which one makes room for the node: the service is full, and they expired
   * first of those that never reported.
   */
  List<NodeId> makeRoom(ServiceId id, NodeId node) {
    ServiceModel service = find(id);
    if (service == null
        || service.members.containsKey(node)
        || service.members.size() < setup.maxMembers()) {
      return List.of();
    }
    List<MemberModel> ghosts =
        service.members.values().stream()
            .filter(member -> member.expired() && !member.hasReported())
            .toList();
    long first = ghosts.stream().mapToLong(MemberModel::deadline).min().orElse(0);
    return ghosts.stream()
        .filter(member -> member.deadline() == first)
        .map(member -> member.registration.node())
        .toList();
  }

  /** Returns why an operator's setting is refused: the service is unknown. */
  Optional<Fault> refusalOfSetting(ServiceId id) {
    return find(id) == null ? Optional.of(Fault.SERVICE_UNKNOWN) : Optional.empty();
  }

  /** Returns why an override of the node is refused. */
  Optional<Fault> refusalOfOverride(ServiceId id, NodeId node) {
    ServiceModel service = find(id);
    return service == null ? refusalOfSetting(id) : limitOf(id, service.overrides.keySet(), node);
  }

  private Optional<Fault> limitOf(ServiceId id, Set<NodeId> known, NodeId node) {
    boolean full = !known.contains(node) && known.size() >= setup.maxMembers();
    return full ? Optional.of(Fault.MEMBER_TOO_MANY) : limitOf(id);
  }

  /** Returns whether a reason is cut; the state counts all the same. */
  static boolean isTooLong(String reason) {
    return reason.length() > Setup.LONGEST_REASON;
  }

  private static String cut(String reason) {
    String mark = "... (" + reason.length() + " characters)";
    return isTooLong(reason)
        ? reason.substring(0, Setup.LONGEST_REASON - mark.length()) + mark
        : reason;
  }

  // ---- time

  /** Records a sweep if one is due. */
  void sweepIfDue(long now) {
    if (sweeps.isDue(now)) {
      extendByStall(sweeps.sweep(now), now);
    }
  }

  /** Checks for a stall, because a lease was found expired before the sweep. */
  void checkForStall(long now) {
    extendByStall(sweeps.checkForStall(now), now);
  }

  private void extendByStall(OptionalLong since, long now) {
    if (since.isPresent()) {
      stalls++;
      for (ServiceModel service : services.values()) {
        service.extendByStall(since.getAsLong(), now);
      }
    }
  }

  // ---- nodes

  /** Returns whether this registration renews the present one, under the same or other terms. */
  boolean isKnown(Registration registration, long now) {
    MemberModel known = member(registration.service(), registration.node());
    if (known != null && !known.expired() && known.deadlineReached(now)) {
      checkForStall(now);
    }
    return known != null
        && !known.expired()
        && !known.deadlineReached(now)
        && known.registration.incarnation().equals(registration.incarnation());
  }

  /** The lease that must be granted. */
  Duration granted(Registration registration) {
    Duration asked = registration.lease().orElse(setup.usualLease());
    Duration least = asked.compareTo(setup.shortestLease()) < 0 ? setup.shortestLease() : asked;
    return least.compareTo(setup.longestLease()) > 0 ? setup.longestLease() : least;
  }

  /** No epoch comes twice. */
  boolean isNewEpoch(long epoch) {
    return epoch > newestEpoch;
  }

  void joined(Registration registration, long epoch, long now) {
    newestEpoch = epoch;
    long granted = granted(registration).toNanos();
    findOrCreate(registration.service(), now)
        .join(registration.node(), new MemberModel(registration, epoch, granted, now));
  }

  void joinedAgain(Registration registration, long now) {
    ServiceModel service = Objects.requireNonNull(find(registration.service()));
    MemberModel known = Objects.requireNonNull(service.members.get(registration.node()));
    MemberModel renewed = known.under(registration, granted(registration).toNanos(), now);
    service.members.put(registration.node(), renewed);
    registration
        .status()
        .ifPresent(first -> counted(renewed.takeFromRegistration(first, now), first.reason()));
  }

  /** Returns whether another owner has registered the node, and its lease runs. */
  boolean isOthers(Registration registration, long now) {
    MemberModel known = member(registration.service(), registration.node());
    if (known != null && !known.expired() && known.deadlineReached(now)) {
      checkForStall(now);
    }
    boolean others =
        known != null
            && !known.expired()
            && !known.deadlineReached(now)
            && !known.permits(registration.owner());
    refusedRegistrations += others ? 1 : 0;
    return others;
  }

  /** Returns whether the caller may act for the member; counts it if not. */
  private boolean permits(MemberModel member, Optional<String> caller) {
    boolean permitted = member.permits(caller);
    callsNotPermitted += permitted ? 0 : 1;
    return permitted;
  }

  RenewalOutcome renew(NodeId node, Optional<String> caller, long now) {
    List<MemberModel> members = members(node);
    refusedLeases += members.isEmpty() ? 1 : 0;
    List<RenewalOutcome> outcomes = new ArrayList<>();
    for (MemberModel member : members) {
      outcomes.add(permits(member, caller) ? member.renew(now) : RenewalOutcome.NOT_PERMITTED);
    }
    return Stream.of(RenewalOutcome.RECOVERED, RenewalOutcome.RENEWED, RenewalOutcome.NOT_PERMITTED)
        .filter(outcomes::contains)
        .findFirst()
        .orElse(RenewalOutcome.UNKNOWN);
  }

  RenewalOutcome renew(ServiceId id, NodeId node, long epoch, Optional<String> caller, long now) {
    MemberModel member = member(id, node);
    if (member != null && !permits(member, caller)) {
      return RenewalOutcome.NOT_PERMITTED;
    }
    if (member != null && member.epoch == epoch) {
      return member.renew(now);
    }
    refusedLeases++;
    return member == null ? RenewalOutcome.UNKNOWN : RenewalOutcome.SUPERSEDED;
  }

  ReleaseOutcome release(NodeId node, Optional<String> caller, long now) {
    List<MemberModel> members = members(node);
    refusedLeases += members.isEmpty() ? 1 : 0;
    List<ReleaseOutcome> outcomes = new ArrayList<>();
    for (MemberModel member : members) {
      outcomes.add(release(member.registration.service(), node, caller, now));
    }
    return Stream.of(ReleaseOutcome.RELEASED, ReleaseOutcome.NOT_PERMITTED)
        .filter(outcomes::contains)
        .findFirst()
        .orElse(ReleaseOutcome.UNKNOWN);
  }

  ReleaseOutcome release(ServiceId id, NodeId node, long epoch, Optional<String> caller, long now) {
    MemberModel member = member(id, node);
    if (member == null || member.epoch == epoch || !member.permits(caller)) {
      return release(id, node, caller, now);
    }
    refusedLeases++;
    return ReleaseOutcome.SUPERSEDED;
  }

  ReleaseOutcome release(ServiceId id, NodeId node, Optional<String> caller, long now) {
    MemberModel member = member(id, node);
    if (member != null && !permits(member, caller)) {
      return ReleaseOutcome.NOT_PERMITTED;
    }
    ServiceModel service = find(id);
    if (service == null || !service.leave(node, now)) {
      refusedLeases++;
      return ReleaseOutcome.UNKNOWN;
    }
    return ReleaseOutcome.RELEASED;
  }

  ExpiryOutcome expire(ServiceId id, NodeId node, long epoch, Optional<String> caller) {
    MemberModel member = member(id, node);
    if (member != null && !permits(member, caller)) {
      return ExpiryOutcome.NOT_PERMITTED;
    }
    if (member == null || member.epoch != epoch) {
      refusedLeases++;
      return member == null ? ExpiryOutcome.UNKNOWN : ExpiryOutcome.SUPERSEDED;
    }
    member.expire();
    return ExpiryOutcome.EXPIRED;
  }

  ReportOutcome report(NodeStatus status, Optional<String> caller, long now) {
    NodeStatus kept = status.toBuilder().reason(cut(status.reason())).build();
    ReportOutcome outcome = ReportOutcome.UNKNOWN_NODE;
    for (MemberModel member : members(status.node())) {
      ServiceId service = member.registration.service();
      if (status.service().isEmpty() || status.service().get().equals(service)) {
        ReportOutcome one =
            permits(member, caller)
                ? counted(member.take(kept, now), status.reason())
                : ReportOutcome.NOT_PERMITTED;
        outcome = together(outcome, one);
      }
    }
    unknownReports += outcome == ReportOutcome.UNKNOWN_NODE ? 1 : 0;
    return outcome;
  }

  /** Returns the outcome that is declared first: it has the most information. */
  private static ReportOutcome together(ReportOutcome one, ReportOutcome other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private ReportOutcome counted(ReportOutcome outcome, String reason) {
    boolean applied = outcome == ReportOutcome.APPLIED;
    appliedReports += applied ? 1 : 0;
    textsCut += applied && isTooLong(reason) ? 1 : 0;
    staleReports += outcome == ReportOutcome.STALE ? 1 : 0;
    return outcome;
  }

  // ---- overrides and settings

  OverrideOutcome override(
      ServiceId id, NodeId node, OperatorOverride<ElementState> set, long now) {
    ServiceModel service = findOrCreate(id, now);
    service.override(node, set, now);
    if (!service.members.containsKey(node)) {
      return OverrideOutcome.NO_MEMBER;
    }
    service.requireEvaluation(now); // even if the same was set before
    return OverrideOutcome.MEMBER;
  }

  boolean clearOverride(ServiceId id, NodeId node) {
    return cleared(id, service -> service.overrides.remove(node));
  }

  void override(ServiceId id, OperatorOverride<ServiceState> set, long now) {
    findOrCreate(id, now).override = Timed.at(now, set);
  }

  boolean clearOverride(ServiceId id) {
    return cleared(
        id,
        service -> {
          Timed<ServiceState> was = service.override;
          service.override = null;
          return was;
        });
  }

  void overridePosture(ServiceId id, OperatorOverride<SecurityPosture> set, long now) {
    findOrCreate(id, now).postureOverride = Timed.at(now, set);
  }

  boolean clearPosture(ServiceId id) {
    return cleared(
        id,
        service -> {
          Timed<SecurityPosture> was = service.postureOverride;
          service.postureOverride = null;
          return was;
        });
  }

  private boolean cleared(ServiceId id, Function<ServiceModel, @Nullable Object> clear) {
    ServiceModel service = find(id);
    return service != null && clear.apply(service) != null;
  }

  /** Changes a setting of a service. */
  void set(ServiceId id, Setting setting, long now, Consumer<ServiceModel> change) {
    ServiceModel service = findOrCreate(id, now);
    service.settings.add(setting);
    change.accept(service);
  }

  /** Restores the default of a setting; false if the service has no setting of its own. */
  boolean reset(ServiceId id, Setting setting, Consumer<ServiceModel> change) {
    ServiceModel service = find(id);
    if (service == null || !service.settings.remove(setting)) {
      return false;
    }
    change.accept(service);
    return true;
  }

  FaultyPolicy usualPolicy() {
    return usualPolicy;
  }

  /** Describes the members of a service. */
  static String describe(ServiceModel service) {
    return service.seen().stream().map(Member::toString).sorted().toList().toString();
  }
}
