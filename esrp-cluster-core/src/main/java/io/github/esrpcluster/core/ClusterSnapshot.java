package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a cluster at one point in time, with all that is counted along. Immutable to the
 * eye: who may take a call is found out when somebody asks first, and then kept.
 */
final class ClusterSnapshot {
  private final ServiceId service;
  private final ClusterSnapshotMembers members;
  private final Tally tally;
  private final ClusterSnapshotSites sites;
  private final SecurityPosture posture;
  private @Nullable ClusterSnapshotCandidates routing; // a race makes two that say the same

  ClusterSnapshot(
      ServiceId service, ClusterSnapshotMembers members, Tally tally, ClusterSnapshotSites sites, SecurityPosture posture) {
    this.service = service;
    this.members = members;
    this.tally = tally;
    this.sites = sites;
    this.posture = posture;
  }

  /** Nobody is there. */
  static ClusterSnapshot empty(ServiceId service) {
    return new ClusterSnapshot(
        service, ClusterSnapshotMembers.empty(), Tally.empty(), ClusterSnapshotSites.none(), SecurityPosture.GREEN);
  }

  ServiceId service() {
    return service;
  }

  ClusterSnapshotMembers members() {
    return members;
  }

  Tally tally() {
    return tally;
  }

  ClusterSnapshotSites sites() {
    return sites;
  }

  /** The worst of those heard. */
  SecurityPosture posture() {
    return posture;
  }

  ClusterSnapshotCandidates routing() {
    ClusterSnapshotCandidates known = routing;
    if (known == null) {
      known = new ClusterSnapshotCandidates(this);
      routing = known;
    }
    return known;
  }

  ClusterView after(Optional<Verdict> previous) {
    return new View(this, previous);
  }

  /** What a policy sees of it. */
  private record View(ClusterSnapshot snapshot, Optional<Verdict> previous) implements ClusterView {
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
    public Map<String, Tally> sites() {
      return snapshot.sites.tallies(snapshot.tally);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof View that
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
