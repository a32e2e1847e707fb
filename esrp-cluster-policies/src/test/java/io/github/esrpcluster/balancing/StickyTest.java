package io.github.esrpcluster.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StickyTest {

  private static Member pick(List<Member> members, String key) {
    return LoadBalancingPolicies.sticky().pick(Candidates.of(members), RoutingRequest.ofKey(key));
  }

  @Property
  void key_stays_for_any_sequence_and_order(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 65_535) Integer> weights,
      @ForAll String key,
      @ForAll long turn,
      @ForAll Random random) {
    List<Member> members = Members.weighing(weights);
    Member picked = pick(members, key);
    Collections.shuffle(members, random);

    assertThat(
            LoadBalancingPolicies.sticky()
                .pick(Candidates.of(members), RoutingRequest.ofKey(key).withSequence(turn)))
        .isSameAs(picked);
  }

  @Property
  void lost_node_moves_only_its_own_keys(
      @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 1, max = 65_535) Integer> weights,
      @ForAll @Size(max = 20) List<String> keys,
      @ForAll @IntRange(max = 7) int lost) {
    List<Member> before = Members.weighing(weights);
    List<Member> after = new ArrayList<>(before);
    Member gone = after.remove(lost % after.size());

    for (String key : keys) {
      Member picked = pick(before, key);
      if (!picked.equals(gone)) {
        assertThat(pick(after, key)).isSameAs(picked);
      }
    }
  }

  @Test
  void keys_spread_in_proportion_to_the_weights() {
    List<Member> members = Members.weighing(List.of(1, 2, 7));

    Map<Member, Integer> picks = new HashMap<>();
    IntStream.range(0, 20_000)
        .forEach(i -> picks.merge(pick(members, "urn:emergency:uid:callid:" + i), 1, Integer::sum));

    assertThat(picks.get(members.get(0))).isCloseTo(2_000, within(200));
    assertThat(picks.get(members.get(1))).isCloseTo(4_000, within(300));
    assertThat(picks.get(members.get(2))).isCloseTo(14_000, within(400));
  }

  /** A hash of the low byte of each character sent all these keys to one node. */
  @Test
  void keys_that_differ_in_high_bytes_only_spread() {
    List<Member> members = Members.weighing(List.of(1, 1));

    long ofFirst =
        IntStream.range(0, 200)
            .mapToObj(i -> "call " + (char) (0x0141 + (i << 8)))
            .filter(key -> pick(members, key).equals(members.get(0)))
            .count();

    assertThat(ofFirst).isBetween(60L, 140L);
  }

  @Property
  void each_bit_of_each_character_changes_the_hash(
      @ForAll @NotEmpty String text,
      @ForAll @IntRange(max = 1_000) int place,
      @ForAll @IntRange(max = 15) int bit) {
    char[] changed = text.toCharArray();
    changed[place % changed.length] ^= (char) (1 << bit);

    assertThat(StableHash.of(String.valueOf(changed))).isNotEqualTo(StableHash.of(text));
  }

  @Test
  void nodes_with_equal_string_hashes_get_different_keys() {
    Member one = Member.builder(Members.registration("c0.state.pa.us").build()).build();
    Member other = Member.builder(Members.registration("an.state.pa.us").build()).build();
    assertThat(one.node().toString()).hasSameHashCodeAs(other.node().toString());

    long ofOne =
        IntStream.range(0, 1_000)
            .filter(i -> pick(List.of(one, other), "k" + i).equals(one))
            .count();

    assertThat(ofOne).isBetween(400L, 600L);
  }

  /** The logarithm of anything else is no draw that others can be compared with. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE})
  void fraction_is_above_zero_and_at_most_one(long hash) {
    assertThat(StableHash.fraction(hash)).isPositive().isLessThanOrEqualTo(1);
  }

  /** Pinned: another release, or another runtime, must not move a key. */
  @ParameterizedTest
  @CsvSource({"'', 4", "a, 3", "b, 4", "+1-717-555-0100, 3", "sip:caller@example.com, 0"})
  void node_of_a_key_never_changes(String key, int number) {
    List<Member> members = Members.weighing(List.of(1, 2, 3, 4, 5));

    assertThat(pick(members, key)).isSameAs(members.get(number));
  }
}
