package io.github.esrpcluster.api.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CountedTallyTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");

  record Counted(ElementState state, int weight) {
    /** A member without a report is {@code Unreachable}. */
    Member member(int index) {
      Member.Builder member =
          Member.builder(
              Registration.builder(SERVICE, NodeId.of("n" + index + ".example.org"))
                  .weight(weight)
                  .build());
      return state == ElementState.UNREACHABLE ? member.build() : member.report(state).build();
    }
  }

  private static List<Member> members(List<Counted> counted) {
    List<Member> members = new ArrayList<>();
    counted.forEach(each -> members.add(each.member(members.size())));
    return members;
  }

  private static CountedTally plus(List<Counted> counted) {
    CountedTally tally = CountedTally.empty();
    for (Counted each : counted) {
      tally = tally.plus(each.state(), each.weight());
    }
    return tally;
  }

  @Property
  void incremental_tally_equals_the_tally_of_the_members(@ForAll("counted") List<Counted> counted) {
    Tally whole = Tally.of(members(counted));

    assertThat(plus(counted)).isEqualTo(whole).hasSameHashCodeAs(whole).hasToString("" + whole);
  }

  @Property
  void moved_equals_the_tally_of_the_changed_members(
      @ForAll("counted") List<Counted> before, @ForAll("one") Counted after) {
    CountedTally tally = plus(before);
    List<Counted> changed = new ArrayList<>(before);
    for (int i = 0; i < before.size(); i++) {
      Counted old = changed.set(i, after);
      tally = tally.moved(old.state(), old.weight(), after.state(), after.weight());
      assertThat(tally).isEqualTo(Tally.of(members(changed)));
    }
  }

  @Property
  void minus_leads_back_to_the_empty_tally(@ForAll("counted") List<Counted> counted) {
    CountedTally tally = plus(counted);
    for (Counted each : counted) {
      tally = tally.minus(each.state(), each.weight());
    }
    assertThat(tally).isEqualTo(Tally.empty()).hasSameHashCodeAs(Tally.empty());
    assertThat(tally.isEmpty()).isTrue();
  }

  @Property
  void tally_counts_members_and_weights_by_state(@ForAll("counted") List<Counted> counted) {
    Tally tally = Tally.of(members(counted));
    long sum = 0;
    for (ElementState state : ElementState.values()) {
      List<Counted> inState = counted.stream().filter(each -> each.state() == state).toList();
      long weight = inState.stream().mapToLong(Counted::weight).sum();
      assertThat(tally.count(state)).isEqualTo(inState.size());
      assertThat(tally.weight(state)).isEqualTo(weight);
      sum += weight;
    }
    assertThat(tally.members()).isEqualTo(counted.size());
    assertThat(tally.weight()).isEqualTo(sum);
    assertThat(tally.isEmpty()).isEqualTo(counted.isEmpty());
  }

  /** 40,000 times the largest weight does not fit an int. */
  @Test
  void sums_of_weights_exceed_an_int() {
    Counted heaviest = new Counted(ElementState.NORMAL, Registration.MAX_WEIGHT);
    Tally whole = Tally.of(Collections.nCopies(40_000, heaviest.member(0)));

    assertThat(whole.weight()).isEqualTo(2_621_400_000L);
    assertThat(whole.weight(ElementState.NORMAL)).isEqualTo(2_621_400_000L);
    assertThat(plus(Collections.nCopies(40_000, heaviest))).isEqualTo(whole);
  }

  @Test
  void change_leaves_the_previous_tally_as_it_was() {
    CountedTally one = CountedTally.empty().plus(ElementState.NORMAL, 7);
    assertThat(one.moved(ElementState.NORMAL, 7, ElementState.DOWN, 3)).isNotEqualTo(one);
    assertThat(one.count(ElementState.NORMAL)).isEqualTo(1);
    assertThat(one.weight()).isEqualTo(7);
    assertThat(Tally.empty().isEmpty()).isTrue();
  }

  @Test
  void tallies_are_equal_only_if_counts_and_weights_are() {
    CountedTally one = CountedTally.empty().plus(ElementState.NORMAL, 1);

    assertThat(one)
        .isEqualTo(CountedTally.empty().plus(ElementState.NORMAL, 1))
        .isNotEqualTo(CountedTally.empty().plus(ElementState.NORMAL, 2))
        .isNotEqualTo(CountedTally.empty().plus(ElementState.DOWN, 1));
    assertThat(one.hashCode()).isNotEqualTo(Tally.empty().hashCode());
  }

  @Test
  void missing_member_cannot_be_removed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountedTally.empty().minus(ElementState.NORMAL, 1))
        .withMessage("no member Normal of weight 1 in 0 members");
    CountedTally one = CountedTally.empty().plus(ElementState.NORMAL, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.minus(ElementState.NORMAL, 2))
        .withMessage("no member Normal of weight 2 in 1 member: 1 Normal");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.moved(ElementState.DOWN, 1, ElementState.NORMAL, 1));
  }

  @Test
  void text_lists_the_states_that_have_members() {
    CountedTally three =
        CountedTally.empty()
            .plus(ElementState.DOWN, 1)
            .plus(ElementState.NORMAL, 1)
            .plus(ElementState.NORMAL, 1);
    assertThat(three).hasToString("3 members: 2 Normal, 1 Down");
    assertThat(CountedTally.empty()).hasToString("0 members");
  }

  @Provide
  static Arbitrary<Counted> one() {
    return Combinators.combine(
            Arbitraries.of(ElementState.class),
            Arbitraries.oneOf(
                Arbitraries.just(1), Arbitraries.integers().between(1, Registration.MAX_WEIGHT)))
        .as(Counted::new);
  }

  @Provide
  static Arbitrary<List<Counted>> counted() {
    return one().list().ofMaxSize(12);
  }
}
