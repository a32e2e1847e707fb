package io.github.esrpcluster.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.esrpcluster.api.StatusPolicy;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares and thresholds: exact, and refused at the door where they make no sense. */
class ThresholdsTest {

  @ParameterizedTest
  @CsvSource({
    "0.1, 10, 1", // the double is a little more than a tenth
    "0.30000000000000004, 10, 3", // 0.1 + 0.2
    "0.6666666666666666, 3, 2", // 2.0 / 3
    "0.8333333333333334, 6, 5", // 5.0 / 6
    "0.5, 3, 2",
    "0.51, 100, 51",
    "0.000000001, 1000000000, 1",
    "0.000000001, 1000000001, 2",
    "1, 9223372036854775807, 9223372036854775807",
  })
  void aShareMeansTheNumberThatAPersonWrote(double share, long whole, long expected) {
    assertThat(Share.of("up", share).of(whole)).isEqualTo(expected);
  }

  @Property(tries = 2_000)
  void aShareIsExactWhateverTheWhole(
      @ForAll @IntRange(min = 1, max = 1_000_000_000) int billionths,
      @ForAll @LongRange(min = 0) long whole) {
    BigInteger[] exact =
        BigInteger.valueOf(billionths)
            .multiply(BigInteger.valueOf(whole))
            .divideAndRemainder(BigInteger.valueOf(1_000_000_000));

    assertThat(new Share(billionths).of(whole))
        .isEqualTo(exact[0].longValueExact() + exact[1].signum());
  }

  @Property(tries = 2_000)
  void aShareIsWrittenDownWithoutLoss(
      @ForAll @IntRange(min = 1, max = 1_000_000_000) int billionths) {
    Share share = new Share(billionths);

    assertThat(Share.of("up", share.value())).isEqualTo(share);
    assertThat(Share.of("up", Double.parseDouble(share.toString()))).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        -0.5,
        1.0000001,
        1e-10,
        Double.MIN_VALUE,
        1e300,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void whatIsNoShareIsRefused(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weighted.share(value))
        .withMessage("up " + value + " is not a share: it must be above 0 and at most 1");
    assertThatIllegalArgumentException().isThrownBy(() -> Quorum.shareOf(5, 1, value));
  }

  @Test
  void stayingUpCannotAskMoreThanComingUp() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quorum.of(2, 3))
        .withMessage("down 3 is above up 2: staying up cannot ask more than coming up");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weighted.share(0.5, 0.6))
        .withMessage("down 0.6 is above up 0.5: staying up cannot ask more than coming up");
  }

  @Test
  void lessThanOneNodeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quorum.of(0))
        .withMessage("up 0 is less than 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quorum.of(1, 0))
        .withMessage("down 0 is less than 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quorum.shareOf(0, 0.5))
        .withMessage("declaredSize 0 is less than 1");
  }

  @Test
  void plannedOutNodesCannotLeaveANumberOfNodes() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Quorum.of(3, 2).excludingPlannedOutages())
        .withMessageContaining("quorum(3, 2 to stay)");
  }

  @Test
  void policiesAreValues() {
    assertThat(Quorum.of(3)).isEqualTo(Quorum.of(3, 3)).hasSameHashCodeAs(Quorum.of(3, 3));
    assertThat(Quorum.of(3)).isNotEqualTo(Quorum.of(3, 2)).isNotEqualTo(Quorum.majority());
    assertThat(Weighted.share(0.5)).isEqualTo(Weighted.share(0.5, 0.5));
    assertThat(Weighted.share(0.5)).isNotEqualTo(Weighted.share(0.5).excludingPlannedOutages());
    assertThat(AllUp.policy().countingDisrupted(DisruptionWeight.HALF))
        .isEqualTo(AllUp.policy().countingDisrupted(DisruptionWeight.HALF))
        .isNotEqualTo(AllUp.policy());
    assertThat(AllUp.policy().excludingPlannedOutages())
        .hasSameHashCodeAs(AllUp.policy().excludingPlannedOutages());
    assertThat(Weighted.share(0.5)).hasSameHashCodeAs(Weighted.share(0.5));
  }

  /** Not asked of a hash code, but a map of policies would be a list without it. */
  @Test
  void unlikePoliciesSpreadInAMap() {
    List<StatusPolicy> unlike = new ArrayList<>();
    for (DisruptionWeight weight : DisruptionWeight.values()) {
      unlike.add(AllUp.policy().countingDisrupted(weight));
      unlike.add(Quorum.of(3).countingDisrupted(weight));
      unlike.add(Weighted.share(0.5).countingDisrupted(weight));
    }

    assertThat(unlike).extracting(Object::hashCode).doesNotHaveDuplicates();
  }

  @Test
  void policiesPrintWhatTheyAsk() {
    assertThat(AnyUp.policy()).hasToString("any-up");
    assertThat(AllUp.policy().excludingPlannedOutages()).hasToString("all-up, planned-out nodes leave");
    assertThat(Quorum.majority()).hasToString("quorum(majority)");
    assertThat(Quorum.majority().countingDisrupted(DisruptionWeight.HALF).excludingPlannedOutages())
        .hasToString("quorum(majority, disruption counts half, planned-out nodes leave)");
    assertThat(Quorum.of(3, 2)).hasToString("quorum(3, 2 to stay)");
    assertThat(Quorum.shareOf(5, 0.6)).hasToString("quorum(share of 5: 0.6)");
    assertThat(Weighted.share(0.6, 0.5)).hasToString("weighted(0.6, 0.5 to stay)");
    assertThat(
            Policies.worstOf(Quorum.of(2), Policies.perSite(AnyUp.policy(), 1, List.of("b", "a"))))
        .hasToString("worst-of(quorum(2), per-site(1 of a, b: any-up))");
    assertThat(Policies.bestOf(AnyUp.policy(), Policies.perSite(AnyUp.policy(), 2)))
        .hasToString("best-of(any-up, per-site(2 sites: any-up))");
  }
}
