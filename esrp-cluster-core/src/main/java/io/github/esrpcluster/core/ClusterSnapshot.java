package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.api.internal.CountedTally;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a cluster at one point in time, and everything that is counted with them.
 * Immutable; the candidates for calls are computed when first asked for, and kept.
 */
final class ClusterSnapshot {
  final ServiceId service;
  final ClusterSnapshotMembers members;
  final CountedTally tally;
  final ClusterSnapshotSites sites;

  /** The worst posture among the live members. */
  final SecurityPosture posture;

  private @Nullable ClusterSnapshotCandidates candidates; // a race makes two that are equal

  ClusterSnapshot(
      ServiceId service,
      ClusterSnapshotMembers members,
      CountedTally tally,
      ClusterSnapshotSites sites,
      SecurityPosture posture) {
    this.service = service;
    this.members = members;
    this.tally = tally;
    this.sites = sites;
    this.posture = posture;
  }

  /** Returns the snapshot of a cluster without members. */
  static ClusterSnapshot empty(ServiceId service) {
    return new ClusterSnapshot(
        service,
        ClusterSnapshotMembers.empty(),
        CountedTally.empty(),
        ClusterSnapshotSites.none(),
        SecurityPosture.GREEN);
  }

  ClusterSnapshotCandidates candidates() {
    ClusterSnapshotCandidates known = candidates;
    if (known == null) {
      known = new ClusterSnapshotCandidates(members, tally);
      candidates = known;
    }
    return known;
  }

  /** Returns the view that a policy gets, with its previous verdict. */
  ClusterView view(Optional<Verdict> previous) {
    return new View(this, previous);
  }

  /** A snapshot as a status policy sees it, with the policy's previous verdict. Immutable. */
  static class View implements ClusterView {
    final ClusterSnapshot snapshot;
    private final Optional<Verdict> previous;

    View(ClusterSnapshot snapshot, Optional<Verdict> previous) {
      this.snapshot = snapshot;
      this.previous = previous;
    }

    @Override
    public final ServiceId service() {
      return snapshot.service;
    }

    @Override
    public final List<Member> members() {
      return Collections.unmodifiableList(snapshot.members);
    }

    @Override
    public final Tally tally() {
      return snapshot.tally;
    }

    @Override
    public final Map<Optional<String>, Tally> sites() {
      return snapshot.sites.tallies(snapshot.tally);
    }

    @Override
    public final Optional<Verdict> previous() {
      return previous;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
      return other instanceof View that
          && service().equals(that.service())
          && snapshot.members.equals(that.snapshot.members)
          && previous.equals(that.previous);
    }

    @Override
    public final int hashCode() {
      return Objects.hash(service(), snapshot.members, previous);
    }

    @Override
    public final String toString() {
      return "ClusterView[" + service() + " " + tally() + "]";
    }
  }
}
