package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** An immutable list of members, compared with an ordinary one. */
class ClusterSnapshotMembersTest {
  private static Member member(int number) {
    NodeId node = NodeId.of("node" + number + ".example.org");
    return Member.builder(Registration.builder(Rig.SERVICE, node).build()).build();
  }

  private static List<Member> members(int count) {
    List<Member> members = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      members.add(member(n));
    }
    return members;
  }

  private static ClusterSnapshotMembers listOf(List<Member> members) {
    ClusterSnapshotMembers list = ClusterSnapshotMembers.empty();
    for (Member member : members) {
      list = list.plus(member);
    }
    return list;
  }

  @Property(tries = 200)
  void list_equals_its_model_after_any_changes(
      @ForAll @IntRange(max = 600) int first, @ForAll long seed) {
    List<Member> model = members(first);
    ClusterSnapshotMembers list = listOf(model);
    Random random = new Random(seed);
    for (int step = 0; step < 50; step++) {
      int kind = random.nextInt(3);
      if (kind == 0 || model.isEmpty()) {
        Member added = member(1_000 + step);
        list = list.plus(added);
        model.add(added);
      } else if (kind == 1) {
        int place = random.nextInt(model.size());
        Member other = member(2_000 + step);
        list = list.with(place, other);
        model.set(place, other);
      } else {
        list = list.withoutLast();
        model.remove(model.size() - 1);
      }
      assertThat(list).hasSameSizeAs(model);
    }
    assertThat(list).containsExactlyElementsOf(model);
    List<Member> passed = new ArrayList<>();
    list.forEach(passed::add);
    assertThat(passed).isEqualTo(model);
  }

  @Test
  void list_grows_over_each_level_and_shrinks_to_nothing() {
    List<Member> model = members(4_100); // 4 * 32 * 32 and some more
    ClusterSnapshotMembers list = listOf(model);
    assertThat(list).containsExactlyElementsOf(model);
    for (int left = model.size() - 1; left >= 0; left--) {
      list = list.withoutLast();
      assertThat(list).hasSize(left);
      if (left > 0) {
        assertThat(list.get(left - 1)).isSameAs(model.get(left - 1));
        assertThat(list.get(0)).isSameAs(model.get(0));
      }
    }
    assertThat(list.plus(model.get(0))).containsExactly(model.get(0));
  }

  @Test
  void older_list_does_not_change() {
    List<Member> model = members(300);
    ClusterSnapshotMembers list = listOf(model);
    list.with(7, member(999));
    list.plus(member(999));
    list.withoutLast().plus(member(999));
    assertThat(list).containsExactlyElementsOf(model);
  }

  @Test
  void index_outside_the_list_is_refused() {
    ClusterSnapshotMembers list = listOf(members(20));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> list.get(20))
        .withMessage("index 20 is not in 0..19");
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(-1));
  }
}
