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
 * Members as life makes them, and not only as they report: awaiting their first status, expired,
 * set by an operator, under attack, with and without a site. Every mixture of up to five of them.
 */
final class MixedClusters {
  private static final int MOST = 5;
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");

  private static final List<Function<Registration, Member.Builder>> KINDS =
      List.of(
          Member::builder, // awaits its first status
          node -> Member.builder(node).expired(), // before it ever reported
          node -> reporting(node, ElementState.NORMAL),
          node -> reporting(node, ElementState.NORMAL).expired(),
          node -> reporting(node, ElementState.NORMAL).override(set(ElementState.DOWN)),
          node -> reporting(node, ElementState.DOWN).override(set(ElementState.NORMAL)),
          node -> reporting(node, ElementState.GOING_DOWN),
          node -> Member.builder(node).override(set(ElementState.SCHEDULED_MAINTENANCE)).expired(),
          node -> Member.builder(node).override(set(ElementState.NORMAL)).expired(),
          node -> Member.builder(node).report(underAttack(node.node())));

  /** All mixtures. */
  static final List<ClusterView> VIEWS = all();

  private MixedClusters() {}

  private static Member.Builder reporting(Registration node, ElementState state) {
    return Member.builder(node).report(state);
  }

  private static OperatorOverride<ElementState> set(ElementState state) {
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
    addMixtures(new ArrayList<>(), 0, all);
    return List.copyOf(all);
  }

  /** Adds this mixture, and all that more members of this kind and the later ones make of it. */
  private static void addMixtures(List<Member> mixture, int kind, List<ClusterView> all) {
    all.add(ClusterView.of(SERVICE, mixture));
    for (int next = kind; next < KINDS.size() && mixture.size() < MOST; next++) {
      mixture.add(KINDS.get(next).apply(registration(mixture.size())).build());
      addMixtures(mixture, next, all);
      mixture.remove(mixture.size() - 1);
    }
  }

  private static Registration registration(int place) {
    Registration.Builder registration =
        Registration.builder(SERVICE, NodeId.of("esrp" + place + ".example.org"))
            .weight(place % 2 == 0 ? Registration.MIN_WEIGHT : Registration.MAX_WEIGHT)
            .preference(1 + place);
    return place == 0 ? registration.build() : registration.site("site" + place % 2).build();
  }
}
