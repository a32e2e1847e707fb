package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Tests the properties that every {@link LoadBalancingPolicy} must have, one test each. A vendor
 * extends it and supplies the policy.
 *
 * <p>The policy picks among one, two, a few and 10,000 candidates of all weights, preferences,
 * loads and states that a candidate can have, of services of every kind, for calls with and without
 * a key, with low and high sequence numbers. A failure names the call, the candidates and the rule.
 * Members that a call excludes are not candidates, so a policy that picks a candidate never picks
 * one of them.
 *
 * <p>A good policy need not be deterministic or cheap at each pick: these two properties may be
 * relaxed for a reason, see {@link #mayPickRandomly} and {@link #mayAccessAllAtEachPick}. A relaxed
 * property is checked too. If it holds the test passes; otherwise the test is reported as aborted,
 * with the reason.
 */
public abstract class LoadBalancingPolicyContract {
  private static final int FEW = 100;
  private static final int MANY = 2_000;
  private static final int PICKS = 100;
  private static final int CALLS = 36_000;
  private static final int KEYS = 50;

  /** The shares of calls that a policy claims to give to members that are otherwise equal. */
  public enum Shares {
    /** No claim. */
    UNCLAIMED,
    /** The same share to each member. */
    EQUAL,
    /** A share in proportion to the weight of the member. */
    BY_WEIGHT;

    /** Returns the claimed share of this member, from 0 to 1. */
    double of(Member member, Candidates candidates) {
      return this == BY_WEIGHT
          ? (double) member.weight() / candidates.totalWeight()
          : 1.0 / candidates.size();
    }
  }

  private @Nullable TimeBudget budget;

  /** Creates the tests; for subclasses. */
  protected LoadBalancingPolicyContract() {}

  /** Returns a policy to test; called by each test, equivalent at every call. */
  protected abstract LoadBalancingPolicy policy();

  /** Returns more sets of candidates, none of them empty. No set by default. */
  protected Stream<List<Member>> moreCandidates() {
    return Stream.empty();
  }

  /** Returns the claimed shares; no claim by default, and then the test of shares is aborted. */
  protected Shares shares() {
    return Shares.UNCLAIMED;
  }

  /**
   * Returns the shares that the policy claims for keys: of many keys, so many go to each member.
   * The same as {@link #shares} by default. Without a claim the test of keys is aborted.
   */
  protected Shares sharesOfKeys() {
    return shares();
  }

  /**
   * Returns the reason why the picks for the same request and candidates may differ, for a policy
   * that picks at random; empty by default: they may not.
   */
  protected Optional<String> mayPickRandomly() {
    return Optional.empty();
  }

  /**
   * Returns the reason why the policy may access all candidates at every pick; empty by default:
   * only at the first pick among new candidates. {@link Candidates#lowest} remembers its result.
   */
  protected Optional<String> mayAccessAllAtEachPick() {
    return Optional.empty();
  }

  /**
   * Returns the longest time that a pick may take on average, 250 microseconds by default: the call
   * waits for it. Each test allows 5 seconds on top of that for a busy machine.
   */
  protected Duration maxPickTime() {
    return Duration.ofNanos(250_000);
  }

  /** Returns the clock that measures the picks. */
  TimeSource timeSource() {
    return TimeSource.system();
  }

  // ---- every call gets a node

  /** Verifies that the policy neither throws nor returns null nor picks a member not offered. */
  @Test
  public final void policy_picks_a_candidate_for_every_call() {
    PickRunner runner = runner();
    Stream.concat(candidates(), Stream.of(CandidateSets.heavy()))
        .map(Candidates::of)
        .forEach(set -> PickRunner.REQUESTS.forEach(request -> runner.pick(set, request)));
  }

  /** Verifies that retries, each excluding the members tried before, reach every candidate. */
  @Test
  public final void policy_never_picks_an_excluded_member() {
    PickRunner runner = runner();
    CandidateSets.small()
        .forEach(all -> PickRunner.REQUESTS.forEach(request -> exhaust(runner, all, request)));
  }

  private static void exhaust(PickRunner runner, List<Member> all, RoutingRequest request) {
    List<Member> left = new ArrayList<>(all);
    RoutingRequest retry = request;
    while (!left.isEmpty()) {
      Member picked = runner.pick(Candidates.of(left), retry);
      left.removeIf(member -> member.equals(picked));
      retry = retry.excluding(picked.node());
    }
  }

  /** Verifies that the policy never picks a member of an older epoch that it has seen before. */
  @Test
  public final void policy_picks_the_member_of_the_current_epoch() {
    PickRunner runner = runner();
    CandidateSets.small()
        .forEach(
            older -> {
              Candidates current = Candidates.of(CandidateSets.withNextEpoch(older));
              for (RoutingRequest request : PickRunner.REQUESTS) {
                runner.pick(Candidates.of(older), request);
                runner.pick(current, request);
              }
            });
  }

  // ---- a pure function of request and candidates

  /** Verifies that the policy is deterministic; see {@link #mayPickRandomly}. */
  @Test
  public final void same_call_and_sequence_get_the_same_member() {
    PickRunner runner = runner();
    List<Candidates> sets = candidates().map(Candidates::of).toList();
    Map<PickRunner.PickCall, Member> first = new HashMap<>();
    for (int round = 0; round < 3; round++) {
      for (PickRunner.PickCall call : PickRunner.calls(sets)) {
        Member picked = runner.pick(call);
        requireSame(first.getOrDefault(call, picked), picked, call);
        first.put(call, picked);
      }
    }
  }

  private void requireSame(Member before, Member picked, PickRunner.PickCall call) {
    if (!before.equals(picked)) {
      RelaxedProperty.violated(
          mayPickRandomly(),
          ViewText.format(
              "the same call with the same sequence goes to the same candidate, but went to %s and"
                  + " to %s for %s",
              before.node(), picked.node(), call));
    }
  }

  /**
   * Verifies that the policy remembers no earlier pick: a key that moved because its member was
   * lost returns with it, and a member that joins gets the keys that it would have had from the
   * start. Not tested if {@link #mayPickRandomly} relaxes the policy.
   */
  @Test
  public final void pick_ignores_earlier_picks() {
    if (mayPickRandomly().isPresent()) {
      RelaxedProperty.report(mayPickRandomly().get());
    }
    List<Member> all = CandidateSets.mixed(7);
    PickRunner fresh = runner();
    PickRunner used = runner();
    for (int number = 0; number < KEYS; number++) {
      RoutingRequest request = RoutingRequest.ofKey("caller " + number);
      Candidates candidates = Candidates.of(all);
      Member first = fresh.pick(candidates, request);
      List<Member> others = all.stream().filter(member -> !member.equals(first)).toList();
      PickRunner.PickCall call = new PickRunner.PickCall(candidates, request);
      fresh.pick(Candidates.of(others), request);
      requireSamePick(first, fresh.pick(call), call);
      used.pick(Candidates.of(others), request);
      requireSamePick(first, used.pick(call), call);
    }
  }

  private static void requireSamePick(Member first, Member again, PickRunner.PickCall call) {
    if (!first.equals(again)) {
      fail(
          "earlier picks do not matter, but %s became %s after a pick without %s for %s",
          first.node(), again.node(), first.node(), call);
    }
  }

  /** Verifies that the policy does not keep candidates, members and keys of earlier calls. */
  @Test
  public final void policy_keeps_nothing_of_earlier_calls() {
    new MemoryCheck(runner()).check();
  }

  /**
   * Verifies that several threads may pick at the same time, among the same candidates and others.
   */
  @Test
  public final void pick_survives_concurrent_picks() throws InterruptedException {
    new PickConcurrencyCheck(runner(), mayPickRandomly().isPresent()).check();
  }

  // ---- cost

  /** Verifies that 20 times the candidates need at most 40 times the accesses. */
  @Test
  public final void policy_accesses_each_candidate_a_bounded_number_of_times() {
    for (RoutingRequest request : PickRunner.REQUESTS) {
      firstPick(FEW, request).requireLinearTo(firstPick(MANY, request));
    }
  }

  /**
   * Verifies that the cost of later picks does not grow with the candidates; see {@link
   * #mayAccessAllAtEachPick}.
   */
  @Test
  public final void later_picks_access_a_bounded_number_of_candidates() {
    for (RoutingRequest request : PickRunner.REQUESTS) {
      long few = laterPicks(FEW, request);
      long many = laterPicks(MANY, request);
      if (many > 2 * few + PICKS) {
        RelaxedProperty.violated(
            mayAccessAllAtEachPick(),
            ViewText.format(
                "after the first pick the number of accesses does not grow with the candidates,"
                    + " but %d picks took %d accesses among %d and %d among %d, for %s",
                PICKS, few, FEW, many, MANY, request));
      }
    }
  }

  // ---- fairness

  /** Verifies {@link #shares} over 36,000 calls, to 2 % of all calls. */
  @Test
  public final void each_candidate_gets_its_claimed_share() {
    Shares shares = shares();
    if (shares == Shares.UNCLAIMED) {
      RelaxedProperty.report("the policy claims no shares");
    }
    Candidates candidates = Candidates.of(CandidateSets.differentWeights());
    Map<Member, Integer> picks = picksOfManyCalls(candidates);
    for (Member member : candidates) {
      assertThat((double) picks.getOrDefault(member, 0) / CALLS)
          .as(
              "the share of %s, %s, among %s",
              ViewText.member(member), shares, ViewText.candidates(candidates))
          .isCloseTo(shares.of(member, candidates), within(0.02));
    }
  }

  /** Verifies {@link #sharesOfKeys} for 10,000 keys of three kinds each, to 3 % of all calls. */
  @Test
  public final void keys_spread_by_their_claimed_shares() {
    if (sharesOfKeys() == Shares.UNCLAIMED) {
      RelaxedProperty.report("the policy claims no shares of keys");
    }
    new KeySpreadCheck(runner(), sharesOfKeys()).check();
  }

  /**
   * Verifies that a policy that claims {@link #shares} leaves no candidate without calls while
   * calls with and without a key alternate, or first and second attempts.
   */
  @Test
  public final void each_kind_of_call_reaches_every_candidate() {
    if (shares() == Shares.UNCLAIMED) {
      RelaxedProperty.report("the policy claims no shares");
    }
    new TurnCheck(runner()).checkCallsWithAndWithoutAKey();
    new TurnCheck(runner()).checkFirstAndSecondAttempts();
  }

  private Map<Member, Integer> picksOfManyCalls(Candidates candidates) {
    PickRunner runner = runner();
    Map<Member, Integer> picks = new HashMap<>();
    for (int sequence = 0; sequence < CALLS; sequence++) {
      RoutingRequest request = RoutingRequest.any().withSequence(sequence);
      picks.merge(runner.pick(candidates, request), 1, Integer::sum);
    }
    return picks;
  }

  // ---- helpers

  private PickRunner runner() {
    if (budget == null) {
      budget =
          new TimeBudget(
              timeSource(),
              "picking",
              maxPickTime(),
              "a policy picks at once; if it cannot be faster, override maxPickTime()");
    }
    return new PickRunner(policy(), budget);
  }

  private Stream<List<Member>> candidates() {
    return Stream.concat(CandidateSets.all(), moreCandidates());
  }

  private AccessCost firstPick(int size, RoutingRequest request) {
    AccessCounter accesses = new AccessCounter();
    Candidates candidates = wrapped(size, accesses);
    runner().pick(candidates, request);
    return new AccessCost(size, accesses.count());
  }

  private long laterPicks(int size, RoutingRequest request) {
    AccessCounter accesses = new AccessCounter();
    Candidates candidates = wrapped(size, accesses);
    PickRunner runner = runner();
    runner.pick(candidates, request);
    accesses.reset();
    for (int sequence = 0; sequence < PICKS; sequence++) {
      runner.pick(candidates, request.withSequence(sequence));
    }
    return accesses.count();
  }

  private static Candidates wrapped(int size, AccessCounter accesses) {
    Candidates candidates =
        Candidates.of(CandidateSets.mixed(size).stream().map(accesses::wrap).toList());
    accesses.reset(); // Candidates.of has read the weights
    return candidates;
  }
}
