package io.github.esrpcluster.testkit.contract;

import static java.util.stream.Collectors.joining;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Status policies with one typical fault each, and a correct one. */
final class FaultyStatusPolicies {
  private FaultyStatusPolicies() {}

  /** A correct policy with a hysteresis: a majority to become normal, one less to stay normal. */
  static Verdict correct(ClusterView view) {
    Tally tally = view.tally();
    boolean wasNormal =
        view.previous().filter(verdict -> verdict.state() == ServiceState.NORMAL).isPresent();
    int needed = tally.members() / 2 + (wasNormal ? 0 : 1);
    return verdict(view, tally.count(ElementState.NORMAL) >= needed);
  }

  private static Verdict verdict(ClusterView view, boolean enough) {
    return StatusPrecedence.verdict(view.tally(), enough, "a majority");
  }

  static Verdict dividesByMemberCount(ClusterView view) {
    Tally tally = view.tally();
    return verdict(view, 100 * tally.count(ElementState.NORMAL) / tally.members() > 50);
  }

  static Verdict returnsNullWithoutARule(ClusterView view) {
    return view.tally().count(ElementState.OVERLOADED) == 5 ? null : correct(view);
  }

  static Verdict returnsUnreachable(ClusterView view) {
    boolean lost = view.tally().count(ElementState.UNREACHABLE) == view.members().size();
    return lost ? Verdict.of(ServiceState.UNREACHABLE, "") : correct(view);
  }

  static Verdict requiresAReportOfEachMember(ClusterView view) {
    long normal =
        view.members().stream()
            .map(member -> member.report().orElseThrow())
            .map(NodeStatus::state)
            .filter(ElementState.NORMAL::equals)
            .count();
    return verdict(view, 2 * normal > view.members().size());
  }

  static Verdict isNormalForNoMembers(ClusterView view) {
    boolean all = view.members().stream().allMatch(member -> member.state().takesCalls());
    return all ? Verdict.normal() : correct(view);
  }

  static Verdict isNormalIfAnyIsRegistered(ClusterView view) {
    return view.tally().isEmpty() ? correct(view) : Verdict.normal();
  }

  static Verdict isAvailableInMaintenance(ClusterView view) {
    return view.tally().count(ElementState.SCHEDULED_MAINTENANCE) > 0
        ? Verdict.of(ServiceState.SCHEDULED_MAINTENANCE_AVAILABLE, "")
        : correct(view);
  }

  static Verdict dependsOnTheFirstMember(ClusterView view) {
    List<Member> members = view.members();
    return members.isEmpty() || members.get(0).state() != ElementState.DOWN
        ? correct(view)
        : Verdict.of(ServiceState.DOWN, "the primary is lost");
  }

  static Verdict dependsOnTheFirstSite(ClusterView view) {
    Optional<String> primary = view.sites().keySet().stream().findFirst().orElse(Optional.empty());
    return verdict(view, view.ofSite(primary).tally().count(ElementState.NORMAL) > 0);
  }

  static StatusPolicy picksAtRandom() {
    Random random = new Random(911);
    return view ->
        random.nextInt(1_000) == 0 ? Verdict.of(ServiceState.DOWN, "random") : correct(view);
  }

  static Verdict readsTheClock(ClusterView view) {
    boolean tick = System.nanoTime() / 1_000 % 2 == 0;
    return verdict(view, tick && view.tally().count(ElementState.NORMAL) > 0);
  }

  /** Keeps the previous verdict in a field instead of reading it from the view. */
  static StatusPolicy keepsItsLastVerdict() {
    return new StatusPolicy() {
      private Verdict last = Verdict.of(ServiceState.DOWN, "");

      @Override
      public Verdict evaluate(ClusterView view) {
        last = correct(new ViewWithPrevious(view, Optional.of(last)));
        return last;
      }
    };
  }

  static StatusPolicy cachesByClusterSize() {
    Map<Integer, Verdict> cache = new HashMap<>();
    return view -> cache.computeIfAbsent(view.members().size(), size -> correct(view));
  }

  static StatusPolicy countsInAField() {
    return new StatusPolicy() {
      private int normal;

      @Override
      public Verdict evaluate(ClusterView view) {
        normal = 0;
        view.members().forEach(member -> normal += member.state() == ElementState.NORMAL ? 1 : 0);
        return verdict(view, 2 * normal > view.tally().members());
      }
    };
  }

  static StatusPolicy worksOnOneThreadOnly() {
    Thread owner = Thread.currentThread();
    return view -> verdict(view, Thread.currentThread() == owner && view.tally().members() > 0);
  }

  static Verdict hasInvertedHysteresis(ClusterView view) {
    int needed = view.previous().isPresent() ? 3 : 2;
    return verdict(view, view.tally().count(ElementState.NORMAL) >= needed);
  }

  static Verdict improvesStepByStep(ClusterView view) {
    Verdict goal = correct(view);
    boolean fromPartial =
        view.previous().filter(verdict -> verdict.state() == ServiceState.PARTIAL).isPresent();
    return goal.state() == ServiceState.NORMAL && !fromPartial
        ? Verdict.of(ServiceState.PARTIAL, "coming up")
        : goal;
  }

  static Verdict countsEvaluationsInItsReason(ClusterView view) {
    String before = view.previous().map(Verdict::reason).orElse("");
    return Verdict.of(correct(view).state(), before + "I");
  }

  static Verdict isOverloadedIfOneIs(ClusterView view) {
    return view.tally().count(ElementState.OVERLOADED) > 0
        ? Verdict.of(ServiceState.OVERLOADED, "")
        : correct(view);
  }

  static Verdict comparesAllPairs(ClusterView view) {
    List<Member> members = List.copyOf(view.members());
    int pairs = 0;
    for (Member first : members) {
      for (Member second : members) {
        pairs += first.site().equals(second.site()) ? 1 : 0;
      }
    }
    return verdict(view, pairs > 0 && view.tally().count(ElementState.NORMAL) > 0);
  }

  static Verdict readsAllMembersForEachSite(ClusterView view) {
    Set<Optional<String>> sites = view.sites().keySet();
    long up =
        sites.stream()
            .filter(site -> view.ofSite(site).members().stream().anyMatch(m -> m.weight() > 0))
            .count();
    return verdict(view, up == sites.size());
  }

  static Verdict isLimitedToAThousandMembers(ClusterView view) {
    boolean[] up = new boolean[1_000];
    int place = 0;
    for (Member member : view.members()) {
      up[place++] = member.state() == ElementState.NORMAL;
    }
    return verdict(view, up[0] || up[1]);
  }

  static Verdict countsMembersInItsReason(ClusterView view) {
    return StatusPrecedence.verdict(view.tally(), false, view.tally().toString());
  }

  static Verdict namesItsThreshold(ClusterView view) {
    String needed = view.previous().isPresent() ? "2" : "3";
    return StatusPrecedence.verdict(view.tally(), false, needed);
  }

  static Verdict namesEveryLostNode(ClusterView view) {
    String lost =
        view.members().stream()
            .filter(member -> !member.state().takesCalls())
            .map(member -> member.node().toString())
            .collect(joining(", "));
    return StatusPrecedence.verdict(view.tally(), false, lost);
  }
}
