package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any policy of this package, nested up to three deep. */
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
        parts.list().ofMinSize(1).ofMaxSize(3).map(Policies::worstOf),
        parts.list().ofMinSize(1).ofMaxSize(3).map(Policies::bestOf),
        perSite(parts));
  }

  private static Arbitrary<StatusPolicy> perSite(Arbitrary<StatusPolicy> parts) {
    Arbitrary<Set<String>> sites =
        Arbitraries.strings()
            .ofMinLength(1)
            .ofMaxLength(8)
            .filter(site -> !site.isBlank())
            .set()
            .ofMaxSize(4);
    return Combinators.combine(parts, sites, Arbitraries.integers().between(1, 4))
        .as(
            (part, names, needed) ->
                names.isEmpty()
                    ? Policies.perSite(part, needed)
                    : Policies.perSite(part, Math.min(needed, names.size()), names));
  }

  private static Arbitrary<StatusPolicy> leaves() {
    Arbitrary<StatusPolicy> anyUp = Arbitraries.just(AnyUp.policy());
    return Arbitraries.oneOf(anyUp, allUp(), counts(), sized(), weighted());
  }

  private static Arbitrary<StatusPolicy> allUp() {
    return Combinators.combine(WEIGHTS, Arbitraries.of(true, false))
        .as(
            (weight, leave) -> {
              AllUp policy = AllUp.policy().countingDisrupted(weight);
              return leave ? policy.excludingPlannedOutages() : policy;
            });
  }

  private static Arbitrary<StatusPolicy> counts() {
    Arbitrary<Integer> nodes = Arbitraries.integers().between(1, Integer.MAX_VALUE);
    return Combinators.combine(nodes, nodes, WEIGHTS)
        .as((a, b, weight) -> Quorum.of(Math.max(a, b), Math.min(a, b)).countingDisrupted(weight));
  }

  private static Arbitrary<StatusPolicy> sized() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(0, 10_000);
    return Combinators.combine(sizes, SHARES, SHARES, WEIGHTS, Arbitraries.of(true, false))
        .as(
            (size, a, b, weight, leave) -> {
              Quorum plain =
                  size == 0
                      ? Quorum.majority()
                      : Quorum.shareOf(size, Math.max(a, b), Math.min(a, b));
              Quorum policy = plain.countingDisrupted(weight);
              return leave ? policy.excludingPlannedOutages() : policy;
            });
  }

  private static Arbitrary<StatusPolicy> weighted() {
    return Combinators.combine(SHARES, SHARES, WEIGHTS, Arbitraries.of(true, false))
        .as(
            (a, b, weight, leave) -> {
              Weighted policy =
                  Weighted.share(Math.max(a, b), Math.min(a, b)).countingDisrupted(weight);
              return leave ? policy.excludingPlannedOutages() : policy;
            });
  }
}
