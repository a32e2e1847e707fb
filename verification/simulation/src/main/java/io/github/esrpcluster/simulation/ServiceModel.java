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

/** One service as the model knows it. */
final class ServiceModel {
  final ServiceId id;
  final Map<NodeId, MemberModel> members = new TreeMap<>();
  final Map<NodeId, Timed<ElementState>> overrides = new TreeMap<>();
  final Hold hold;
  @Nullable Timed<ServiceState> override;
  @Nullable Timed<SecurityPosture> postureOverride;
  final Set<Setting> settings = EnumSet.noneOf(Setting.class);
  boolean lastResort = true;

  /** The calls of the present last-resort episode; 0 if there is none. */
  long lastResortCalls;

  /** Since when it has nothing to be remembered for, but for the members and settings it has. */
  long idleSince;

  /** Since when a judgement has been owed. */
  long dueSince;

  /** When it last had something to be remembered for. */
  long busyAt;

  /** When the manager last had not run: it is not held to be slow before. */
  long stallEndedAt;

  /** The judgement that is under way is late: the stand-in judges until it is back. */
  boolean late;

  private FaultyPolicy policy;
  private Optional<Verdict> previous = Optional.empty();
  private Optional<Verdict> previousOfLast = Optional.empty();
  private @Nullable ModelVerdict last;
  private Set<Member> evaluatedMembers = Set.of();
  private boolean evaluationDue = true;
  private SecurityPosture posture = SecurityPosture.GREEN;

  ServiceModel(ServiceId id, FaultyPolicy policy, long holdDown, long now) {
    this.id = id;
    this.policy = policy;
    this.hold = new Hold(holdDown);
    this.idleSince = now;
    this.dueSince = now;
  }

  // ---- members

  Optional<OperatorOverride<ElementState>> overrideOf(NodeId node) {
    return Optional.ofNullable(overrides.get(node)).map(Timed::set);
  }

  ElementState state(MemberModel member) {
    return member.state(overrideOf(member.registration.node()).orElse(null));
  }

  /** An operator took the node out, and that it is over was not noticed yet if it is. */
  boolean administrativelyDown(NodeId node) {
    return overrideOf(node).filter(set -> !set.state().takesCalls()).isPresent();
  }

  /** An operator took the node out, and that is not over. */
  boolean mustBeDown(NodeId node, long now) {
    Timed<ElementState> timed = overrides.get(node);
    return timed != null && !timed.isOver(now) && administrativelyDown(node);
  }

  /** The members that a policy must see now. */
  Set<Member> seen() {
    Set<Member> seen = new HashSet<>();
    members.forEach((node, member) -> seen.add(member.seen(overrideOf(node).orElse(null))));
    return seen;
  }

  // ---- judging

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
  }

  Optional<Verdict> previous() {
    return previous;
  }

  /** The policy was asked. An answer that comes too late is nobody's. */
  void evaluated(Collection<Member> view, @Nullable Verdict verdict, long now) {
    if (late) {
      late = false;
      return;
    }
    last = verdict == null ? ModelVerdict.fallback(view) : ModelVerdict.of(verdict);
    previousOfLast = previous;
    previous = verdict == null ? previous : Optional.of(verdict);
    take(last, view, now);
  }

  /** The stand-in judges for a policy that is late. */
  void fallback(long now) {
    Set<Member> seen = seen();
    last = ModelVerdict.fallback(seen);
    take(last, seen, now);
  }

  private void take(ModelVerdict finding, Collection<Member> view, long now) {
    evaluatedMembers = Set.copyOf(view);
    evaluationDue = false;
    posture = worst(view);
    hold.add(finding, now);
  }

  /** The worst posture of those who are heard. */
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

  /** The newest members were judged. If not they must be, even if they become what they were. */
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

  /** What the policy must have found, asked once more about what the model knows. */
  ModelVerdict wanted() {
    List<Member> seen = List.copyOf(seen());
    return usesFallback() ? ModelVerdict.fallback(seen) : ModelVerdict.of(policy.find(id, seen, previousOfLast));
  }

  @Nullable ModelVerdict last() {
    return last;
  }

  // ---- what is published

  /** Whether this verdict is what must be published: an operator's word goes before what shows. */
  boolean mustPublish(Verdict verdict) {
    Timed<ServiceState> set = override;
    if (set != null) {
      return verdict.equals(Verdict.of(set.set().state(), set.set().reason()));
    }
    ModelVerdict shown = hold.shown();
    return shown != null && shown.matches(verdict);
  }

  /** Nobody has said anything of it that would stand now. */
  boolean hasNothingToPublish() {
    return override == null && hold.shown() == null;
  }

  SecurityPosture posture() {
    Timed<SecurityPosture> set = postureOverride;
    return set == null ? posture : set.set().state();
  }

  /** It has neither members nor, by this time, anything set, so that it will be forgotten. */
  boolean isIdle(long now) {
    return members.isEmpty()
        && overrides.values().stream().allMatch(set -> set.isOver(now))
        && (override == null || override.isOver(now))
        && (postureOverride == null || postureOverride.isOver(now))
        && settings.isEmpty();
  }
}
