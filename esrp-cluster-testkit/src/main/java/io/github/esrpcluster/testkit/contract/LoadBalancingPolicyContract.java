package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LoadBalancingPolicy} keeps, each property as a test of its own. A vendor
 * extends it and supplies the policy.
 *
 * <p>The policy picks among one, two, a few and 10,000 candidates of all weights, preferences,
 * loads and states that a candidate can have, for calls with and without a key, early and late. A
 * failure names the call, the candidates and the rule. Members whom a call excludes are no
 * candidates: who picks a candidate, picks none of them.
 *
 * <p>Not every good policy is deterministic, or cheap at each pick: these two properties may be
 * relaxed for a reason, see {@link #mayDraw} and {@link #mayLookAtAllEachTime}. A relaxed property
 * is checked all the same. If it holds the test passes; if not it is reported as aborted, with the
 * reason.
 */
public abstract class LoadBalancingPolicyContract {
  private static final int FEW = 100;
  private static final int MANY = 2_000;
  private static final int PICKS = 100;
  private static final int TURNS = 36_000;

  /** What a policy claims of the shares that members get, all else being equal. */
  public enum Shares {
    /** Nothing. */
    UNCLAIMED,
    /** Each gets as many calls as any other. */
    EQUAL,
    /** Each gets calls in proportion to its weight. */
    BY_WEIGHT
  }

  /** For subclasses. */
  protected LoadBalancingPolicyContract() {}

  /** A policy to be tested; asked for by each test, equal at every call. */
  protected abstract LoadBalancingPolicy policy();

  /** More candidates to pick among; never none of them at a time. None by default. */
  protected Stream<List<Member>> moreCandidates() {
    return Stream.empty();
  }

  /** What it claims of shares; nothing by default, and then the test of it is aborted. */
  protected Shares shares() {
    return Shares.UNCLAIMED;
  }

  /**
   * Why another pick may be made for the same call, turn and candidates, as by a policy that draws
   * lots; empty, as by default, if not.
   */
  protected Optional<String> mayDraw() {
    return Optional.empty();
  }

  /**
   * Why it may look at all candidates at every pick, and not only at the first among new ones;
   * empty, as by default, if not. {@link Candidates#lowest} remembers what it found.
   */
  protected Optional<String> mayLookAtAllEachTime() {
    return Optional.empty();
  }

  // ---- a call gets a node

  /** Total: it neither throws nor returns null nor picks somebody else. */
  @Test
  public final void picks_a_candidate_for_every_call() {
    Picker picker = picker();
    candidates()
        .map(Candidates::of)
        .forEach(among -> Picker.CALLS.forEach(call -> picker.pick(among, call)));
  }

  /** Who did not take the call is excluded from it, until only one is left. */
  @Test
  public final void never_picks_one_that_was_excluded() {
    Picker picker = picker();
    CandidateSets.small().forEach(all -> Picker.CALLS.forEach(call -> exhaust(picker, all, call)));
  }

  private static void exhaust(Picker picker, List<Member> all, RoutingRequest call) {
    List<Member> left = new ArrayList<>(all);
    RoutingRequest retry = call;
    while (!left.isEmpty()) {
      Member picked = picker.pick(Candidates.of(left), retry);
      left.removeIf(member -> member.equals(picked));
      retry = retry.excluding(picked.node());
    }
  }

  /** A member is an object of its time: that of an older epoch is none. */
  @Test
  public final void picks_the_member_of_today_and_not_that_of_yesterday() {
    Picker picker = picker();
    CandidateSets.small()
        .forEach(
            yesterday -> {
              Candidates today = Candidates.of(CandidateSets.registeredAnew(yesterday));
              for (RoutingRequest call : Picker.CALLS) {
                picker.pick(Candidates.of(yesterday), call);
                picker.pick(today, call);
              }
            });
  }

  // ---- it is a pure function of what it is given

  /** Deterministic, whatever it picked in between; see {@link #mayDraw}. */
  @Test
  public final void picks_the_same_for_the_same_call_and_turn() {
    Picker picker = picker();
    List<Candidates> sets = candidates().map(Candidates::of).toList();
    Map<Picker.Call, Member> first = new HashMap<>();
    for (int round = 0; round < 3; round++) {
      for (Picker.Call call : Picker.calls(sets)) {
        Member picked = picker.pick(call);
        requireSame(first.getOrDefault(call, picked), picked, call);
        first.put(call, picked);
      }
    }
  }

  private void requireSame(Member before, Member picked, Picker.Call call) {
    if (!before.equals(picked)) {
      Relaxed.brokenBecause(
          mayDraw(),
          Shown.text(
              "the same call at the same turn goes to the same candidate, but went to %s and to %s"
                  + " for %s",
              before.node(), picked.node(), call));
    }
  }

  /** It picks for several calls at once, on any thread. */
  @Test
  public final void picks_alike_while_another_thread_picks() throws InterruptedException {
    Picker picker = picker();
    Candidates others = Candidates.of(CandidateSets.various(50));
    for (RoutingRequest call : Picker.CALLS) {
      for (int atLook = 1; atLook <= 4; atLook++) {
        Encounter<Member> encounter = new Encounter<>(() -> picker.pick(others, call));
        AccessCounter looks = new AccessCounter(encounter::look);
        Candidates among = watched(4, looks);
        encounter.meetAtLook(atLook);
        picker.pick(among, call);
        encounter.others();
      }
    }
  }

  // ---- at once

  /** Twenty times the candidates cost no more than forty times the looks at them. */
  @Test
  public final void looks_at_each_candidate_a_bounded_number_of_times() {
    for (RoutingRequest call : Picker.CALLS) {
      firstPick(FEW, call).requireLinearTo(firstPick(MANY, call));
    }
  }

  /** See {@link #mayLookAtAllEachTime}. */
  @Test
  public final void looks_at_no_more_members_for_more_candidates_once_it_knows_them() {
    for (RoutingRequest call : Picker.CALLS) {
      long few = laterPicks(FEW, call);
      long many = laterPicks(MANY, call);
      if (many > 2 * few + PICKS) {
        Relaxed.brokenBecause(
            mayLookAtAllEachTime(),
            Shown.text(
                "once it knows the candidates a pick looks at no more of them for there being more,"
                    + " but %d picks took %d looks among %d and %d among %d, for %s",
                PICKS, few, FEW, many, MANY, call));
      }
    }
  }

  // ---- fairly

  /** See {@link #shares}. Checked over many turns, to 2 % of all calls. */
  @Test
  public final void gives_each_candidate_the_share_that_it_claims_to() {
    Shares shares = shares();
    if (shares == Shares.UNCLAIMED) {
      Relaxed.report("it claims nothing of shares");
    }
    Candidates among = Candidates.of(CandidateSets.weighingDifferently());
    Map<Member, Integer> picks = picksOfManyTurns(among);
    for (Member member : among) {
      assertThat((double) picks.getOrDefault(member, 0) / TURNS)
          .as(
              "the share of %s, %s, among %s",
              Shown.member(member), shares, Shown.candidates(among))
          .isCloseTo(due(shares, member, among), within(0.02));
    }
  }

  private Map<Member, Integer> picksOfManyTurns(Candidates among) {
    Picker picker = picker();
    Map<Member, Integer> picks = new HashMap<>();
    for (int turn = 0; turn < TURNS; turn++) {
      picks.merge(picker.pick(among, RoutingRequest.any().withSequence(turn)), 1, Integer::sum);
    }
    return picks;
  }

  private static double due(Shares shares, Member member, Candidates among) {
    return shares == Shares.EQUAL
        ? 1.0 / among.size()
        : (double) member.weight() / among.totalWeight();
  }

  // ---- how it is found out

  private Picker picker() {
    return new Picker(policy());
  }

  private Stream<List<Member>> candidates() {
    return Stream.concat(CandidateSets.all(), moreCandidates());
  }

  private Cost firstPick(int candidates, RoutingRequest call) {
    AccessCounter looks = new AccessCounter();
    Candidates among = watched(candidates, looks);
    picker().pick(among, call);
    return new Cost(candidates, looks.count());
  }

  private long laterPicks(int candidates, RoutingRequest call) {
    AccessCounter looks = new AccessCounter();
    Candidates among = watched(candidates, looks);
    Picker picker = picker();
    picker.pick(among, call);
    looks.clear();
    for (int turn = 0; turn < PICKS; turn++) {
      picker.pick(among, call.withSequence(turn));
    }
    return looks.count();
  }

  private static Candidates watched(int candidates, AccessCounter looks) {
    Candidates among =
        Candidates.of(CandidateSets.various(candidates).stream().map(looks::at).toList());
    looks.clear(); // their weights were summed up
    return among;
  }
}
