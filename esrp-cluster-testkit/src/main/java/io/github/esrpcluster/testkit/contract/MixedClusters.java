package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Clusters of up to five members in every combination of conditions: without a report, expired,
 * overridden, under attack, with and without a site.
 */
final class MixedClusters {
  private static final int MAX_MEMBERS = 5;
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");

  private static final List<Function<Registration, Member.Builder>> KINDS =
      List.of(
          Member::builder, // awaiting its first status
          node -> Member.builder(node).expired(), // expired before its first report
          node -> reporting(node, ElementState.NORMAL),
          node -> reporting(node, ElementState.NORMAL).expired(),
          node -> reporting(node, ElementState.NORMAL).override(override(ElementState.DOWN)),
          node -> reporting(node, ElementState.DOWN).override(override(ElementState.NORMAL)),
          node -> reporting(node, ElementState.GOING_DOWN),
          node ->
              Member.builder(node).override(override(ElementState.SCHEDULED_MAINTENANCE)).expired(),
          node -> Member.builder(node).override(override(ElementState.NORMAL)).expired(),
          node -> Member.builder(node).report(underAttack(node.node())));

  /** All combinations. */
  static final List<ClusterView> VIEWS = all();

  private MixedClusters() {}

  private static Member.Builder reporting(Registration node, ElementState state) {
    return Member.builder(node).report(state);
  }

  private static OperatorOverride<ElementState> override(ElementState state) {
    return OperatorOverride.of(state, "operator", "");
  }

  private static NodeStatus underAttack(NodeId node) {
    return NodeStatus.builder(node, ElementState.SERVICE_DISRUPTION)
        .load(Double.MAX_VALUE)
        .posture(SecurityPosture.RED)
        .reason("under attack")
        .build();
  }

  private static List<ClusterView> all() {
    List<ClusterView> all = new ArrayList<>();
    addCombinations(new ArrayList<>(), 0, all);
    return List.copyOf(all);
  }

  /** Adds this combination, and all that extend it by members of this kind or later ones. */
  private static void addCombinations(List<Member> combination, int kind, List<ClusterView> all) {
    all.add(ClusterView.of(SERVICE, combination));
    for (int next = kind; next < KINDS.size() && combination.size() < MAX_MEMBERS; next++) {
      combination.add(KINDS.get(next).apply(registration(combination.size())).build());
      addCombinations(combination, next, all);
      combination.remove(combination.size() - 1);
    }
  }

  private static Registration registration(int index) {
    Registration.Builder registration =
        Registration.builder(SERVICE, NodeId.of("esrp" + index + ".example.org"))
            .weight(index % 2 == 0 ? Registration.MIN_WEIGHT : Registration.MAX_WEIGHT)
            .preference(1 + index);
    return index == 0 ? registration.build() : registration.site("site" + index % 2).build();
  }
}
