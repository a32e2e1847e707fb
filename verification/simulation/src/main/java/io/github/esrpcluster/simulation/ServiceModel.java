package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Models one service. */
final class ServiceModel {
  final ServiceId id;
  final Map<NodeId, MemberModel> members = new TreeMap<>();
  final Map<NodeId, Timed<ElementState>> overrides = new TreeMap<>();
  final HeldStatus hold;

  /** The policy was replaced and has not found anything yet: what it finds shows at once. */
  private boolean policyReplaced;

  @Nullable Timed<ServiceState> override;
  @Nullable Timed<SecurityPosture> postureOverride;
  final Set<Setting> settings = EnumSet.noneOf(Setting.class);
  boolean lastResort = true;

  /** The calls of the present last-resort episode; 0 if there is none. */
  long lastResortCalls;

  /** The calls of the present episode of refusals; 0 if there is none. */
  long refusedCalls;

  /** When its last member left. */
  long idleSince;

  /** Since when an evaluation is due. */
  long dueSince;

  /** When it last had to be kept. */
  long busyAt;

  /** When the last stall of the manager ended: delays before do not count. */
  long stallEndedAt;

  /** The policy exceeds its deadline: the fallback evaluates until it returns. */
  boolean late;

  private FaultyPolicy policy;
  private Optional<Verdict> previous = Optional.empty();
  private Optional<Verdict> previousOfLast = Optional.empty();
  private @Nullable ModelVerdict last;
  private Set<Member> evaluatedMembers = Set.of();
  private boolean evaluationDue = true;

  private final long longestAbsence;

  ServiceModel(ServiceId id, FaultyPolicy policy, Setup setup, long now) {
    this.id = id;
    this.longestAbsence = setup.orphanedOverrideRetention().toNanos();
    this.policy = policy;
    this.hold = new HeldStatus(setup.holdDown().toNanos());
    this.idleSince = now;
    this.dueSince = now;
  }

  // ---- members

  void join(NodeId node, MemberModel member) {
    members.put(node, member);
    overrides.computeIfPresent(node, (same, set) -> set.present());
  }

  /** Removes the member; returns whether it was one. */
  boolean leave(NodeId node, long now) {
    boolean wasMember = members.remove(node) != null;
    if (wasMember) {
      idleSince = now;
      overrides.computeIfPresent(node, (same, set) -> set.absent(now, longestAbsence));
    }
    return wasMember;
  }

  void override(NodeId node, OperatorOverride<ElementState> set, long now) {
    Timed<ElementState> timed = Timed.at(now, set);
    overrides.put(node, members.containsKey(node) ? timed : timed.absent(now, longestAbsence));
  }

  void extendByStall(long since, long now) {
    members.values().forEach(member -> member.extendByStall(since, now));
    overrides.replaceAll((node, set) -> set.extendByStall(since, now, longestAbsence));
    idleSince += now - Math.max(since, idleSince);
    stallEndedAt = now; // nor is a policy taken for late
  }

  Optional<OperatorOverride<ElementState>> overrideOf(NodeId node) {
    return Optional.ofNullable(overrides.get(node)).map(Timed::set);
  }

  ElementState state(MemberModel member) {
    return member.state(overrideOf(member.registration.node()).orElse(null));
  }

  /** Returns whether an override takes the node out of service, even if its end is not recorded. */
  boolean administrativelyDown(NodeId node) {
    return overrideOf(node).filter(set -> !set.state().takesCalls()).isPresent();
  }

  /** Returns whether an override takes the node out of service and has not reached its end. */
  boolean mustBeDown(NodeId node, long now) {
    Timed<ElementState> timed = overrides.get(node);
    return timed != null && !timed.isOver(now) && administrativelyDown(node);
  }

  /** Returns the members that a policy must see now. */
  Set<Member> seen() {
    Set<Member> seen = new HashSet<>();
    members.forEach((node, member) -> seen.add(member.seen(overrideOf(node).orElse(null))));
    return seen;
  }

  // ---- evaluation

  FaultyPolicy policy() {
    return policy;
  }

  void replacePolicy(FaultyPolicy other, long now) {
    policy = other;
    previous = Optional.empty();
    last = null;
    evaluatedMembers = Set.of();
    late = false;
    evaluationDue = true;
    dueSince = now;
    policyReplaced = true;
  }

  Optional<Verdict> previous() {
    return previous;
  }

  /** Records a call of the policy; null if it failed. A verdict that comes too late is ignored. */
  void evaluated(Collection<Member> view, @Nullable Verdict verdict, long now) {
    if (late) {
      late = false;
      return;
    }
    if (policyReplaced && verdict != null) {
      policyReplaced = false;
      hold.reset();
    }
    last =
        verdict == null ? ModelVerdict.fallback(view, policy.failure()) : ModelVerdict.of(verdict);
    previousOfLast = previous;
    previous = verdict == null ? previous : Optional.of(verdict);
    take(last, view, now);
  }

  /** Records an evaluation by the fallback, after this failure. */
  void fallback(String failure, long now) {
    Set<Member> seen = seen();
    last = ModelVerdict.fallback(seen, failure);
    take(last, seen, now);
  }

  private void take(ModelVerdict finding, Collection<Member> view, long now) {
    evaluatedMembers = Set.copyOf(view);
    evaluationDue = false;
    hold.add(finding, worst(view), now);
  }

  /** Returns the worst posture of the members that are not expired. */
  private static SecurityPosture worst(Collection<Member> view) {
    SecurityPosture worst = SecurityPosture.GREEN;
    for (Member member : view) {
      SecurityPosture said = member.posture().orElse(SecurityPosture.GREEN);
      if (member.liveness() != Liveness.EXPIRED && said.compareTo(worst) > 0) {
        worst = said;
      }
    }
    return worst;
  }

  /** Returns whether the newest members were evaluated; otherwise an evaluation is due. */
  boolean isEvaluated(long now) {
    if (last == null || !evaluatedMembers.equals(seen())) {
      requireEvaluation(now);
    }
    return !evaluationDue;
  }

  void requireEvaluation(long now) {
    dueSince = evaluationDue ? dueSince : now;
    evaluationDue = true;
  }

  boolean usesFallback() {
    return last != null && last.fallback();
  }

  /** Returns the verdict that the policy must have given for the members of the model. */
  ModelVerdict wanted() {
    List<Member> seen = List.copyOf(seen());
    return last != null && last.fallback()
        ? ModelVerdict.fallback(seen, last.failure())
        : ModelVerdict.of(policy.find(id, seen, previousOfLast));
  }

  @Nullable ModelVerdict last() {
    return last;
  }

  // ---- what is published

  /**
   * Returns whether this verdict must be published: an override comes before the verdict that
   * shows.
   */
  boolean mustPublish(Verdict verdict) {
    Timed<ServiceState> set = override;
    if (set != null) {
      return verdict.equals(Verdict.of(set.set().state(), set.set().reason()));
    }
    ModelVerdict shown = hold.shown();
    return shown != null && shown.matches(verdict);
  }

  /** Returns whether there is neither a verdict nor an override. */
  boolean hasNothingToPublish() {
    return override == null && hold.shown() == null;
  }

  SecurityPosture posture() {
    Timed<SecurityPosture> set = postureOverride;
    return set == null ? hold.posture() : set.set().state();
  }

  /** Returns whether it has neither members nor settings nor overrides: it will be removed. */
  boolean isIdle(long now) {
    return members.isEmpty()
        && overrides.values().stream().allMatch(set -> set.isOver(now))
        && (override == null || override.isOver(now))
        && (postureOverride == null || postureOverride.isOver(now))
        && settings.isEmpty();
  }
}
