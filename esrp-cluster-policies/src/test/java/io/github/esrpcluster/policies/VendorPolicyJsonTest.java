package io.github.esrpcluster.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A vendor's policy in JSON, beside and within the built-in ones. */
class VendorPolicyJsonTest {

  /** One policy by day, another by night, with one member of every kind. */
  record NightShift(
      StatusPolicy day,
      List<StatusPolicy> nights,
      int from,
      double share,
      boolean strict,
      String name,
      List<String> zones)
      implements StatusPolicy {
    @Override
    public Verdict evaluate(ClusterView view) {
      return day.evaluate(view);
    }

    static NightShift read(PolicyObject from) {
      int hour = from.intAt("from", 0, 23);
      if (hour == 12) {
        throw from.refusal("from", "must not be noon");
      }
      return new NightShift(
          from.policyAt("day"),
          from.policiesAt("nights"),
          hour,
          from.has("share") ? from.shareAt("share") : 1,
          from.booleanAt("strict"),
          from.textAt("name"),
          from.textsAt("zones"));
    }

    void write(PolicyMembers to) {
      to.putInt("from", from)
          .putPolicy("day", day)
          .putPolicies("nights", nights)
          .putShare("share", share)
          .putBoolean("strict", strict)
          .putText("name", name)
          .putTexts("zones", zones);
    }
  }

  private static final PolicyJson JSON =
      PolicyJson.standard()
          .with("acme.night-shift", NightShift.class, NightShift::read, NightShift::write);

  private static final NightShift NIGHT_SHIFT =
      new NightShift(
          Quorum.majority(),
          List.of(AnyUp.policy()),
          22,
          0.123456789012,
          true,
          "é\n",
          List.of("a"));

  @Test
  void aVendorsPolicyIsReadBackEqual() {
    String text = JSON.write(NIGHT_SHIFT);

    assertThat(text).startsWith("{\"type\":\"acme.night-shift\",\"from\":22,\"day\":{");
    assertThat(JSON.read(text)).isEqualTo(NIGHT_SHIFT);
  }

  @Test
  void combinationsTakeItAsAPart() {
    StatusPolicy policy =
        Policies.perSite(Policies.bestOf(AllUp.policy(), NIGHT_SHIFT, NIGHT_SHIFT), 1);

    assertThat(JSON.read(JSON.write(policy))).isEqualTo(policy);
  }

  @Test
  void itsOwnRulesNameThePathToo() {
    PolicyJsonException e =
        refusal(
            JSON,
            "{\"type\":\"best-of\",\"policies\":[{\"type\":\"acme.night-shift\",\"from\":12}]}");

    assertThat(e).hasMessage("policy at /policies/0/from: 12: must not be noon").hasNoCause();
  }

  @Test
  void membersThatItDoesNotAskForAreRefused() {
    String text = JSON.write(NIGHT_SHIFT).replaceFirst("\"from\"", "\"till\":6,\"from\"");

    assertThat(refusal(JSON, text).path()).isEqualTo("/till");
  }

  @Test
  void whatItsReaderThrowsBecomesARefusal() {
    PolicyJson json =
        PolicyJson.standard()
            .with(
                "broken",
                NightShift.class,
                from -> {
                  throw new IllegalStateException("no such shift");
                },
                NightShift::write);

    assertThat(refusal(json, "{\"type\":\"broken\"}"))
        .hasMessage("policy: {\"type\":\"broken\"}: refused by type \"broken\": no such shift")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReaderThatReturnsNullIsRefused() {
    PolicyJson json =
        PolicyJson.standard().with("null", NightShift.class, from -> null, NightShift::write);

    assertThat(refusal(json, "{\"type\":\"null\"}").rule())
        .isEqualTo("refused by type \"null\": its reader returned null");
  }

  @Test
  void theStandardTypesStayAsTheyWere() {
    assertThat(refusal(PolicyJson.standard(), "{\"type\":\"acme.night-shift\"}").path())
        .isEqualTo("/type");
  }

  @Test
  void aNameOrClassThatIsTakenIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> JSON.with("quorum", NightShift.class, NightShift::read, NightShift::write))
        .withMessageContaining("type \"quorum\"")
        .withMessageContaining("is taken");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JSON.with("other", NightShift.class, NightShift::read, NightShift::write))
        .withMessageContaining("\"acme.night-shift\" is of " + NightShift.class.getName());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> JSON.with("night shift", NightShift.class, NightShift::read, NightShift::write))
        .withMessage("type \"night shift\" is not 1 to 64 letters, digits, '-', '.' or '_'");
  }

  @Test
  void aWriterThatWritesAMemberTwiceIsRefused() {
    PolicyJson json =
        PolicyJson.standard()
            .with(
                "twice", NightShift.class, NightShift::read, (policy, to) -> to.putInt("type", 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> json.write(NIGHT_SHIFT))
        .withMessage("member \"type\" is there already");
  }

  private static PolicyJsonException refusal(PolicyJson json, String text) {
    return catchThrowableOfType(PolicyJsonException.class, () -> json.read(text));
  }
}
