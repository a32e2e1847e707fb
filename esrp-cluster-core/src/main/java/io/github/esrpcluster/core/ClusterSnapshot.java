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
  private final ServiceId service;
  private final ClusterSnapshotMembers members;
  private final CountedTally tally;
  private final ClusterSnapshotSites sites;
  private final SecurityPosture posture;
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

  ServiceId service() {
    return service;
  }

  ClusterSnapshotMembers members() {
    return members;
  }

  CountedTally tally() {
    return tally;
  }

  ClusterSnapshotSites sites() {
    return sites;
  }

  /** Returns the worst posture among the live members. */
  SecurityPosture posture() {
    return posture;
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
    return new SnapshotView(this, previous);
  }

  private record SnapshotView(ClusterSnapshot snapshot, Optional<Verdict> previous)
      implements ClusterView {
    @Override
    public ServiceId service() {
      return snapshot.service;
    }

    @Override
    public List<Member> members() {
      return Collections.unmodifiableList(snapshot.members);
    }

    @Override
    public Tally tally() {
      return snapshot.tally;
    }

    @Override
    public Map<Optional<String>, Tally> sites() {
      return snapshot.sites.tallies(snapshot.tally);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SnapshotView that
          && service().equals(that.service())
          && snapshot.members.equals(that.snapshot.members)
          && previous.equals(that.previous);
    }

    @Override
    public int hashCode() {
      return Objects.hash(service(), snapshot.members, previous);
    }

    @Override
    public String toString() {
      return "ClusterView[" + snapshot.service + " " + snapshot.tally + "]";
    }
  }
}
