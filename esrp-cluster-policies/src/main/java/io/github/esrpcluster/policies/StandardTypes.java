package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The JSON forms of the policies of this package. */
final class StandardTypes {
  private static final String EXCLUDING = "excludingPlannedOutages";

  private static final String DISRUPTION_RULE =
      Arrays.stream(DisruptionWeight.values())
          .map(DisruptionWeight::word)
          .collect(Collectors.joining("\", \"", "must be one of \"", "\""));

  private StandardTypes() {}

  static PolicyTypes all() {
    return new PolicyTypes(List.of())
        .with(
            new PolicyType<>(
                "any-up", AnyUp.class, from -> StatusPolicies.anyUp(), (policy, to) -> {}))
        .with(new PolicyType<>("all-up", AllUp.class, StandardTypes::allUp, StandardTypes::write))
        .with(new PolicyType<>("quorum", Quorum.class, StandardTypes::quorum, StandardTypes::write))
        .with(
            new PolicyType<>(
                "weighted", Weighted.class, StandardTypes::weighted, StandardTypes::write))
        .with(
            new PolicyType<>(
                "worst-of",
                WorstOf.class,
                from -> StatusPolicies.worstOf(from.policiesAt("policies")),
                (policy, to) -> to.putPolicies("policies", policy.parts())))
        .with(
            new PolicyType<>(
                "best-of",
                BestOf.class,
                from -> StatusPolicies.bestOf(from.policiesAt("policies")),
                (policy, to) -> to.putPolicies("policies", policy.parts())))
        .with(
            new PolicyType<>(
                "per-site", PerSite.class, StandardTypes::perSite, StandardTypes::write));
  }

  private static StatusPolicy allUp(PolicyObject from) {
    return withOptions(StatusPolicies.allUp(), from);
  }

  private static void write(AllUp policy, PolicyMembers to) {
    write(policy.counting(), to);
  }

  private static StatusPolicy quorum(PolicyObject from) {
    if (from.has("majority")) {
      if (!from.booleanAt("majority")) {
        throw from.refusal("majority", "must be true, or be left out");
      }
      return withOptions(StatusPolicies.majority(), from);
    }
    if (from.has("declaredSize")) {
      int declaredSize = from.intAt("declaredSize", 1, Integer.MAX_VALUE);
      double up = from.shareAt("up");
      return withOptions(StatusPolicies.quorumShare(declaredSize, up, down(from, up)), from);
    }
    int up = from.intAt("up", 1, Integer.MAX_VALUE);
    return StatusPolicies.quorum(up, from.has("down") ? from.intAt("down", 1, up) : up)
        .countingDisrupted(disruption(from));
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

  private static StatusPolicy weighted(PolicyObject from) {
    double up = from.shareAt("up");
    return withOptions(StatusPolicies.weighted(up, down(from, up)), from);
  }

  private static double down(PolicyObject from, double up) {
    return from.has("down") ? from.shareAt("down", up) : up;
  }

  private static void write(Weighted policy, PolicyMembers to) {
    write(policy.shares(), to);
    write(policy.counting(), to);
  }

  private static StatusPolicy perSite(PolicyObject from) {
    StatusPolicy policy = from.policyAt("policy");
    if (!from.has("sites")) {
      return StatusPolicies.perSite(policy, from.intAt("needed", 1, Integer.MAX_VALUE));
    }
    List<String> sites = from.textsAt("sites");
    return StatusPolicies.perSite(policy, from.intAt("needed", 1, sites.size()), sites);
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
    if (counting.excludesPlannedOutages()) {
      to.putBoolean(EXCLUDING, true);
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

  private static StatusPolicy withOptions(ProportionalPolicy policy, PolicyObject from) {
    ProportionalPolicy counting = policy.countingDisrupted(disruption(from));
    return from.has(EXCLUDING) && from.booleanAt(EXCLUDING)
        ? counting.excludingPlannedOutages()
        : counting;
  }
}
