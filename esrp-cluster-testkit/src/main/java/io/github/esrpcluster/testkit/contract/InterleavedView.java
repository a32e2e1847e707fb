package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view during whose evaluation another evaluation runs. */
record InterleavedView(ClusterView view, Interleaving<Verdict> interleaving)
    implements ClusterView {
  private ClusterView accessed() {
    interleaving.onAccess();
    return view;
  }

  @Override
  public ServiceId service() {
    return accessed().service();
  }

  @Override
  public List<Member> members() {
    return accessed().members();
  }

  @Override
  public Tally tally() {
    return accessed().tally();
  }

  @Override
  public Map<Optional<String>, Tally> sites() {
    return accessed().sites();
  }

  @Override
  public Optional<Verdict> previous() {
    return accessed().previous();
  }
}
