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

/** Policies that somebody might write, each wrong in its own way. */
final class FaultyStatusPolicies {
  private FaultyStatusPolicies() {}

  /** The one that is right: a majority to come up, one less to stay. */
  static Verdict right(ClusterView view) {
    Tally tally = view.tally();
    boolean wasNormal =
        view.previous().filter(verdict -> verdict.state() == ServiceState.NORMAL).isPresent();
    int needed = tally.members() / 2 + (wasNormal ? 0 : 1);
    return judged(view, tally.count(ElementState.NORMAL) >= needed);
  }

  private static Verdict judged(ClusterView view, boolean enough) {
    return StatusPrecedence.verdict(view.tally(), enough, "a majority");
  }

  static Verdict dividesByTheNumberOfMembers(ClusterView view) {
    Tally tally = view.tally();
    return judged(view, 100 * tally.count(ElementState.NORMAL) / tally.members() > 50);
  }

  static Verdict returnsNullWhereItHasNoRule(ClusterView view) {
    return view.tally().count(ElementState.OVERLOADED) == 5 ? null : right(view);
  }

  static Verdict saysUnreachableOfItself(ClusterView view) {
    boolean lost = view.tally().count(ElementState.UNREACHABLE) == view.members().size();
    return lost ? Verdict.of(ServiceState.UNREACHABLE, "") : right(view);
  }

  static Verdict expectsAReportOfEveryMember(ClusterView view) {
    long normal =
        view.members().stream()
            .map(member -> member.report().orElseThrow())
            .map(NodeStatus::state)
            .filter(ElementState.NORMAL::equals)
            .count();
    return judged(view, 2 * normal > view.members().size());
  }

  static Verdict isNormalWhenAllOfNobodyAre(ClusterView view) {
    boolean all = view.members().stream().allMatch(member -> member.state().takesCalls());
    return all ? Verdict.normal() : right(view);
  }

  static Verdict isNormalWhereverSomebodyIsRegistered(ClusterView view) {
    return view.tally().isEmpty() ? right(view) : Verdict.normal();
  }

  static Verdict isInMaintenanceThoughNobodyTakesCalls(ClusterView view) {
    return view.tally().count(ElementState.SCHEDULED_MAINTENANCE) > 0
        ? Verdict.of(ServiceState.SCHEDULED_MAINTENANCE_AVAILABLE, "")
        : right(view);
  }

  static Verdict letsTheFirstMemberDecide(ClusterView view) {
    List<Member> members = view.members();
    return members.isEmpty() || members.get(0).state() != ElementState.DOWN
        ? right(view)
        : Verdict.of(ServiceState.DOWN, "the primary is lost");
  }

  static Verdict letsTheFirstSiteDecide(ClusterView view) {
    String primary = view.sites().keySet().stream().findFirst().orElse("");
    return judged(view, view.ofSite(primary).tally().count(ElementState.NORMAL) > 0);
  }

  static StatusPolicy throwsDice() {
    Random dice = new Random(911);
    return view ->
        dice.nextInt(1_000) == 0 ? Verdict.of(ServiceState.DOWN, "bad luck") : right(view);
  }

  static Verdict readsTheClock(ClusterView view) {
    boolean tick = System.nanoTime() / 1_000 % 2 == 0;
    return judged(view, tick && view.tally().count(ElementState.NORMAL) > 0);
  }

  /** A hysteresis with a memory of its own. */
  static StatusPolicy remembersItsLastVerdict() {
    return new StatusPolicy() {
      private Verdict last = Verdict.of(ServiceState.DOWN, "");

      @Override
      public Verdict evaluate(ClusterView view) {
        last = right(new ViewWithPrevious(view, Optional.of(last)));
        return last;
      }
    };
  }

  static StatusPolicy cachesByTheSizeOfTheCluster() {
    Map<Integer, Verdict> cache = new HashMap<>();
    return view -> cache.computeIfAbsent(view.members().size(), size -> right(view));
  }

  static StatusPolicy countsInAField() {
    return new StatusPolicy() {
      private int normal;

      @Override
      public Verdict evaluate(ClusterView view) {
        normal = 0;
        view.members().forEach(member -> normal += member.state() == ElementState.NORMAL ? 1 : 0);
        return judged(view, 2 * normal > view.tally().members());
      }
    };
  }

  static StatusPolicy servesOneThreadOnly() {
    Thread mine = Thread.currentThread();
    return view -> judged(view, Thread.currentThread() == mine && view.tally().members() > 0);
  }

  static Verdict wantsMoreForStayingUpThanForComingUp(ClusterView view) {
    int needed = view.previous().isPresent() ? 3 : 2;
    return judged(view, view.tally().count(ElementState.NORMAL) >= needed);
  }

  static Verdict climbsAStepAtATime(ClusterView view) {
    Verdict goal = right(view);
    boolean fromPartial =
        view.previous().filter(verdict -> verdict.state() == ServiceState.PARTIAL).isPresent();
    return goal.state() == ServiceState.NORMAL && !fromPartial
        ? Verdict.of(ServiceState.PARTIAL, "coming up")
        : goal;
  }

  static Verdict countsJudgementsInItsReason(ClusterView view) {
    String before = view.previous().map(Verdict::reason).orElse("");
    return Verdict.of(right(view).state(), before + "I");
  }

  static Verdict takesOneOverloadedMemberForAll(ClusterView view) {
    return view.tally().count(ElementState.OVERLOADED) > 0
        ? Verdict.of(ServiceState.OVERLOADED, "")
        : right(view);
  }

  static Verdict comparesEachWithEach(ClusterView view) {
    List<Member> members = List.copyOf(view.members());
    int pairs = 0;
    for (Member one : members) {
      for (Member other : members) {
        pairs += one.site().equals(other.site()) ? 1 : 0;
      }
    }
    return judged(view, pairs > 0 && view.tally().count(ElementState.NORMAL) > 0);
  }

  static Verdict walksOverAllForEachSite(ClusterView view) {
    Set<String> sites = view.sites().keySet();
    long up =
        sites.stream()
            .filter(site -> view.ofSite(site).members().stream().anyMatch(m -> m.weight() > 0))
            .count();
    return judged(view, up == sites.size());
  }

  static Verdict hasRoomForAThousand(ClusterView view) {
    boolean[] up = new boolean[1_000];
    int place = 0;
    for (Member member : view.members()) {
      up[place++] = member.state() == ElementState.NORMAL;
    }
    return judged(view, up[0] || up[1]);
  }

  static Verdict countsInItsReason(ClusterView view) {
    return StatusPrecedence.verdict(view.tally(), false, view.tally().toString());
  }

  static Verdict tellsItsThreshold(ClusterView view) {
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
