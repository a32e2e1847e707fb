package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.internal.EffectiveState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A member at one point in time, which leads to its entry without a search. Of a report that has a
 * state and nothing else, as most do, only the state is kept.
 */
sealed class MemberSnapshot extends Member {
  /** A member with an operator's override: a class of its own, so that the others need no field. */
  private static final class Overridden extends MemberSnapshot {
    private final OperatorOverride<ElementState> override;

    Overridden(MemberSnapshot reported, OperatorOverride<ElementState> override) {
      super(
          reported.entry,
          reported.reported,
          reported.details,
          override.state(),
          reported.liveness == Liveness.EXPIRED);
      this.override = override;
    }

    @Override
    public Optional<OperatorOverride<ElementState>> override() {
      return Optional.of(override);
    }
  }

  final MemberEntry entry;

  /** The state last reported; null before the first report. */
  private final @Nullable ElementState reported;

  /** The last report, if it has more than a state. */
  private final @Nullable NodeStatus details;

  final ElementState state;
  private final Liveness liveness;

  private MemberSnapshot(
      MemberEntry entry,
      @Nullable ElementState reported,
      @Nullable NodeStatus details,
      @Nullable ElementState overridden,
      boolean expired) {
    this.entry = entry;
    this.reported = reported;
    this.details = details;
    this.state = EffectiveState.of(expired, overridden, reported);
    this.liveness = EffectiveState.liveness(expired, reported != null, state);
  }

  /** Returns a member that has not reported yet. */
  static MemberSnapshot withoutReport(MemberEntry entry) {
    return new MemberSnapshot(entry, null, null, null, entry.expired());
  }

  /** Returns the member with this report, as its lease is now. */
  static MemberSnapshot reporting(MemberEntry entry, NodeStatus report) {
    NodeStatus details = isNumbered(report) || hasDetails(report) ? report : null;
    return new MemberSnapshot(entry, report.state(), details, null, entry.expired());
  }

  /** Returns the member with the same report, as its lease is now. */
  MemberSnapshot refreshed() {
    return on(entry);
  }

  /** Returns the member with the same report and another entry: its terms have changed. */
  MemberSnapshot on(MemberEntry other) {
    return new MemberSnapshot(other, reported, details, null, other.expired());
  }

  /** Returns the member with the same report, as it is when its lease has recovered. */
  MemberSnapshot recovered() {
    return new MemberSnapshot(entry, reported, details, null, false);
  }

  /** Returns the member with the same report under this override, as its lease is now. */
  MemberSnapshot under(@Nullable OperatorOverride<ElementState> override) {
    return override == null ? this : new Overridden(this, override);
  }

  /** Returns whether the node has reported in this epoch. */
  boolean hasReported() {
    return reported != null;
  }

  private static boolean hasDetails(NodeStatus report) {
    return !report.reason().isEmpty() || report.posture().isPresent() || report.load().isPresent();
  }

  private static boolean isNumbered(NodeStatus report) {
    return report.service().isPresent()
        || report.sequence().isPresent()
        || report.epoch().isPresent();
  }

  /**
   * Returns whether the report contains nothing that this member has not reported. A posture or
   * load that it leaves out stays as it was; sequence, epoch and service do not count.
   */
  boolean reported(NodeStatus report) {
    NodeStatus known = details;
    if (known == null) {
      return reported == report.state() && !hasDetails(report);
    }
    return known.state() == report.state()
        && known.reason().equals(report.reason())
        && (report.posture().isEmpty() || known.posture().equals(report.posture()))
        && (report.load().isEmpty() || known.load().equals(report.load()));
  }

  /** Returns the report, with the posture and load that it leaves out as reported before. */
  NodeStatus completed(NodeStatus report) {
    NodeStatus known = details;
    if (known == null || leavesOutNothing(report, known)) {
      return report;
    }
    NodeStatus.Builder whole = report.toBuilder();
    if (report.posture().isEmpty()) {
      known.posture().ifPresent(whole::posture);
    }
    if (report.load().isEmpty()) {
      known.load().ifPresent(whole::load);
    }
    return whole.build();
  }

  private static boolean leavesOutNothing(NodeStatus report, NodeStatus known) {
    return (report.posture().isPresent() || known.posture().isEmpty())
        && (report.load().isPresent() || known.load().isEmpty());
  }

  /** Returns the posture reported, unless the lease has expired. */
  @Nullable SecurityPosture livePosture() {
    return details == null || liveness == Liveness.EXPIRED ? null : details.posture().orElse(null);
  }

  /** Returns whether its entry still shows this very object and has not ended. */
  @SuppressWarnings("ReferenceEquality") // a newer one may be equal
  boolean isCurrent() {
    return entry.member == this && !entry.ended();
  }

  /**
   * Returns why the member is in its effective state: the operator's or node's words, or a rule.
   */
  static String reason(Member member) {
    if (isOverridden(member)) {
      return member.override().map(OperatorOverride::reason).orElse("");
    }
    return switch (member.liveness()) {
      case EXPIRED -> "lease expired";
      case AWAITING_STATUS -> "no report yet";
      case LIVE, DRAINING -> member.report().map(NodeStatus::reason).orElse("");
    };
  }

  /** Returns whether the effective state is that of an override. */
  static boolean isOverridden(Member member) {
    return member.override().filter(set -> set.state() == member.state()).isPresent();
  }

  @Override
  public Registration registration() {
    return entry.registration;
  }

  @Override
  public long epoch() {
    return entry.epoch;
  }

  @Override
  public int weight() {
    return entry.weight;
  }

  @Override
  public ElementState state() {
    return state;
  }

  @Override
  public Liveness liveness() {
    return liveness;
  }

  @Override
  public Optional<NodeStatus> report() {
    if (details != null || reported == null) {
      return Optional.ofNullable(details);
    }
    return Optional.of(NodeStatus.of(node(), reported));
  }

  @Override
  public Optional<OperatorOverride<ElementState>> override() {
    return Optional.empty();
  }
}
