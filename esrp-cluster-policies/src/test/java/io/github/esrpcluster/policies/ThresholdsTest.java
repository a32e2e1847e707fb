package io.github.esrpcluster.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.StatusPolicy;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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
  void share_is_read_as_a_person_wrote_it(double share, long whole, long expected) {
    assertThat(Share.of("up", share).of(whole)).isEqualTo(expected);
  }

  @Property(tries = 2_000)
  void share_of_any_whole_is_exact(
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
  void share_is_written_without_loss(
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
  void number_that_is_not_a_share_is_refused(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusPolicies.weighted(value))
        .withMessage("up " + value + " is not a share: it must be above 0 and at most 1");
    assertThatIllegalArgumentException().isThrownBy(() -> StatusPolicies.quorumShare(5, 1, value));
  }

  @Test
  void down_above_up_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusPolicies.quorum(2, 3))
        .withMessage("down 3 is above up 2: staying up cannot ask more than coming up");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusPolicies.weighted(0.5, 0.6))
        .withMessage("down 0.6 is above up 0.5: staying up cannot ask more than coming up");
  }

  @Test
  void quorum_of_less_than_one_node_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusPolicies.quorum(0))
        .withMessage("up 0 is less than 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusPolicies.quorum(1, 0))
        .withMessage("down 0 is less than 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusPolicies.quorumShare(0, 0.5))
        .withMessage("declaredSize 0 is less than 1");
  }

  @ParameterizedTest
  @EnumSource
  void order_of_options_does_not_matter(DisruptionWeight weight) {
    List<ProportionalPolicy> policies =
        List.of(
            StatusPolicies.allUp(),
            StatusPolicies.majority(),
            StatusPolicies.quorumShare(5, 0.6, 0.4),
            StatusPolicies.weighted(0.6, 0.4));
    for (ProportionalPolicy policy : policies) {
      ProportionalPolicy one = policy.excludingPlannedOutages().countingDisrupted(weight);
      ProportionalPolicy other = policy.countingDisrupted(weight).excludingPlannedOutages();

      assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString(other.toString());
      assertThat(one.toString()).contains("excluding planned outages");
      assertThat(one).isNotEqualTo(policy.countingDisrupted(weight));
    }
  }

  /** The second option once made a policy forget the first. */
  @Property
  void policy_keeps_all_options_in_any_order(
      @ForAll("proportional") ProportionalPolicy policy,
      @ForAll DisruptionWeight lastWeight,
      @ForAll @Size(max = 4) List<@WithNull(0.5) DisruptionWeight> earlierOptions) {
    ProportionalPolicy actual = policy;
    for (DisruptionWeight weight : earlierOptions) { // null excludes planned outages
      actual = weight == null ? actual.excludingPlannedOutages() : actual.countingDisrupted(weight);
    }
    actual = actual.countingDisrupted(lastWeight);

    boolean excluding = earlierOptions.contains(null);
    ProportionalPolicy weightFirst = policy.countingDisrupted(lastWeight);
    assertThat(actual)
        .isEqualTo(excluding ? weightFirst.excludingPlannedOutages() : weightFirst)
        .hasToString(withOptions(policy, lastWeight, excluding));
  }

  private static String withOptions(
      StatusPolicy policy, DisruptionWeight weight, boolean excludes) {
    String options =
        (weight == DisruptionWeight.NONE ? "" : ", disruption counts " + weight.word())
            + (excludes ? ", excluding planned outages" : "");
    String plain = policy.toString();
    return plain.endsWith(")")
        ? plain.substring(0, plain.length() - 1) + options + ")"
        : plain + options;
  }

  @Provide
  static Arbitrary<ProportionalPolicy> proportional() {
    return Arbitraries.of(
        StatusPolicies.allUp(),
        StatusPolicies.majority(),
        StatusPolicies.quorumShare(5, 0.6, 0.4),
        StatusPolicies.weighted(0.6, 0.4));
  }

  @Test
  void last_disruption_weight_counts() {
    assertThat(
            StatusPolicies.majority()
                .countingDisrupted(DisruptionWeight.FULL)
                .countingDisrupted(DisruptionWeight.HALF))
        .isEqualTo(StatusPolicies.majority().countingDisrupted(DisruptionWeight.HALF));
  }

  @Test
  void policies_are_equal_by_value() {
    assertThat(StatusPolicies.quorum(3))
        .isEqualTo(StatusPolicies.quorum(3, 3))
        .hasSameHashCodeAs(StatusPolicies.quorum(3, 3));
    assertThat(StatusPolicies.quorum(3))
        .isNotEqualTo(StatusPolicies.quorum(3, 2))
        .isNotEqualTo(StatusPolicies.majority());
    assertThat(StatusPolicies.weighted(0.5)).isEqualTo(StatusPolicies.weighted(0.5, 0.5));
    assertThat(StatusPolicies.weighted(0.5))
        .isNotEqualTo(StatusPolicies.weighted(0.5).excludingPlannedOutages());
    assertThat(StatusPolicies.allUp().countingDisrupted(DisruptionWeight.HALF))
        .isEqualTo(StatusPolicies.allUp().countingDisrupted(DisruptionWeight.HALF))
        .isNotEqualTo(StatusPolicies.allUp());
    assertThat(StatusPolicies.allUp().excludingPlannedOutages())
        .hasSameHashCodeAs(StatusPolicies.allUp().excludingPlannedOutages());
    assertThat(StatusPolicies.weighted(0.5)).hasSameHashCodeAs(StatusPolicies.weighted(0.5));
  }

  /** Not asked of a hash code, but a map of policies would be a list without it. */
  @Test
  void unequal_policies_have_different_hash_codes() {
    List<StatusPolicy> unlike = new ArrayList<>();
    for (DisruptionWeight weight : DisruptionWeight.values()) {
      unlike.add(StatusPolicies.allUp().countingDisrupted(weight));
      unlike.add(StatusPolicies.quorum(3).countingDisrupted(weight));
      unlike.add(StatusPolicies.weighted(0.5).countingDisrupted(weight));
    }

    assertThat(unlike).extracting(Object::hashCode).doesNotHaveDuplicates();
  }

  @Test
  void policies_print_their_name_and_options() {
    assertThat(StatusPolicies.anyUp()).hasToString("any-up");
    assertThat(StatusPolicies.allUp().excludingPlannedOutages())
        .hasToString("all-up, excluding planned outages");
    assertThat(StatusPolicies.majority()).hasToString("quorum(majority)");
    assertThat(
            StatusPolicies.majority()
                .countingDisrupted(DisruptionWeight.HALF)
                .excludingPlannedOutages())
        .hasToString("quorum(majority, disruption counts half, excluding planned outages)");
    assertThat(StatusPolicies.quorum(3, 2)).hasToString("quorum(3, 2 to stay)");
    assertThat(StatusPolicies.quorumShare(5, 0.6)).hasToString("quorum(share of 5: 0.6)");
    assertThat(StatusPolicies.weighted(0.6, 0.5)).hasToString("weighted(0.6, 0.5 to stay)");
    assertThat(
            StatusPolicies.worstOf(
                StatusPolicies.quorum(2),
                StatusPolicies.perSite(StatusPolicies.anyUp(), 1, List.of("b", "a"))))
        .hasToString("worst-of(quorum(2), per-site(1 of a, b: any-up))");
    assertThat(
            StatusPolicies.bestOf(
                StatusPolicies.anyUp(), StatusPolicies.perSite(StatusPolicies.anyUp(), 2)))
        .hasToString("best-of(any-up, per-site(2 sites: any-up))");
  }
}
