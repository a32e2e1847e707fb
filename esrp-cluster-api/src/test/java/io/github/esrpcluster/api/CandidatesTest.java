package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static final Member LIGHT = member("a.example", 1, 5);
  private static final Member HEAVY = member("b.example", 3, 1);
  private static final Member OTHER = member("c.example", 2, 5);
  private static final Candidates CANDIDATES = Candidates.of(List.of(LIGHT, HEAVY, OTHER));

  private static Member member(String node, int weight, int preference) {
    return Member.builder(
            Registration.builder(ServiceId.of("sip:esrp.example"), NodeId.of(node))
                .weight(weight)
                .preference(preference)
                .build())
        .build();
  }

  @Test
  void empty_collection_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Candidates.of(List.of()))
        .withMessage("0 candidates: use at least one member");
  }

  @Test
  void points_select_candidates_by_weight() {
    assertThat(CANDIDATES.totalWeight()).isEqualTo(6);
    assertThat(CANDIDATES.atWeight(0)).isSameAs(LIGHT);
    assertThat(CANDIDATES.atWeight(1)).isSameAs(HEAVY);
    assertThat(CANDIDATES.atWeight(3)).isSameAs(HEAVY);
    assertThat(CANDIDATES.atWeight(4)).isSameAs(OTHER);
    assertThat(CANDIDATES.atWeight(5)).isSameAs(OTHER);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> CANDIDATES.atWeight(6));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> CANDIDATES.atWeight(-1));
  }

  @Test
  void point_outside_is_refused_with_the_range() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> CANDIDATES.atWeight(6))
        .withMessage("point 6 is not in 0..5");
  }

  @Test
  void candidates_contain_members_by_identity() {
    assertThat(CANDIDATES.size()).isEqualTo(3);
    assertThat(CANDIDATES.contains(OTHER)).isTrue();
    assertThat(CANDIDATES.contains(member("c.example", 2, 5))).as("an equal one").isFalse();
    assertThat(CANDIDATES.contains(member("d.example", 1, 1))).isFalse();
    assertThat(CANDIDATES).hasToString("Candidates[" + LIGHT + ", " + HEAVY + ", " + OTHER + "]");
  }

  @Test
  void round_robin_accepts_any_sequence_number() {
    assertThat(CANDIDATES.roundRobin(4)).isSameAs(HEAVY);
    assertThat(CANDIDATES.roundRobin(-1)).isSameAs(OTHER);
  }

  @Test
  void most_preferred_keep_order_and_weights() {
    assertThat(CANDIDATES.mostPreferred()).containsExactly(LIGHT, OTHER);
    assertThat(CANDIDATES.mostPreferred().totalWeight()).isEqualTo(3);
  }

  @Test
  void lowest_treats_nan_as_the_highest() {
    assertThat(CANDIDATES.lowest(Member::weight)).containsExactly(LIGHT);
    assertThat(CANDIDATES.lowest(m -> m.equals(LIGHT) ? Double.NaN : 1))
        .containsExactly(HEAVY, OTHER);
    assertThat(CANDIDATES.lowest(m -> Double.NaN)).containsExactly(LIGHT, HEAVY, OTHER);
  }

  @Test
  void lowest_measures_each_member_once() {
    AtomicInteger taken = new AtomicInteger();
    ToDoubleFunction<Member> measure = member -> taken.incrementAndGet() * 0.0;

    Candidates found = CANDIDATES.lowest(measure);

    assertThat(CANDIDATES.lowest(measure)).isSameAs(found).hasSize(3);
    assertThat(taken).hasValue(3);
  }

  /** Measures members of this weight lower than all others. */
  record OfWeight(int weight) implements ToDoubleFunction<Member> {
    @Override
    public double applyAsDouble(Member member) {
      return member.weight() == weight ? 0 : 1;
    }
  }

  /**
   * A selection kept by the class of its measure was returned for another measure of that class.
   */
  @Test
  void kept_selection_is_for_an_equal_measure_only() {
    Candidates light = CANDIDATES.lowest(new OfWeight(1));

    assertThat(CANDIDATES.lowest(new OfWeight(1))).isSameAs(light).containsExactly(LIGHT);
    assertThat(CANDIDATES.lowest(new OfWeight(3))).containsExactly(HEAVY);
    assertThat(CANDIDATES.lowest(new OfWeight(2))).containsExactly(OTHER);
  }

  @Property
  void selection_ignores_earlier_selections(
      @ForAll List<@IntRange(max = 4) Integer> earlier, @ForAll @IntRange(max = 4) int weight) {
    Candidates used = Candidates.of(List.of(LIGHT, HEAVY, OTHER));
    earlier.forEach(other -> assertThat(used.lowest(new OfWeight(other))).isNotEmpty());

    Candidates unused = Candidates.of(List.of(LIGHT, HEAVY, OTHER));
    assertThat(used.lowest(new OfWeight(weight)))
        .containsExactlyElementsOf(unused.lowest(new OfWeight(weight)));
  }

  /** 40,000 times the largest weight does not fit an int. */
  @Test
  void sum_of_weights_exceeds_an_int() {
    Member heaviest = member("d.example", Registration.MAX_WEIGHT, 1);
    List<Member> members = new ArrayList<>(Collections.nCopies(40_000, heaviest));
    members.add(LIGHT);
    Candidates candidates = Candidates.of(members);

    assertThat(candidates.totalWeight()).isEqualTo(2_621_400_001L);
    assertThat(candidates.atWeight(2_621_399_999L)).isSameAs(heaviest);
    assertThat(candidates.atWeight(2_621_400_000L)).isSameAs(LIGHT);
  }

  /** With one kept selection for both, the second measure would replace the first at each pick. */
  @Test
  void nested_selections_are_both_kept() {
    AtomicInteger taken = new AtomicInteger();
    ToDoubleFunction<Member> one = member -> taken.incrementAndGet() * 0.0;
    ToDoubleFunction<Member> other = member -> taken.incrementAndGet() * 0.0;

    for (int pick = 0; pick < 10; pick++) {
      assertThat(CANDIDATES.lowest(one).lowest(other)).hasSize(3);
    }

    assertThat(taken).hasValue(6);
  }
}
