package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Models one registration: a deadline, the last report, a sequence number. */
final class MemberModel {
  final Registration registration;
  final long epoch;
  private final long granted;
  private long deadline;
  private boolean expired;
  private @Nullable NodeStatus report;
  private long sequence = -1;
  private boolean usesEpochs;

  MemberModel(Registration registration, long epoch, long granted, long now) {
    this.registration = registration.toBuilder().noStatus().build();
    this.epoch = epoch;
    this.granted = granted;
    this.deadline = now + granted;
    registration.status().ifPresent(this::keepFirst);
  }

  private void keepFirst(NodeStatus first) {
    report = first;
    sequence = first.sequence().orElse(-1);
  }

  /** Returns the same membership, with its report, under these terms: the lease begins again. */
  MemberModel under(Registration terms, long newGranted, long now) {
    MemberModel other =
        new MemberModel(terms.toBuilder().noStatus().build(), epoch, newGranted, now);
    other.report = report;
    other.sequence = sequence;
    other.usesEpochs = usesEpochs;
    return other;
  }

  // ---- the lease

  long deadline() {
    return deadline;
  }

  /** Returns when an expired member is removed. */
  long retainedUntil(Setup setup) {
    return deadline + (hasReported() ? setup.retention() : setup.shortRetention()).toNanos();
  }

  boolean hasReported() {
    return report != null;
  }

  long lastContact() {
    return deadline - granted;
  }

  boolean deadlineReached(long now) {
    return now >= deadline;
  }

  /** Returns whether the manager has recorded the expiry. */
  boolean expired() {
    return expired;
  }

  void expire() {
    expired = true;
  }

  /** Returns whether a caller that acts for this owner, or for none, may act for the member. */
  boolean permits(Optional<String> caller) {
    return registration.owner().isEmpty() || registration.owner().equals(caller);
  }

  RenewalOutcome renew(long now) {
    boolean wasExpired = expired;
    expired = false;
    deadline = now + granted;
    return wasExpired ? RenewalOutcome.RECOVERED : RenewalOutcome.RENEWED;
  }

  /** Extends the lease, or the retention after the expiry, by a stall of the manager. */
  void extendByStall(long since, long now) {
    deadline += Math.max(0, now - Math.max(since, expired ? deadline : lastContact()));
  }

  // ---- reports

  ReportOutcome take(NodeStatus status, long now) {
    return usesEpochs && status.epoch().isEmpty()
        ? ReportOutcome.STALE
        : takeFromRegistration(status, now);
  }

  /** A status in a registration needs no epoch. */
  ReportOutcome takeFromRegistration(NodeStatus status, long now) {
    boolean otherEpoch = status.epoch().isPresent() && status.epoch().getAsLong() != epoch;
    boolean unnumbered = status.sequence().isEmpty() && sequence >= 0;
    boolean old = status.sequence().isPresent() && status.sequence().getAsLong() <= sequence;
    boolean far =
        sequence >= 0 && status.sequence().orElse(0) - sequence > NodeStatus.MAX_SEQUENCE_STEP;
    if (otherEpoch || unnumbered || old || far) {
      return ReportOutcome.STALE;
    }
    usesEpochs |= status.epoch().isPresent();
    sequence = status.sequence().orElse(sequence);
    boolean revived = renew(now) == RenewalOutcome.RECOVERED;
    boolean news = isNews(status);
    if (news) {
      report = completed(status);
    }
    return news || revived ? ReportOutcome.APPLIED : ReportOutcome.UNCHANGED;
  }

  private boolean isNews(NodeStatus status) {
    return report == null
        || report.state() != status.state()
        || !report.reason().equals(status.reason())
        || (status.posture().isPresent() && !status.posture().equals(report.posture()))
        || (status.load().isPresent() && !status.load().equals(report.load()));
  }

  /** Returns the report, with posture and load of the last one if it has none. */
  private NodeStatus completed(NodeStatus status) {
    NodeStatus.Builder whole =
        NodeStatus.builder(status.node(), status.state()).reason(status.reason());
    status.service().ifPresent(whole::service);
    status.sequence().ifPresent(whole::sequence);
    status.epoch().ifPresent(whole::epoch);
    if (report != null) {
      report.posture().ifPresent(whole::posture);
      report.load().ifPresent(whole::load);
    }
    status.posture().ifPresent(whole::posture);
    status.load().ifPresent(whole::load);
    return whole.build();
  }

  // ---- effective state

  /** Derives the effective state: an override counts, but no expired member takes calls. */
  ElementState state(@Nullable OperatorOverride<ElementState> set) {
    if (set != null && (!set.state().takesCalls() || !expired)) {
      return set.state();
    }
    if (expired || report == null) {
      return ElementState.UNREACHABLE;
    }
    return report.state();
  }

  /** Returns the member that a policy must see. */
  Member seen(@Nullable OperatorOverride<ElementState> set) {
    Member.Builder member = Member.builder(registration).epoch(epoch);
    if (report != null) {
      member.report(report);
    }
    if (set != null) {
      member.override(set);
    }
    return (expired ? member.expired() : member).build();
  }
}
