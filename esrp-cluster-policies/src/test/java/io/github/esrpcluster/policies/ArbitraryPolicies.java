package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.internal.Texts;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates policies of this package, nested up to three deep. */
final class ArbitraryPolicies {
  private static final Arbitrary<DisruptionWeight> WEIGHTS = Arbitraries.of(DisruptionWeight.class);
  private static final Arbitrary<Double> SHARES =
      Arbitraries.integers()
          .between(1, 1_000_000_000)
          .map(billionths -> new Share(billionths).value());

  private ArbitraryPolicies() {}

  static Arbitrary<StatusPolicy> any() {
    return nested(3);
  }

  private static Arbitrary<StatusPolicy> nested(int depth) {
    if (depth == 0) {
      return leaves();
    }
    Arbitrary<StatusPolicy> parts = Arbitraries.lazy(() -> nested(depth - 1));
    return Arbitraries.oneOf(
        leaves(),
        parts.list().ofMinSize(1).ofMaxSize(3).map(StatusPolicies::worstOf),
        parts.list().ofMinSize(1).ofMaxSize(3).map(StatusPolicies::bestOf),
        perSite(parts));
  }

  private static Arbitrary<StatusPolicy> perSite(Arbitrary<StatusPolicy> parts) {
    Arbitrary<Set<String>> sites =
        Arbitraries.strings()
            .ofMinLength(1)
            .ofMaxLength(8)
            .filter(site -> !site.isBlank() && Texts.isVisible(site))
            .set()
            .ofMaxSize(4);
    return Combinators.combine(parts, sites, Arbitraries.integers().between(1, 4))
        .as(
            (part, names, needed) ->
                names.isEmpty()
                    ? StatusPolicies.perSite(part, needed)
                    : StatusPolicies.perSite(part, Math.min(needed, names.size()), names));
  }

  private static Arbitrary<StatusPolicy> leaves() {
    Arbitrary<StatusPolicy> anyUp = Arbitraries.just(StatusPolicies.anyUp());
    return Arbitraries.oneOf(anyUp, allUp(), counts(), sized(), weighted());
  }

  private static Arbitrary<StatusPolicy> allUp() {
    return withOptions(Arbitraries.just(StatusPolicies.allUp()));
  }

  private static Arbitrary<StatusPolicy> counts() {
    Arbitrary<Integer> nodes = Arbitraries.integers().between(1, Integer.MAX_VALUE);
    return Combinators.combine(nodes, nodes, WEIGHTS)
        .as(
            (a, b, weight) ->
                StatusPolicies.quorum(Math.max(a, b), Math.min(a, b)).countingDisrupted(weight));
  }

  private static Arbitrary<StatusPolicy> sized() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(0, 10_000);
    return withOptions(
        Combinators.combine(sizes, SHARES, SHARES)
            .as(
                (size, a, b) ->
                    size == 0
                        ? StatusPolicies.majority()
                        : StatusPolicies.quorumShare(size, Math.max(a, b), Math.min(a, b))));
  }

  private static Arbitrary<StatusPolicy> weighted() {
    return withOptions(
        Combinators.combine(SHARES, SHARES)
            .as((a, b) -> StatusPolicies.weighted(Math.max(a, b), Math.min(a, b))));
  }

  private static Arbitrary<StatusPolicy> withOptions(Arbitrary<ProportionalPolicy> policies) {
    return Combinators.combine(policies, WEIGHTS, Arbitraries.of(true, false))
        .as(
            (plain, weight, excluding) -> {
              ProportionalPolicy policy = plain.countingDisrupted(weight);
              return excluding ? policy.excludingPlannedOutages() : policy;
            });
  }
}
