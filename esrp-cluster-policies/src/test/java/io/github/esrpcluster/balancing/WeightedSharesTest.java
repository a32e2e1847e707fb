package io.github.esrpcluster.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedSharesTest {

  @Property
  void shares_are_exact_over_a_full_cycle(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 300) Integer> weights,
      @ForAll long firstTurn) {
    long cycle = weights.stream().mapToLong(Integer::longValue).sum();
    long first = Math.min(firstTurn, Long.MAX_VALUE - cycle);

    assertThat(
            Members.picks(LoadBalancingPolicies.weighted(), Members.weighing(weights), first, cycle)
                .values())
        .containsExactlyElementsOf(weights);
  }

  @Property
  void shares_are_spread_over_the_cycle(
      @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 300) Integer> weights,
      @ForAll @IntRange(max = 10_000) int firstTurn,
      @ForAll @IntRange(min = 1, max = 500) int turns) {
    double cycle = weights.stream().mapToLong(Integer::longValue).sum();

    Map<Member, Integer> picks =
        Members.picks(
            LoadBalancingPolicies.weighted(), Members.weighing(weights), firstTurn, turns);

    picks.forEach(
        (member, count) ->
            assertThat((double) count)
                .as("picks of weight %d in %d turns", member.weight(), turns)
                .isCloseTo(turns * member.weight() / cycle, within(10.0)));
  }

  @Test
  void share_of_a_lost_member_goes_to_the_others_in_proportion() {
    List<Member> members = new ArrayList<>(Members.weighing(List.of(10, 20, 30)));
    members.remove(0);

    assertThat(Members.picks(LoadBalancingPolicies.weighted(), members, 7, 6_000).values())
        .containsExactly(2_400, 3_600);
  }

  @Test
  void ten_thousand_heavy_members_get_their_shares() {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      members.add(Members.weighing(i, 65_535));
    }
    Candidates candidates = Candidates.of(members);
    long[] turns = {Long.MIN_VALUE, -1, 0, 1, 655_349_999L, Long.MAX_VALUE};

    for (long turn : turns) {
      assertThat(
              LoadBalancingPolicies.weighted()
                  .pick(candidates, RoutingRequest.any().withSequence(turn)))
          .isIn(members);
    }
    assertThat(Members.picks(LoadBalancingPolicies.weighted(), members, 0, 100_000).values())
        .allMatch(count -> count >= 7 && count <= 13);
  }

  /** The sum of these weights does not fit an int. */
  @Test
  void shares_are_even_if_weights_exceed_an_int() {
    Member one = Members.weighing(1, 65_535);
    Member other = Members.weighing(2, 65_535);
    List<Member> members = new ArrayList<>(Collections.nCopies(20_000, one));
    members.addAll(Collections.nCopies(20_000, other));

    Map<Member, Integer> picks =
        Members.picks(LoadBalancingPolicies.weighted(), members, 1L << 40, 10_000);

    assertThat(picks.get(one)).isCloseTo(5_000, within(10));
    assertThat(picks.get(other)).isCloseTo(5_000, within(10));
  }

  @Property
  void stride_visits_every_point(
      @ForAll @LongRange(min = 2, max = 140_000_000_000_000L) long cycle) {
    long stride = Strides.of(cycle);

    assertThat(stride).isBetween(1L, cycle - 1);
    assertThat(BigInteger.valueOf(stride).gcd(BigInteger.valueOf(cycle))).isEqualTo(BigInteger.ONE);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3_037_000_499L, 3_037_000_500L, 140_000_000_000_000L, Long.MAX_VALUE})
  void product_of_the_last_points_is_the_first_point(long cycle) {
    assertThat(Strides.product(cycle - 1, cycle - 1, cycle)).isEqualTo(1);
  }

  @Property
  void product_is_exact_for_any_cycle(
      @ForAll @LongRange(min = 0) long a,
      @ForAll @LongRange(min = 0) long b,
      @ForAll @LongRange(min = 1) long cycle) {
    BigInteger exact =
        BigInteger.valueOf(a % cycle)
            .multiply(BigInteger.valueOf(b % cycle))
            .mod(BigInteger.valueOf(cycle));

    assertThat(Strides.product(a % cycle, b % cycle, cycle)).isEqualTo(exact.longValueExact());
  }
}
