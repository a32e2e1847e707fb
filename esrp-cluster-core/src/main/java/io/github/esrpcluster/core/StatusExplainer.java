package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.StatusExplanation;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.api.internal.EffectiveState;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Explains why a status is what it is, and views what it would be. */
final class StatusExplainer {
  /** After so many changes of its state, the last one recently, a node is called unstable. */
  private static final int MANY_CHANGES = 10;

  private static final Duration RECENTLY = Duration.ofHours(1);

  private StatusExplainer() {}

  /**
   * Returns an explanation of a published status that has no members yet, to be called with the
   * cluster's lock held: its cost does not depend on the number of members.
   *
   * @param policy the policy's name
   * @param withoutMember the overrides of nodes that are not members
   * @param problems returns what an operator has to mend about a node; needs no lock
   */
  static Unfinished begin(
      ServiceStatus published,
      StatusHolder status,
      ClusterSnapshot snapshot,
      String policy,
      Map<NodeId, OperatorOverride<ElementState>> withoutMember,
      Function<NodeId, List<String>> problems,
      long now) {
    Optional<StatusHeldChanges> held = Optional.ofNullable(status.held());
    Explanation withoutMembers =
        new Explanation(
            published,
            List.of(),
            snapshot.tally,
            policy,
            status.verdict(),
            status.override(now),
            status.postureOverride(now),
            overridesWithoutMember(withoutMember),
            held.flatMap(StatusHeldChanges::held)
                .map(verdict -> new Held(verdict, left(held, it -> it.heldFor(now)))),
            held.flatMap(StatusHeldChanges::heldPosture)
                .map(
                    posture ->
                        new HeldBackPosture(posture, left(held, it -> it.postureHeldFor(now)))),
            held.flatMap(StatusHeldChanges::heldReason)
                .map(reason -> new HeldBackReason(reason, left(held, it -> it.reasonHeldFor(now)))),
            status.fallback());
    return new Unfinished(withoutMembers, snapshot, problems, now);
  }

  /** An explanation that still lacks the members, which may be many. Immutable. */
  record Unfinished(
      Explanation withoutMembers,
      ClusterSnapshot snapshot,
      Function<NodeId, List<String>> problems,
      long now) {
    /** Adds the members, sorted and with their texts; needs no lock. */
    StatusExplanation finish() {
      List<StatusExplanation.MemberExplanation> members = new ArrayList<>(snapshot.members.size());
      snapshot.members.forEach(
          member -> members.add(explain((MemberSnapshot) member, problems, now)));
      members.sort(Comparator.comparing(each -> each.member().node()));
      return withoutMembers.with(List.copyOf(members));
    }
  }

  private static StatusExplanation.MemberExplanation explain(
      MemberSnapshot member, Function<NodeId, List<String>> problems, long now) {
    MemberEntry entry = member.entry;
    return new ExplainedMember(
        member,
        Texts.line(reason(member)),
        Duration.ofNanos(Math.max(0, entry.timeSinceLastContact(now))),
        Duration.ofNanos(entry.expired() ? 0 : Math.max(0, entry.left(now))),
        entry.stateChanges,
        timeSinceStateChange(entry, now),
        problems(entry, problems, now));
  }

  private static Optional<Duration> timeSinceStateChange(MemberEntry entry, long now) {
    return entry.stateChanges == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, now - entry.stateChangedAt)));
  }

  private static List<String> problems(
      MemberEntry entry, Function<NodeId, List<String>> incidents, long now) {
    List<String> problems = new ArrayList<>(incidents.apply(entry.node()));
    timeSinceStateChange(entry, now)
        .filter(since -> entry.stateChanges >= MANY_CHANGES && since.compareTo(RECENTLY) <= 0)
        .ifPresent(
            since ->
                problems.add(
                    "its state has changed "
                        + entry.stateChanges
                        + " times since it joined, the last time "
                        + Texts.approximate(since)
                        + " ago. To do: find out why the node or its network is unstable"));
    return List.copyOf(problems);
  }

  private static List<StatusExplanation.OverrideWithoutMember> overridesWithoutMember(
      Map<NodeId, OperatorOverride<ElementState>> overrides) {
    return overrides.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .<StatusExplanation.OverrideWithoutMember>map(
            each -> new WithoutMember(each.getKey(), each.getValue()))
        .toList();
  }

  /** Returns what the effective state of a member follows from. */
  private static String reason(Member member) {
    String reason = MemberSnapshot.reason(member);
    if (MemberSnapshot.isOverridden(member)) {
      String by = "set by " + member.override().map(OperatorOverride::operator).orElse("");
      return reason.isEmpty() ? by : by + ": " + reason;
    }
    return switch (member.liveness()) {
      case EXPIRED, AWAITING_STATUS -> reason;
      case LIVE, DRAINING -> reason.isEmpty() ? "reported" : "reported: " + reason;
    };
  }

  private record ExplainedMember(
      Member member,
      String reason,
      Duration timeSinceLastContact,
      Duration leaseLeft,
      long stateChanges,
      Optional<Duration> timeSinceStateChange,
      List<String> problems)
      implements StatusExplanation.MemberExplanation {}

  private record WithoutMember(NodeId node, OperatorOverride<ElementState> override)
      implements StatusExplanation.OverrideWithoutMember {}

  private record Held(Verdict verdict, Duration left)
      implements StatusExplanation.HeldImprovement {}

  private record HeldBackPosture(SecurityPosture posture, Duration left)
      implements StatusExplanation.HeldPosture {}

  private record HeldBackReason(String reason, Duration left)
      implements StatusExplanation.HeldReason {}

  private static Duration left(
      Optional<StatusHeldChanges> held, ToLongFunction<StatusHeldChanges> of) {
    return Duration.ofNanos(held.map(of::applyAsLong).orElse(0L));
  }

  private record Explanation(
      ServiceStatus published,
      List<MemberExplanation> members,
      Tally tally,
      String policy,
      Verdict verdict,
      Optional<OperatorOverride<ServiceState>> override,
      Optional<OperatorOverride<SecurityPosture>> postureOverride,
      List<OverrideWithoutMember> overridesWithoutMember,
      Optional<HeldImprovement> held,
      Optional<HeldPosture> heldPosture,
      Optional<HeldReason> heldReason,
      Optional<String> fallback)
      implements StatusExplanation {
    Explanation with(List<MemberExplanation> all) {
      return new Explanation(
          published,
          all,
          tally,
          policy,
          verdict,
          override,
          postureOverride,
          overridesWithoutMember,
          held,
          heldPosture,
          heldReason,
          fallback);
    }

    @Override
    public String text() {
      return StatusText.of(this);
    }
  }

  /**
   * Returns the same view with some members in other states.
   *
   * @throws IllegalArgumentException if one of the nodes is not a member
   */
  static ClusterView assume(ClusterView view, Map<NodeId, ElementState> assumptions) {
    Set<NodeId> missing = new HashSet<>(assumptions.keySet());
    List<Member> members =
        view.members().stream()
            .map(
                member -> {
                  missing.remove(member.node());
                  ElementState assumed = assumptions.get(member.node());
                  return assumed == null ? member : inState(member, assumed);
                })
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(missing + " are not members of " + view.service());
    }
    return view.previous().isPresent()
        ? ClusterView.of(view.service(), members, view.previous().get())
        : ClusterView.of(view.service(), members);
  }

  /** Changes of the member only what contradicts the state, as {@code simulate} promises. */
  private static Member inState(Member member, ElementState assumed) {
    if (member.state() == assumed) {
      return member;
    }
    boolean expired = assumed == ElementState.UNREACHABLE;
    Optional<OperatorOverride<ElementState>> override =
        member.override().filter(set -> EffectiveState.of(expired, set.state(), null) == assumed);
    Member.Builder other = Member.builder(member.registration()).epoch(member.epoch());
    override.ifPresent(other::override);
    if (expired) {
      other.expired();
    }
    if (expired || override.isPresent()) {
      member.report().ifPresent(other::report);
    } else {
      other.report(reporting(member, assumed));
    }
    return other.build();
  }

  private static NodeStatus reporting(Member member, ElementState assumed) {
    Optional<NodeStatus> same = member.report().filter(report -> report.state() == assumed);
    if (same.isPresent()) {
      return same.get();
    }
    NodeStatus.Builder other = NodeStatus.builder(member.node(), assumed);
    member.load().ifPresent(other::load);
    member.posture().ifPresent(other::posture);
    return other.build();
  }
}
