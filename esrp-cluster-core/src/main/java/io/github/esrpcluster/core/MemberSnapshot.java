package io.github.esrpcluster.core;

import io.github.esrpcluster.api.EffectiveState;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A member that knows its record: whoever was handed one is led back without a search. Of a report
 * that tells a state and nothing else, as most do, only the state is kept.
 */
sealed class MemberSnapshot implements Member {
  /** One that an operator overrides, as few are: the others need not know of it. */
  private static final class Overridden extends MemberSnapshot {
    private final OperatorOverride<ElementState> override;

    Overridden(MemberSnapshot heard, OperatorOverride<ElementState> override) {
      super(heard.record, heard.said, heard.saidMore, Optional.of(override.state()));
      this.override = override;
    }

    @Override
    public Optional<OperatorOverride<ElementState>> override() {
      return Optional.of(override);
    }
  }

  final MemberEntry record;
  private final @Nullable ElementState said;
  private final @Nullable NodeStatus saidMore;
  private final ElementState state;
  private final Liveness liveness;

  private MemberSnapshot(
      MemberEntry record,
      @Nullable ElementState said,
      @Nullable NodeStatus saidMore,
      Optional<ElementState> set) {
    boolean expired = record.expired();
    this.record = record;
    this.said = said;
    this.saidMore = saidMore;
    this.state = EffectiveState.of(expired, set, Optional.ofNullable(said));
    this.liveness = EffectiveState.liveness(expired, said != null, state);
  }

  /** One that has not reported yet. */
  static MemberSnapshot silent(MemberEntry record) {
    return new MemberSnapshot(record, null, null, Optional.empty());
  }

  /** As its lease and this report say. */
  static MemberSnapshot reporting(MemberEntry record, NodeStatus report) {
    NodeStatus more = MemberReports.isNumbered(report) || MemberReports.tellsMore(report) ? report : null;
    return new MemberSnapshot(record, report.state(), more, Optional.empty());
  }

  /** The same report, as its lease says now. */
  MemberSnapshot now() {
    return new MemberSnapshot(record, said, saidMore, Optional.empty());
  }

  /** The same report, as its lease and this override say now. */
  MemberSnapshot under(@Nullable OperatorOverride<ElementState> override) {
    return override == null ? this : new Overridden(this, override);
  }

  /** The report tells nothing that this member has not said. */
  boolean saidAsMuchAs(NodeStatus report) {
    return saidMore == null
        ? said == report.state() && !MemberReports.tellsMore(report)
        : MemberReports.sayTheSame(saidMore, report);
  }

  /** The report, with what it leaves out as it was said before. */
  NodeStatus completing(NodeStatus report) {
    return saidMore == null ? report : MemberReports.completed(saidMore, report);
  }

  /** The posture it has told, if it is heard. */
  @Nullable SecurityPosture postureThatCounts() {
    return saidMore == null || liveness == Liveness.EXPIRED
        ? null
        : saidMore.posture().orElse(null);
  }

  /** It is how its record counts now: neither changed since, nor gone. */
  @SuppressWarnings("ReferenceEquality") // this very object, not one that says the same
  boolean isNewest() {
    return record.member == this && !record.ended();
  }

  @Override
  public Registration registration() {
    return record.registration;
  }

  @Override
  public long epoch() {
    return record.epoch;
  }

  @Override
  public int weight() {
    return record.weight;
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
    if (saidMore != null || said == null) {
      return Optional.ofNullable(saidMore);
    }
    return Optional.of(NodeStatus.of(node(), said));
  }

  @Override
  public Optional<OperatorOverride<ElementState>> override() {
    return Optional.empty();
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Member that
            && epoch() == that.epoch()
            && state == that.state()
            && liveness == that.liveness()
            && registration().equals(that.registration())
            && report().equals(that.report())
            && override().equals(that.override()));
  }

  @Override
  public final int hashCode() {
    return Objects.hash(registration(), epoch(), state, liveness);
  }

  @Override
  public String toString() {
    return "Member[" + node() + " " + state.token() + " " + liveness + "]";
  }
}
