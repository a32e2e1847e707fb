package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A snapshot as a status policy sees it, with the policy's previous verdict. Immutable. */
class ClusterSnapshotView implements ClusterView {
  private final ClusterSnapshot snapshot;
  private final Optional<Verdict> previous;

  ClusterSnapshotView(ClusterSnapshot snapshot, Optional<Verdict> previous) {
    this.snapshot = snapshot;
    this.previous = previous;
  }

  final ClusterSnapshot snapshot() {
    return snapshot;
  }

  @Override
  public final ServiceId service() {
    return snapshot.service();
  }

  @Override
  public final List<Member> members() {
    return Collections.unmodifiableList(snapshot.members());
  }

  @Override
  public final Tally tally() {
    return snapshot.tally();
  }

  @Override
  public final Map<Optional<String>, Tally> sites() {
    return snapshot.sites().tallies(snapshot.tally());
  }

  @Override
  public final Optional<Verdict> previous() {
    return previous;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof ClusterSnapshotView that
        && service().equals(that.service())
        && snapshot.members().equals(that.snapshot.members())
        && previous.equals(that.previous);
  }

  @Override
  public final int hashCode() {
    return Objects.hash(service(), snapshot.members(), previous);
  }

  @Override
  public final String toString() {
    return "ClusterView[" + service() + " " + tally() + "]";
  }
}
