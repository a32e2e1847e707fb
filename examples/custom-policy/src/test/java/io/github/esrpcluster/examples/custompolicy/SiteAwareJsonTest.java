package io.github.esrpcluster.examples.custompolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.policies.PolicyJson;
import io.github.esrpcluster.policies.PolicyJsonException;
import io.github.esrpcluster.policies.StatusPolicies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteAwareJsonTest {
  private static final PolicyJson JSON = SiteAwareJson.withStandard();
  private static final String TEXT =
      "{\"type\":\"acme.site-aware\",\"sites\":[\"east\",\"west\"],\"fullAt\":0.9,"
          + "\"roomAgainAt\":0.7}";

  @Test
  void policy_is_written_as_it_is_read() {
    SiteAware policy = new SiteAware(List.of("west", "east"), 0.9, 0.7);

    assertThat(JSON.write(policy)).isEqualTo(TEXT);
    assertThat(JSON.read(TEXT)).isEqualTo(policy);
  }

  @Test
  void policy_is_a_part_of_other_policies() {
    StatusPolicy policy = StatusPolicies.worstOf(StatusPolicies.majority(), JSON.read(TEXT));

    assertThat(JSON.read(JSON.write(policy))).isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.7}   | 0.95}    | policy at /roomAgainAt: 0.95: must be a number above 0 and at most"
            + " 0.9",
        "0.9,   | 1.9,     | policy at /fullAt: 1.9: must be a number above 0 and at most 1",
        "west   | east     | policy at /sites/1: \"east\": must not occur twice",
        "0.7}   | 0.7,a:1} | policy at /a: 1: is not a member of this acme.site-aware"
      })
  void wrong_member_is_named_with_its_place(String good, String bad, String message) {
    String text = TEXT.replace(good, bad.replace("a:", "\"a\":"));

    assertThatThrownBy(() -> JSON.read(text))
        .isInstanceOf(PolicyJsonException.class)
        .hasMessageContaining(message);
  }
}
