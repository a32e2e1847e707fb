package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view with another previous verdict. */
record ViewWithPrevious(ClusterView view, Optional<Verdict> previous) implements ClusterView {
  static ClusterView of(ClusterView view, Verdict previous) {
    return new ViewWithPrevious(view, Optional.of(previous));
  }

  @Override
  public ServiceId service() {
    return view.service();
  }

  @Override
  public List<Member> members() {
    return view.members();
  }

  @Override
  public Tally tally() {
    return view.tally();
  }

  @Override
  public Map<Optional<String>, Tally> sites() {
    return view.sites();
  }
}
