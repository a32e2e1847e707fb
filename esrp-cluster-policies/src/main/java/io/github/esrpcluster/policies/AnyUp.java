package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;

/** Requires one {@code Normal} member. */
enum AnyUp implements StatusPolicy {
  INSTANCE;

  @Override
  public Verdict evaluate(ClusterView view) {
    Tally tally = view.tally();
    return StatusPrecedence.verdict(tally, tally.count(ElementState.NORMAL) > 0, "1 node Normal");
  }

  @Override
  public String toString() {
    return "any-up";
  }
}
