package io.github.esrpcluster.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable snapshot of one service's cluster at one point in time, as a status policy sees it.
 *
 * <p>{@link #tally()} and {@link #sites()} cost nothing to read however large the cluster is; a
 * policy that can do with them does not look at the members one by one.
 */
public interface ClusterView {
  /** The service. */
  ServiceId service();

  /** All members, in no particular order: a policy must not depend on it. */
  List<Member> members();

  /** The members counted and weighed by effective state. */
  Tally tally();

  /**
   * Returns the tally of each site that has at least one member. Members that registered without a
   * site are counted under {@code Optional.empty()}.
   */
  Map<Optional<String>, Tally> sites();

  /**
   * What this policy found last, which allows a hysteresis; empty at the first judgement and after
   * the policy was replaced. It is the policy's own verdict, before override and hold-down.
   */
  Optional<Verdict> previous();

  /**
   * Returns the part of this view in one site: its members, its tally. It has no previous verdict,
   * because none was given for it. A site without members gives an empty view.
   *
   * @param site the site; {@code Optional.empty()} for the members that registered without one
   */
  default ClusterView ofSite(Optional<String> site) {
    return new SiteView(this, site);
  }

  /** A view of these members, without a previous verdict. */
  static ClusterView of(ServiceId service, Collection<? extends Member> members) {
    return new SimpleClusterView(service, members, Optional.empty());
  }

  /** A view of these members after this verdict. */
  static ClusterView of(ServiceId service, Collection<? extends Member> members, Verdict previous) {
    return new SimpleClusterView(service, members, Optional.of(previous));
  }
}
