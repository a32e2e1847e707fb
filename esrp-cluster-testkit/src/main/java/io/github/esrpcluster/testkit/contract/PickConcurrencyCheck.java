package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that two threads may pick with one policy at the same time, among the same candidates and
 * among others.
 *
 * <p>First each pick is stopped at each of its first accesses while the other one runs. Then two
 * threads make the first picks among the same new candidates, without control.
 */
final class PickConcurrencyCheck {
  private static final int ACCESSES = 8;
  private static final int ROUNDS = 20;

  private final PickRunner runner;
  private final boolean random;

  /**
   * @param random whether the policy may pick at random: then a pick need only be a candidate
   */
  PickConcurrencyCheck(PickRunner runner, boolean random) {
    this.runner = runner;
    this.random = random;
  }

  void check() throws InterruptedException {
    Candidates others = Candidates.of(CandidateSets.mixed(50));
    for (RoutingRequest request : PickRunner.REQUESTS) {
      for (int access = 1; access <= ACCESSES; access++) {
        PickInterleaving same = new PickInterleaving(request);
        PickInterleaving different = new PickInterleaving(request);
        if (!same.isSafe(access, same.candidates) || !different.isSafe(access, others)) {
          return; // the policy lets one thread in at a time, so picks cannot interfere
        }
      }
    }
    for (RoutingRequest request : PickRunner.REQUESTS) {
      pickOnTwoThreads(request);
    }
  }

  /** A pick among new candidates that can be stopped. */
  private final class PickInterleaving {
    private final RoutingRequest request;
    private final AccessCounter accesses = new AccessCounter(this::onAccess);
    private final Candidates candidates =
        Candidates.of(CandidateSets.mixed(4).stream().map(accesses::wrap).toList());
    private Runnable onAccess = () -> {};

    PickInterleaving(RoutingRequest request) {
      this.request = request;
    }

    private void onAccess() {
      onAccess.run();
    }

    /** Returns false if the inner pick among these candidates waits for the outer one. */
    boolean isSafe(int access, Candidates others) throws InterruptedException {
      Interleaving<Member> inner = new Interleaving<>(() -> runner.pick(others, request));
      inner.runAtAccess(access);
      onAccess = inner::onAccess;
      Member picked = runner.pick(candidates, request);
      Member innerPicked = inner.innerResult();
      onAccess = () -> {};
      requireExpected(picked, candidates, request);
      requireExpected(innerPicked, others, request);
      return !inner.isSerialized();
    }
  }

  private void pickOnTwoThreads(RoutingRequest request) throws InterruptedException {
    List<Member> members = CandidateSets.mixed(64);
    List<Candidates> rounds = Stream.generate(() -> Candidates.of(members)).limit(ROUNDS).toList();
    Member expected = runner.pick(Candidates.of(members), request);
    TwoThreads.run(
        (thread, both) -> {
          for (int round = 0; round < ROUNDS && both.bothRun(); round++) {
            both.meet(round + 1);
            require(expected, runner.pick(rounds.get(round), request), rounds.get(round), request);
          }
        });
  }

  /** Fails unless the member is the one that is picked among equal candidates by one thread. */
  private void requireExpected(Member picked, Candidates among, RoutingRequest request) {
    Candidates equal = Candidates.of(Stream.of(among).flatMap(PickRunner::members).toList());
    require(runner.pick(equal, request), picked, among, request);
  }

  private void require(Member expected, Member picked, Candidates among, RoutingRequest request) {
    if (!random && !expected.node().equals(picked.node())) {
      fail(
          "two threads may pick at the same time, but one of them got %s instead of %s for %s",
          picked.node(), expected.node(), new PickRunner.PickCall(among, request));
    }
  }
}
