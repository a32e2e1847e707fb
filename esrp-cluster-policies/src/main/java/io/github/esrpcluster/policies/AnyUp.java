package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;

/**
 * One {@code Normal} member suffices: for clusters in which each node can carry the whole load.
 *
 * <p>JSON form: <code>{"type":"any-up"}</code>.
 */
public final class AnyUp implements StatusPolicy {
  private static final AnyUp POLICY = new AnyUp();

  private AnyUp() {}

  /** The policy; there is only this one. */
  public static AnyUp policy() {
    return POLICY;
  }

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
