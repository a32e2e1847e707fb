package io.github.esrpcluster.core;

import com.google.common.collect.ImmutableMap;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of a cluster at one point in time, with all that is counted along.
 *
 * @param posture the worst of those heard
 */
record Snapshot(
    ServiceId service,
    MemberList members,
    Tally tally,
    ImmutableMap<String, Tally> sites,
    SecurityPosture posture) {

  ClusterView after(Optional<Verdict> previous) {
    return new View(this, previous);
  }

  /** What a policy sees of it. */
  private record View(Snapshot snapshot, Optional<Verdict> previous) implements ClusterView {
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
      return snapshot.sites;
    }

    @Override
    public String toString() {
      return "ClusterView[" + snapshot.service + " " + snapshot.tally + "]";
    }
  }
}
