package io.github.esrpcluster.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Properties of any policy and of any text. */
class PolicyJsonPropertiesTest {
  private static final PolicyJson JSON = PolicyJson.standard();
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");

  @Provide
  Arbitrary<StatusPolicy> policies() {
    return ArbitraryPolicies.any();
  }

  @Property(tries = 1_000)
  void written_policy_is_read_as_an_equal_policy(@ForAll("policies") StatusPolicy policy) {
    String text = JSON.write(policy);
    StatusPolicy read = JSON.read(text);

    assertThat(read).isEqualTo(policy).hasSameHashCodeAs(policy).hasToString(policy.toString());
    assertThat(JSON.write(read)).isEqualTo(text);
  }

  @Property
  void order_of_members_does_not_change_the_verdict(
      @ForAll("policies") StatusPolicy policy,
      @ForAll List<ElementState> states,
      @ForAll Random random) {
    List<Member> members = new ArrayList<>();
    for (ElementState state : states) {
      members.add(member(members.size(), state));
    }
    ClusterView one = ClusterView.of(SERVICE, members);
    Collections.shuffle(members, random);

    assertThat(policy.evaluate(ClusterView.of(SERVICE, members))).isEqualTo(policy.evaluate(one));
  }

  private static Member member(int number, ElementState state) {
    NodeId node = NodeId.of("esrp" + number + ".state.pa.us");
    Registration registration =
        Registration.builder(SERVICE, node).weight(number + 1).site("site" + number % 3).build();
    Member.Builder member = Member.builder(registration);
    return state == ElementState.UNREACHABLE ? member.build() : member.report(state).build();
  }

  @Property(tries = 1_000)
  void any_text_is_read_or_refused(@ForAll String text) {
    assertReadOrRefused(text);
  }

  @Property(tries = 1_000)
  void json_like_text_is_read_or_refused(@ForAll("jsonLike") String text) {
    assertReadOrRefused(text);
  }

  @Provide
  Arbitrary<String> jsonLike() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"type\"",
            "\"quorum\"",
            "\"up\"",
            "1",
            "0.5",
            "1e999999",
            "-",
            "\"policies\"",
            "\"worst-of\"",
            "null",
            "true",
            "NaN",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "\ud800",
            "\0",
            "\u2028",
            " ")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 1_000)
  void edited_policy_is_read_or_refused(
      @ForAll("policies") StatusPolicy policy,
      @ForAll("edits") String edit,
      @ForAll Random random) {
    String text = JSON.write(policy);
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + random.nextInt(4));

    assertReadOrRefused(text.substring(0, from) + edit + text.substring(to));
  }

  @Provide
  Arbitrary<String> edits() {
    return Arbitraries.of("", "-", "0", "9999999999", ".", "e9", "\"", ",", "{}", "[", "null", "é");
  }

  private static void assertReadOrRefused(String text) {
    try {
      StatusPolicy read = JSON.read(text);
      assertThat(JSON.read(JSON.write(read))).isEqualTo(read);
    } catch (PolicyJsonException e) {
      assertThat(e.rule()).isNotBlank();
      assertThat(e).hasMessageContaining(e.rule()).message().hasSizeLessThan(1_200);
    }
  }
}
