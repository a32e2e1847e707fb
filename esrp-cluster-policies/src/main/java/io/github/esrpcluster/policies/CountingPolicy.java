package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;

/**
 * Counts how many members are up. Each option returns a new policy, and options may be set in any
 * order: the same options give equal policies. Immutable and thread-safe.
 *
 * <p>By default a member in {@code ServiceDisruption} does not count as up.
 *
 * <p>Made by {@link StatusPolicies}; vendors do not implement it.
 */
public sealed interface CountingPolicy extends StatusPolicy permits ProportionalPolicy {
  /** Returns this policy with this weight for members in {@code ServiceDisruption}. */
  CountingPolicy countingDisrupted(DisruptionWeight weight);
}
