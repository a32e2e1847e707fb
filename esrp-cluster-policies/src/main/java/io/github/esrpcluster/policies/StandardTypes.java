package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The JSON forms of the policies of this package. */
final class StandardTypes {
  private static final String DISRUPTION_RULE =
      Arrays.stream(DisruptionWeight.values())
          .map(DisruptionWeight::word)
          .collect(Collectors.joining("\", \"", "must be one of \"", "\""));

  private StandardTypes() {}

  static PolicyTypes all() {
    return new PolicyTypes(List.of())
        .with(new PolicyType<>("any-up", AnyUp.class, from -> AnyUp.policy(), (policy, to) -> {}))
        .with(new PolicyType<>("all-up", AllUp.class, StandardTypes::allUp, StandardTypes::write))
        .with(new PolicyType<>("quorum", Quorum.class, StandardTypes::quorum, StandardTypes::write))
        .with(
            new PolicyType<>(
                "weighted", Weighted.class, StandardTypes::weighted, StandardTypes::write))
        .with(
            new PolicyType<>(
                "worst-of",
                WorstOf.class,
                from -> Policies.worstOf(from.policiesAt("policies")),
                (policy, to) -> to.putPolicies("policies", policy.parts())))
        .with(
            new PolicyType<>(
                "best-of",
                BestOf.class,
                from -> Policies.bestOf(from.policiesAt("policies")),
                (policy, to) -> to.putPolicies("policies", policy.parts())))
        .with(
            new PolicyType<>(
                "per-site", PerSite.class, StandardTypes::perSite, StandardTypes::write));
  }

  private static AllUp allUp(PolicyObject from) {
    AllUp policy = AllUp.policy().countingDisrupted(disruption(from));
    return excludingPlannedOutages(from) ? policy.excludingPlannedOutages() : policy;
  }

  private static void write(AllUp policy, PolicyMembers to) {
    write(policy.counting(), to);
  }

  private static Quorum quorum(PolicyObject from) {
    Quorum policy = sized(from).countingDisrupted(disruption(from));
    // A number of nodes does not ask for the option, so it is refused there as unknown.
    return policy.size().hasDenominator() && excludingPlannedOutages(from)
        ? policy.excludingPlannedOutages()
        : policy;
  }

  private static Quorum sized(PolicyObject from) {
    if (from.has("majority")) {
      if (!from.booleanAt("majority")) {
        throw from.refusal("majority", "must be true, or be left out");
      }
      return Quorum.majority();
    }
    if (from.has("declaredSize")) {
      double up = from.shareAt("up");
      double down = from.has("down") ? from.shareAt("down", up) : up;
      return Quorum.shareOf(from.intAt("declaredSize", 1, Integer.MAX_VALUE), up, down);
    }
    int up = from.intAt("up", 1, Integer.MAX_VALUE);
    return Quorum.of(up, from.has("down") ? from.intAt("down", 1, up) : up);
  }

  private static void write(Quorum policy, PolicyMembers to) {
    if (policy.size() instanceof QuorumSize.Majority) {
      to.putBoolean("majority", true);
    } else if (policy.size() instanceof QuorumSize.Count count) {
      to.putInt("up", count.nodes().up());
      Integer down = count.nodes().differentDown();
      if (down != null) {
        to.putInt("down", down);
      }
    } else if (policy.size() instanceof QuorumSize.ShareOf share) {
      to.putInt("declaredSize", share.declared());
      write(share.shares(), to);
    }
    write(policy.counting(), to);
  }

  private static Weighted weighted(PolicyObject from) {
    double up = from.shareAt("up");
    Weighted policy =
        Weighted.share(up, from.has("down") ? from.shareAt("down", up) : up)
            .countingDisrupted(disruption(from));
    return excludingPlannedOutages(from) ? policy.excludingPlannedOutages() : policy;
  }

  private static void write(Weighted policy, PolicyMembers to) {
    write(policy.shares(), to);
    write(policy.counting(), to);
  }

  private static StatusPolicy perSite(PolicyObject from) {
    StatusPolicy policy = from.policyAt("policy");
    if (!from.has("sites")) {
      return Policies.perSite(policy, from.intAt("needed", 1, Integer.MAX_VALUE));
    }
    List<String> sites = from.textsAt("sites");
    return Policies.perSite(policy, from.intAt("needed", 1, sites.size()), sites);
  }

  private static void write(PerSite policy, PolicyMembers to) {
    to.putInt("needed", policy.needed());
    if (!policy.declared().isEmpty()) {
      to.putTexts("sites", policy.declared());
    }
    to.putPolicy("policy", policy.policy());
  }

  private static void write(Thresholds<Share> shares, PolicyMembers to) {
    to.putShare("up", shares.up().value());
    Share down = shares.differentDown();
    if (down != null) {
      to.putShare("down", down.value());
    }
  }

  private static void write(Counting counting, PolicyMembers to) {
    if (counting.disruption() != DisruptionWeight.NONE) {
      to.putText("disruption", counting.disruption().word());
    }
    if (counting.excludingPlannedOutages()) {
      to.putBoolean("plannedOutLeave", true);
    }
  }

  private static DisruptionWeight disruption(PolicyObject from) {
    if (!from.has("disruption")) {
      return DisruptionWeight.NONE;
    }
    String word = from.textAt("disruption");
    return Arrays.stream(DisruptionWeight.values())
        .filter(weight -> weight.word().equals(word))
        .findFirst()
        .orElseThrow(() -> from.refusal("disruption", DISRUPTION_RULE));
  }

  private static boolean excludingPlannedOutages(PolicyObject from) {
    return from.has("plannedOutLeave") && from.booleanAt("plannedOutLeave");
  }
}
