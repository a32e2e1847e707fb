package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Asks a policy for picks, and says which candidates and which call it was if none comes. */
record Picker(LoadBalancingPolicy policy) {
  private static final String LONG = "k".repeat(10_000);

  /** Calls with and without a key, at early and late turns. */
  static final List<RoutingRequest> CALLS =
      Stream.concat(
              LongStream.of(0, 1, 2, 3, 12_345, 1L << 31, Long.MAX_VALUE)
                  .mapToObj(turn -> RoutingRequest.any().withSequence(turn)),
              Stream.of("", "a", "sip:caller@example.com", "\u0441\u043e\u0441 \ud83d\ude92", LONG)
                  .map(RoutingRequest::ofKey))
          .toList();

  /** A call among candidates. Equal to itself only: so are its parts. */
  record Call(Candidates among, RoutingRequest request) {
    @Override
    public String toString() {
      return request + " among " + Shown.candidates(among);
    }
  }

  /** Each call among each of these. */
  static List<Call> calls(List<Candidates> sets) {
    return sets.stream()
        .flatMap(among -> CALLS.stream().map(request -> new Call(among, request)))
        .toList();
  }

  Member pick(Call call) {
    Member picked;
    try {
      picked = policy.pick(call.among(), call.request());
    } catch (RuntimeException | Error e) {
      return fail(Shown.text("a pick never throws, but this threw %s at %s", e, call), e);
    }
    if (picked == null) {
      return fail("a pick is never null, but this was at " + call);
    }
    if (!call.among().contains(picked)) {
      return fail(
          "a pick is one of the candidates (the same object), but %s, epoch %d, is none of %s",
          Shown.member(picked), picked.epoch(), call);
    }
    return picked;
  }

  Member pick(Candidates among, RoutingRequest request) {
    return pick(new Call(among, request));
  }
}
