package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view in whose midst two judgements meet. */
record Meeting(ClusterView view, Encounter<Verdict> encounter) implements ClusterView {
  private ClusterView lookedAt() {
    encounter.look();
    return view;
  }

  @Override
  public ServiceId service() {
    return lookedAt().service();
  }

  @Override
  public List<Member> members() {
    return lookedAt().members();
  }

  @Override
  public Tally tally() {
    return lookedAt().tally();
  }

  @Override
  public Map<Optional<String>, Tally> sites() {
    return lookedAt().sites();
  }

  @Override
  public Optional<Verdict> previous() {
    return lookedAt().previous();
  }
}
