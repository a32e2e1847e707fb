package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ElementState;

/**
 * Compares the members that are up with all members, by number or by weight.
 *
 * <p>By default a member in a {@linkplain ElementState#isPlannedOutage() planned outage} is a
 * member like any other: it is not up, and it is part of the whole.
 *
 * <p>Made by {@link StatusPolicies}; vendors do not implement it.
 */
public sealed interface ProportionalPolicy extends CountingPolicy permits AllUp, Quorum, Weighted {
  @Override
  ProportionalPolicy countingDisrupted(DisruptionWeight weight);

  /**
   * Returns this policy without the members in a {@linkplain ElementState#isPlannedOutage() planned
   * outage}: they are not part of the whole. A planned outage of a node then does not worsen the
   * status as long as enough of the other nodes are up. If no other member is left, the service is
   * not {@code Normal}. In a quorum of a declared size, nodes registered beyond that size replace
   * nodes in a planned outage before the size shrinks.
   *
   * <p>With this option the policy is not monotonic (rule 6 of {@link
   * io.github.esrpcluster.api.StatusPolicy}): a node that returns from maintenance in any state
   * except {@code Normal} is part of the whole again, which can worsen the verdict.
   */
  ProportionalPolicy excludingPlannedOutages();
}
