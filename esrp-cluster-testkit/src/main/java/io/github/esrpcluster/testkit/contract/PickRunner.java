package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Runs picks of a policy; fails with the candidates and the request if a pick is not valid. */
record PickRunner(LoadBalancingPolicy policy, TimeBudget budget) {
  private static final String LONG = "k".repeat(10_000);

  /**
   * Requests with and without a key, with low and high sequence numbers. The last keys have the
   * hash codes at which {@code Math.abs} and {@code %} return a negative number.
   */
  static final List<RoutingRequest> REQUESTS =
      Stream.concat(
              LongStream.of(0, 1, 2, 3, 12_345, 1L << 31, Long.MAX_VALUE)
                  .mapToObj(sequence -> RoutingRequest.any().withSequence(sequence)),
              Stream.of(
                      "",
                      "a",
                      "sip:caller@example.com",
                      "\u0441\u043e\u0441 \ud83d\ude92",
                      LONG,
                      keyWithHash(Integer.MIN_VALUE),
                      keyWithHash(Integer.MIN_VALUE - 31), // Objects.hash and List.hashCode add 31
                      keyWithHash(-1))
                  .map(RoutingRequest::ofKey))
          .toList();

  /** Returns a key of seven letters and punctuation marks whose hash code is this one. */
  static String keyWithHash(int hash) {
    char[] key = "AAAAAAA".toCharArray();
    long rest = Integer.toUnsignedLong(hash - String.valueOf(key).hashCode());
    for (int i = key.length - 1; i >= 0; i--) {
      key[i] += (char) (rest % 31);
      rest /= 31;
    }
    return String.valueOf(key);
  }

  /** A request among candidates. Candidates and requests are compared by identity. */
  record PickCall(Candidates candidates, RoutingRequest request) {
    @Override
    public String toString() {
      return request + " among " + ViewText.candidates(candidates);
    }
  }

  /** Returns each request among each of these sets. */
  static List<PickCall> calls(List<Candidates> sets) {
    return sets.stream()
        .flatMap(candidates -> REQUESTS.stream().map(request -> new PickCall(candidates, request)))
        .toList();
  }

  Member pick(PickCall call) {
    Long start = budget.start();
    Member picked;
    try {
      picked = policy.pick(call.candidates(), call.request());
    } catch (RuntimeException | Error e) {
      return fail(ViewText.format("a pick never throws, but this threw %s at %s", e, call), e);
    }
    budget.end(start);
    if (picked == null) {
      return fail("a pick is never null, but this was at " + call);
    }
    if (!call.candidates().contains(picked)) {
      return fail(
          "a pick is one of the candidates (the same object), but %s, epoch %d, is none of %s",
          ViewText.member(picked), picked.epoch(), call);
    }
    return picked;
  }

  Member pick(Candidates candidates, RoutingRequest request) {
    return pick(new PickCall(candidates, request));
  }

  static Stream<Member> members(Candidates candidates) {
    return IntStream.range(0, candidates.size()).mapToObj(candidates::get);
  }
}
