package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.testkit.contract.LoadBalancingPolicyContract.Shares;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Checks that keys that differ little spread over the candidates by their claimed shares. */
final class KeySpreadCheck {
  private static final int KEYS = 10_000;

  /** Six times the standard deviation of a perfect hash. */
  private static final double TOLERANCE = 0.03;

  private final PickRunner runner;
  private final Shares shares;
  private final Candidates candidates;

  KeySpreadCheck(PickRunner runner, Shares shares) {
    this.runner = runner;
    this.shares = shares;
    // A prime number of candidates, or units of weight, is fair to a simple modulus.
    this.candidates = Candidates.of(CandidateSets.primeWeights());
  }

  void check() {
    check("call ids", number -> "urn:emergency:uid:callid:" + number + ":bcf.example.org");
    check("telephone numbers", number -> "tel:+1717555" + (1_000 + number));
    check("keys of other alphabets", KeySpreadCheck::inOtherAlphabet);
  }

  /** Returns a key of four characters, whose low bytes are the same for all numbers. */
  private static String inOtherAlphabet(int number) {
    StringBuilder key = new StringBuilder();
    for (int place = 0, rest = number; place < 4; place++, rest /= 10) {
      key.append((char) (0x5041 + (rest % 10 << 8)));
    }
    return key.toString();
  }

  private void check(String kind, IntFunction<String> key) {
    Map<Member, Integer> picks = new HashMap<>();
    for (int number = 0; number < KEYS; number++) {
      RoutingRequest request = RoutingRequest.ofKey(key.apply(number)).withSequence(number);
      picks.merge(runner.pick(candidates, request), 1, Integer::sum);
    }
    for (Member member : candidates) {
      assertThat((double) picks.getOrDefault(member, 0) / KEYS)
          .as(
              "the share of %s, %s, in %,d calls whose keys are %s, from %s to %s",
              ViewText.member(member), shares, KEYS, kind, key.apply(0), key.apply(KEYS - 1))
          .isCloseTo(shares.of(member, candidates), within(TOLERANCE));
    }
  }
}
