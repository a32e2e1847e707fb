package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;

/**
 * A status policy that counts how many members are up. Its options return a new policy and may be
 * set in any order: the same options give equal policies.
 *
 * <p>By default a member in {@code ServiceDisruption} does not count as up.
 *
 * <p>Made by {@link StatusPolicies}; vendors do not implement it.
 */
public sealed interface CountingPolicy extends StatusPolicy permits ProportionalPolicy {
  /** Returns this policy with members in {@code ServiceDisruption} counted by this weight. */
  CountingPolicy countingDisrupted(DisruptionWeight weight);
}
