package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Checks that no service improves while the load of a member rises: on every cluster of three
 * members in a state in which load may matter, with every combination of loads.
 */
final class LoadCheck {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final int MEMBERS = 3;
  private static final double[] LOADS = {0, 0.5, 0.85, 1, 1.5, Double.MAX_VALUE};
  private static final List<ElementState> STATES =
      List.of(ElementState.NORMAL, ElementState.SERVICE_DISRUPTION, ElementState.DOWN);
  private static final int KINDS = LOADS.length * STATES.size();

  private final boolean usesLoad;
  private final List<ClusterView> views;

  LoadCheck(boolean usesLoad, List<String> sites) {
    this.usesLoad = usesLoad;
    List<List<Member>> members =
        IntStream.range(0, MEMBERS).mapToObj(place -> ofEachKind(place, sites)).toList();
    views =
        IntStream.range(0, KINDS * KINDS * KINDS)
            .mapToObj(number -> view(number, members))
            .toList();
  }

  private static List<Member> ofEachKind(int place, List<String> sites) {
    Registration registration =
        Registration.builder(SERVICE, NodeId.of("esrp" + place + ".example.org"))
            .site(sites.get(place % sites.size()))
            .build();
    List<Member> members = new ArrayList<>();
    for (ElementState state : STATES) {
      for (double load : LOADS) {
        NodeStatus report = NodeStatus.builder(registration.node(), state).load(load).build();
        members.add(Member.builder(registration).report(report).build());
      }
    }
    return members;
  }

  private static ClusterView view(int number, List<List<Member>> members) {
    List<Member> present = new ArrayList<>(MEMBERS);
    for (int place = 0, rest = number; place < MEMBERS; place++, rest /= KINDS) {
      present.add(members.get(place).get(rest % KINDS));
    }
    return ClusterView.of(SERVICE, present);
  }

  void check(PolicyEvaluator evaluator, List<Optional<Verdict>> previous) {
    for (Optional<Verdict> each : previous) {
      List<Verdict> verdicts = evaluator.evaluateAll(views, each);
      for (int place = 0, unit = 1; place < MEMBERS; place++, unit *= KINDS) {
        checkEachRise(verdicts, unit);
      }
    }
  }

  /** Checks each step in which the load of the member with this unit rises to the next one. */
  private void checkEachRise(List<Verdict> verdicts, int unit) {
    for (int number = 0; number < views.size(); number++) {
      int load = number / unit % KINDS % LOADS.length;
      if (load + 1 < LOADS.length) {
        check(number, number + unit, verdicts);
      }
    }
  }

  private void check(int number, int risen, List<Verdict> verdicts) {
    Verdict before = verdicts.get(number);
    Verdict after = verdicts.get(risen);
    if (!usesLoad && !before.equals(after)) {
      fail(
          "a policy that does not declare usesLoad() ignores load, but %s",
          describe(number, risen, verdicts));
    }
    if (after.state().betterThan(before.state())) {
      fail(
          "a load that rises never improves the service, but %s",
          describe(number, risen, verdicts));
    }
  }

  private String describe(int number, int risen, List<Verdict> verdicts) {
    return ViewText.format(
        "%s at %s became %s at %s",
        verdicts.get(number),
        ViewText.view(views.get(number)),
        verdicts.get(risen),
        ViewText.view(views.get(risen)));
  }
}
