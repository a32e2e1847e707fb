package io.github.esrpcluster.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows one service's cluster at one point in time, as a status policy sees it. Immutable.
 *
 * <p>{@link #tally()} and {@link #sites()} are counted already, so reading them costs the same for
 * a cluster of any size. Prefer them to {@link #members()}. Made by the manager, or by {@link #of}
 * for tests; vendors do not implement it.
 */
public interface ClusterView {
  /** Returns the service. */
  ServiceId service();

  /** Returns all members, expired ones included; an immutable list in no particular order. */
  List<Member> members();

  /** Returns the number and weight of all members by effective state. */
  Tally tally();

  /**
   * Returns the tally of each site that has at least one member; an immutable map. The key of
   * members that registered without a site is {@code Optional.empty()}.
   */
  Map<Optional<String>, Tally> sites();

  /**
   * Returns the previous verdict of this policy, before override and hold-down, for example for a
   * hysteresis. Empty at the first evaluation and after the policy was replaced.
   */
  Optional<Verdict> previous();

  /**
   * Returns the view of one site: its members, its tally and no previous verdict. A site without
   * members gives an empty view.
   *
   * @param site the site; {@code Optional.empty()} for the members that registered without one
   */
  default ClusterView ofSite(Optional<String> site) {
    return new SiteView(this, site);
  }

  /**
   * Returns a view of a copy of these members, without a previous verdict. For tests of policies.
   *
   * @throws IllegalArgumentException if a member is of another service, or a node appears twice
   */
  static ClusterView of(ServiceId service, Collection<? extends Member> members) {
    return new SimpleClusterView(service, members, Optional.empty());
  }

  /**
   * Returns a view of a copy of these members, with a previous verdict. For tests of policies.
   *
   * @throws IllegalArgumentException if a member is of another service, or a node appears twice
   */
  static ClusterView of(ServiceId service, Collection<? extends Member> members, Verdict previous) {
    return new SimpleClusterView(service, members, Optional.of(previous));
  }
}
