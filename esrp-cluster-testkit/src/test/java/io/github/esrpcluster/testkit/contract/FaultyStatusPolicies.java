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
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
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

  // ---- latches

  static Verdict staysInTroubleForEver(ClusterView view) {
    return view.previous()
        .filter(verdict -> verdict.state() != ServiceState.NORMAL)
        .orElseGet(() -> correct(view));
  }

  /** Locks itself when no member takes calls, and waits for an operator. */
  static StatusPolicy locksItself() {
    return new StatusPolicy() {
      private boolean locked;

      @Override
      public Verdict evaluate(ClusterView view) {
        locked |= view.members().stream().noneMatch(member -> member.state().takesCalls());
        return locked ? Verdict.of(ServiceState.DOWN, "locked") : correct(view);
      }
    };
  }

  static Verdict isNeverNormal(ClusterView view) {
    return StatusPrecedence.verdict(view.tally(), false, "a licence");
  }

  // ---- scratch fields

  static StatusPolicy keepsTheTallyInAField() {
    return new StatusPolicy() {
      private Tally tally = Tally.empty();

      @Override
      public Verdict evaluate(ClusterView view) {
        tally = view.tally();
        boolean enough = 2 * tally.count(ElementState.NORMAL) > tally.members();
        return StatusPrecedence.verdict(tally, enough, "a majority");
      }
    };
  }

  static StatusPolicy countsLostSitesInAField() {
    return new StatusPolicy() {
      private int lost;

      @Override
      public Verdict evaluate(ClusterView view) {
        lost = 0;
        view.sites().forEach((site, tally) -> lost += tally.count(ElementState.NORMAL) > 0 ? 0 : 1);
        return verdict(view, lost == 0);
      }
    };
  }

  static StatusPolicy keepsThePreviousVerdictInAField() {
    return new StatusPolicy() {
      private Optional<Verdict> previous = Optional.empty();

      @Override
      public Verdict evaluate(ClusterView view) {
        previous = view.previous();
        Tally tally = view.tally();
        int up = tally.count(ElementState.NORMAL);
        boolean wasNormal = previous.filter(Verdict.normal()::equals).isPresent();
        return verdict(view, up > 0 && up >= tally.members() / 2 + (wasNormal ? 0 : 1));
      }
    };
  }

  /** Between the write and the read of the field no method of the view is called. */
  @SuppressWarnings("ThreadPriorityCheck") // makes it likely that another thread runs in between
  static StatusPolicy keepsTheViewInAField() {
    return new StatusPolicy() {
      private ClusterView current = ClusterViewBuilder.of("sip:esrp.example.org").build();

      @Override
      public Verdict evaluate(ClusterView view) {
        current = view;
        Thread.yield();
        return correct(current);
      }
    };
  }

  // ---- cost

  static Verdict comparesAllPairsOfAHealthyCluster(ClusterView view) {
    Tally tally = view.tally();
    return tally.count(ElementState.NORMAL) == tally.members()
        ? comparesAllPairs(view)
        : correct(view);
  }

  static Verdict comparesAllPairsWhileNormal(ClusterView view) {
    return view.previous().filter(Verdict.normal()::equals).isPresent()
        ? comparesAllPairs(view)
        : correct(view);
  }

  static Verdict comparesAllPairsOfSites(ClusterView view) {
    long pairs =
        view.sites().keySet().stream()
            .flatMap(site -> view.sites().keySet().stream().filter(site::equals))
            .count();
    return verdict(view, pairs > 0 && view.tally().count(ElementState.NORMAL) > 0);
  }

  // ---- values of a view

  static Verdict requiresADomain(ClusterView view) {
    String domain = view.service().defaultDomain().orElseThrow().toString();
    return StatusPrecedence.verdict(view.tally(), !domain.isEmpty(), "a node in " + domain);
  }

  /** Should be Overloaded if every member that takes calls is full. */
  static Verdict comparesTheLoadTheWrongWayRound(ClusterView view) {
    boolean full =
        view.members().stream()
            .filter(member -> member.state().takesCalls())
            .allMatch(member -> member.load().orElse(1) < 0.9);
    boolean any = view.members().stream().anyMatch(member -> member.state().takesCalls());
    return full && any ? Verdict.of(ServiceState.OVERLOADED, "needed: a majority") : correct(view);
  }

  static Verdict addsWeightsAsInt(ClusterView view) {
    int all = 0;
    int normal = 0;
    for (Member member : view.members()) {
      all += member.weight();
      normal += member.state() == ElementState.NORMAL ? member.weight() : 0;
    }
    return verdict(view, normal >= 0.6 * all);
  }

  /** The sum of all weights becomes negative, and then one normal member is enough. */
  static Verdict comparesWithAnIntSum(ClusterView view) {
    return verdict(
        view, view.tally().weight(ElementState.NORMAL) >= (int) view.tally().weight() / 2);
  }

  static Verdict multipliesWeightsAsInt(ClusterView view) {
    int all = (int) view.tally().weight();
    return verdict(
        view, all > 0 && 100 * (int) view.tally().weight(ElementState.NORMAL) / all > 60);
  }

  static Verdict readsWeightsAsShort(ClusterView view) {
    long all = 0;
    long normal = 0;
    for (Member member : view.members()) {
      all += (short) member.weight();
      normal += member.state() == ElementState.NORMAL ? (short) member.weight() : 0;
    }
    return verdict(view, normal >= 0.6 * all);
  }

  /** Takes two milliseconds of this time for each evaluation. */
  static StatusPolicy takesTwoMilliseconds(VirtualTime time) {
    return view -> {
      time.advance(Duration.ofMillis(2));
      return correct(view);
    };
  }

  // ---- correct

  /** A correct policy that reads its own reason, and no other. */
  static Verdict readsItsOwnReason(ClusterView view) {
    int asked = view.previous().map(verdict -> need(verdict)).orElse(2);
    int normal = view.tally().count(ElementState.NORMAL);
    boolean enough = normal >= asked;
    return Verdict.of(
        StatusPrecedence.state(view.tally(), enough),
        enough && normal > 0 ? "needed to stay: 1" : "needed: 2");
  }

  private static int need(Verdict own) {
    return Integer.parseInt(own.reason().substring(own.reason().indexOf(": ") + 2));
  }
}
