package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.StatusExplanation;
import io.github.esrpcluster.api.StatusExplanation.MemberExplanation;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says why a status is what it is, and what it would be. */
final class StatusExplainer {
  private StatusExplainer() {}

  static StatusExplanation explain(
      ServiceStatus posted, StatusHolder board, ClusterSnapshotBuilder members, String policy, long now) {
    return new StatusExplanation(
        posted,
        members.records().stream()
            .sorted(Comparator.comparing(MemberEntry::node))
            .map(record -> explain(record, now))
            .toList(),
        members.snapshot().tally(),
        policy,
        board.found(),
        Optional.ofNullable(board.override()).map(set -> set.seenAt(now)),
        Optional.ofNullable(board.postureOverride()).map(set -> set.seenAt(now)),
        board
            .holdDown()
            .held()
            .map(
                verdict ->
                    new StatusExplanation.Held(
                        verdict, Duration.ofNanos(board.holdDown().left(now)))),
        board.fallback());
  }

  private static MemberExplanation explain(MemberEntry record, long now) {
    return new MemberExplanation(
        record.member,
        why(record.member),
        Duration.ofNanos(Math.max(0, record.silence(now))),
        Duration.ofNanos(Math.max(0, record.left(now))));
  }

  /** What the effective state of a member follows from. */
  static String why(Member member) {
    String reason = reason(member);
    if (isOverridden(member)) {
      String by = "set by " + member.override().map(OperatorOverride::operator).orElse("");
      return reason.isEmpty() ? by : by + ": " + reason;
    }
    return switch (member.liveness()) {
      case EXPIRED, AWAITING_STATUS -> reason;
      case LIVE, DRAINING -> reason.isEmpty() ? "it says so" : "it says so: " + reason;
    };
  }

  /** The reason of the effective state: what operator or node gave, or why it is not heard. */
  static String reason(Member member) {
    if (isOverridden(member)) {
      return member.override().map(OperatorOverride::reason).orElse("");
    }
    return switch (member.liveness()) {
      case EXPIRED -> "its lease ran out";
      case AWAITING_STATUS -> "it has not reported yet";
      case LIVE, DRAINING -> member.report().map(NodeStatus::reason).orElse("");
    };
  }

  private static boolean isOverridden(Member member) {
    return member.override().filter(set -> set.state() == member.state()).isPresent();
  }

  /** The same view with some members in other states. */
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
      throw new IllegalArgumentException(missing + " are no members of " + view.service());
    }
    return view.previous().isPresent()
        ? ClusterView.of(view.service(), members, view.previous().get())
        : ClusterView.of(view.service(), members);
  }

  private static Member inState(Member member, ElementState assumed) {
    Member.Builder other = Member.builder(member.registration()).epoch(member.epoch());
    return assumed == ElementState.UNREACHABLE
        ? other.expired().build()
        : other.report(assumed).build();
  }
}
