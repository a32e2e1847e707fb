package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.api.internal.CountedTally;
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
    return new ClusterSnapshotView(this, previous);
  }
}
