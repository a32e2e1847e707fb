package io.github.esrpcluster.core;

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

/** A member that knows its record: whoever was handed one is led back without a search. */
final class LiveMember implements Member {
  final MemberRecord record;
  private final @Nullable NodeStatus report;
  private final @Nullable OperatorOverride<ElementState> override;
  private final ElementState state;
  private final Liveness liveness;

  private LiveMember(
      MemberRecord record,
      @Nullable NodeStatus report,
      @Nullable OperatorOverride<ElementState> override,
      Member facts) {
    this.record = record;
    this.report = report;
    this.override = override;
    this.state = facts.state();
    this.liveness = facts.liveness();
  }

  /** The member as its lease, this report and this override say. */
  static LiveMember of(
      MemberRecord record,
      @Nullable NodeStatus report,
      @Nullable OperatorOverride<ElementState> override) {
    Member.Builder facts = Member.builder(record.registration);
    if (report != null) {
      facts.report(report);
    }
    if (override != null) {
      facts.override(override);
    }
    if (record.expired()) {
      facts.expired();
    }
    return new LiveMember(record, report, override, facts.build());
  }

  /** What the node last said of itself. */
  @Nullable NodeStatus said() {
    return report;
  }

  /** The posture it has told, if it is heard. */
  @Nullable SecurityPosture postureThatCounts() {
    return report == null || liveness == Liveness.EXPIRED ? null : report.posture().orElse(null);
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
  public ElementState state() {
    return state;
  }

  @Override
  public Liveness liveness() {
    return liveness;
  }

  @Override
  public int weight() {
    return record.weight;
  }

  @Override
  public Optional<NodeStatus> report() {
    return Optional.ofNullable(report);
  }

  @Override
  public Optional<OperatorOverride<ElementState>> override() {
    return Optional.ofNullable(override);
  }

  @Override
  public boolean equals(@Nullable Object other) {
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
  public int hashCode() {
    return Objects.hash(registration(), epoch(), state, liveness);
  }

  @Override
  public String toString() {
    return "Member[" + node() + " " + state.token() + " " + liveness + "]";
  }
}
