package io.github.esrpcluster.testkit.assertions;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static io.github.esrpcluster.testkit.assertions.FailureCapture.failureOf;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import org.junit.jupiter.api.Test;

class ClusterViewAssertTest {
  private final ClusterView view =
      ClusterViewBuilder.of("sip:esrp.example.org")
          .site("east")
          .normal(2)
          .site("west")
          .down(1)
          .build();
  private final ClusterView evaluated =
      ClusterViewBuilder.of("sip:esrp.example.org").normal(1).previous(Verdict.normal()).build();

  @Test
  void has_members_checks_the_number_of_members() {
    assertThat(view).hasMembers(3);
    failureOf(() -> assertThat(view).hasMembers(1))
        .isEqualTo(
            "Expected the view of sip:esrp.example.org to have 1 member,"
                + " but it has 3 members: 2 Normal, 1 Down.\n"
                + "  member down1 Down (LIVE, site west)\n"
                + "  member normal1 Normal (LIVE, site east)\n"
                + "  member normal2 Normal (LIVE, site east)");
  }

  @Test
  void failure_for_an_empty_view_says_no_member() {
    failureOf(() -> assertThat(ClusterViewBuilder.of("sip:esrp.example.org").build()).hasMembers(2))
        .endsWith("to have 2 members, but it has 0 members.\n  no member");
  }

  @Test
  void failure_lists_at_most_20_members() {
    ClusterView large = ClusterViewBuilder.of("sip:esrp.example.org").normal(1_000).build();
    failureOf(() -> assertThat(large).hasMembers(1))
        .contains("the last 20 of 1000 members:")
        .hasLineCount(22);
  }

  @Test
  void counts_checks_members_in_a_state() {
    assertThat(view).counts(2, ElementState.NORMAL).counts(0, ElementState.OVERLOADED);
    failureOf(() -> assertThat(view).counts(2, ElementState.DOWN))
        .contains("to count 2 Down, but it has 3 members: 2 Normal, 1 Down.");
  }

  @Test
  void has_member_finds_a_member() {
    assertThat(view).hasMember("normal1").inState(ElementState.NORMAL).inSite("east");
    failureOf(() -> assertThat(view).hasMember("normal9"))
        .contains("to have the member normal9, but it does not.");
  }

  @Test
  void failure_about_a_member_lists_the_others() {
    failureOf(() -> assertThat(view).hasMember("down1").inState(ElementState.NORMAL))
        .startsWith("Expected down1 to be Normal, but it is Down.")
        .contains("member normal2 Normal (LIVE, site east)");
  }

  @Test
  void has_no_member_refuses_a_member() {
    assertThat(view).hasNoMember("normal9");
    failureOf(() -> assertThat(view).hasNoMember("down1"))
        .contains("to not have the member down1, but it is a member and Down.");
  }

  @Test
  void has_sites_checks_all_sites() {
    assertThat(view).hasSites("west", "east");
    assertThat(view).hasMembersWithoutSite(0);
    assertThat(evaluated).hasSites().hasMembersWithoutSite(1);
    failureOf(() -> assertThat(view).hasSites("west"))
        .contains("to have the sites [west], but it has [east, west].");
  }

  @Test
  void has_previous_verdict_returns_it() {
    assertThat(evaluated).hasPreviousVerdict().isNormal();
    failureOf(() -> assertThat(view).hasPreviousVerdict())
        .contains("to have a previous verdict, but it has none.");
    failureOf(() -> assertThat(evaluated).hasPreviousVerdict().isDown())
        .isEqualTo(
            "Expected the previous verdict on sip:esrp.example.org to be Down, but it is Normal.\n"
                + "  member normal1 Normal (LIVE)");
  }

  @Test
  void has_no_previous_verdict_refuses_one() {
    assertThat(view).hasNoPreviousVerdict();
    failureOf(() -> assertThat(evaluated).hasNoPreviousVerdict())
        .contains("to have no previous verdict, but it has Normal.");
  }
}
