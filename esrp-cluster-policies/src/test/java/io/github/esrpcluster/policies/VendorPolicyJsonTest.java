package io.github.esrpcluster.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
          StatusPolicies.majority(),
          List.of(StatusPolicies.anyUp()),
          22,
          0.123456789012,
          true,
          "é\n",
          List.of("a"));

  @Test
  void vendor_policy_is_read_as_an_equal_policy() {
    String text = JSON.write(NIGHT_SHIFT);

    assertThat(text).startsWith("{\"type\":\"acme.night-shift\",\"from\":22,\"day\":{");
    assertThat(JSON.read(text)).isEqualTo(NIGHT_SHIFT);
  }

  @Test
  void members_keep_the_order_of_the_writer() {
    PolicyJson json =
        writtenBy(
            to -> to.putTexts("zones", List.of("a", "b")).putText("name", "x").putInt("a", 1));

    assertThat(json.write(NIGHT_SHIFT))
        .isEqualTo("{\"type\":\"shift\",\"zones\":[\"a\",\"b\"],\"name\":\"x\",\"a\":1}");
  }

  @Test
  void combinations_take_a_vendor_policy_as_a_part() {
    StatusPolicy policy =
        StatusPolicies.perSite(
            StatusPolicies.bestOf(StatusPolicies.allUp(), NIGHT_SHIFT, NIGHT_SHIFT), 1);

    assertThat(JSON.read(JSON.write(policy))).isEqualTo(policy);
  }

  @Test
  void refusal_by_the_reader_names_the_path() {
    PolicyJsonException e =
        refusal(
            JSON,
            "{\"type\":\"best-of\",\"policies\":[{\"type\":\"acme.night-shift\",\"from\":12}]}");

    assertThat(e).hasMessage("policy at /policies/0/from: 12: must not be noon").hasNoCause();
  }

  @Test
  void members_that_the_reader_did_not_ask_for_are_refused() {
    String text = JSON.write(NIGHT_SHIFT).replaceFirst("\"from\"", "\"till\":6,\"from\"");

    assertThat(refusal(JSON, text).path()).isEqualTo("/till");
  }

  private static PolicyJson withReaderThatThrows(String message) {
    return PolicyJson.standard()
        .with(
            "broken",
            NightShift.class,
            from -> {
              throw new IllegalStateException(message);
            },
            NightShift::write);
  }

  @Test
  void exception_of_the_reader_becomes_a_refusal() {
    PolicyJson json = withReaderThatThrows("no such shift");

    assertThat(refusal(json, "{\"type\":\"broken\"}"))
        .hasMessage(
            "policy: {\"type\":\"broken\"}: refused by type \"broken\": IllegalStateException: no such shift")
        .hasNoCause();
  }

  // Bug: the message of the exception was plain, but its cause had the text of the policy as it
  // came, and a stack trace in a log shows both.
  @Test
  void refusal_by_a_reader_has_its_stack_and_no_raw_text() {
    PolicyJson json = withReaderThatThrows("no shift\n2026 WARN forged");

    PolicyJsonException refusal = refusal(json, "{\"type\":\"broken\"}");
    StringWriter trace = new StringWriter();
    refusal.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString())
        .contains("no shift\\u000a2026 WARN forged", "VendorPolicyJsonTest.lambda$")
        .doesNotContain("\n2026");
  }

  @Test
  void reader_that_returns_null_is_refused() {
    PolicyJson json =
        PolicyJson.standard().with("null", NightShift.class, from -> null, NightShift::write);

    assertThat(refusal(json, "{\"type\":\"null\"}").rule())
        .isEqualTo("the reader of type \"null\" returned null");
  }

  @Test
  void standard_types_do_not_change() {
    assertThat(refusal(PolicyJson.standard(), "{\"type\":\"acme.night-shift\"}").path())
        .isEqualTo("/type");
  }

  @Test
  void known_name_or_class_is_refused() {
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
  void writer_that_writes_a_member_twice_is_refused() {
    PolicyJson json =
        PolicyJson.standard()
            .with(
                "twice", NightShift.class, NightShift::read, (policy, to) -> to.putInt("type", 1));

    assertThat(writingRefusal(json, NIGHT_SHIFT))
        .hasMessage(
            "policy: %s: refused by type \"twice\": IllegalArgumentException: member \"type\" is there already",
            NightShift.class.getName())
        .hasNoCause();
  }

  @Test
  void exception_of_the_writer_names_the_place() {
    PolicyJson json =
        PolicyJson.standard()
            .with(
                "broken",
                NightShift.class,
                NightShift::read,
                (policy, to) -> {
                  throw new IllegalStateException("no such shift");
                });

    assertThat(writingRefusal(json, StatusPolicies.bestOf(StatusPolicies.anyUp(), NIGHT_SHIFT)))
        .hasMessage(
            "policy at /policies/1: %s: refused by type \"broken\": IllegalStateException: no such shift",
            NightShift.class.getName())
        .hasNoCause();
  }

  /** A writer could once put down lists that no reader gives back. */
  @Test
  void lists_that_cannot_be_read_are_not_written() {
    assertThat(writingRefusal(to -> to.putTexts("zones", List.of())))
        .hasMessage("policy at /policies/1/zones: []: must be a list of one or more texts");
    assertThat(writingRefusal(to -> to.putTexts("zones", List.of("a", "b", "a"))))
        .hasMessage("policy at /policies/1/zones/2: \"a\": must not occur twice");
    assertThat(writingRefusal(to -> to.putPolicies("nights", List.of())))
        .hasMessage("policy at /policies/1/nights: []: must be a list of one or more policies");
  }

  @Test
  void refused_list_leaves_no_member() {
    StatusPolicy unknown = view -> StatusPolicies.anyUp().evaluate(view);
    PolicyJson json =
        writtenBy(
            to -> {
              refused(() -> to.putTexts("a", List.of()));
              refused(() -> to.putTexts("b", List.of("x", "x")));
              refused(() -> to.putPolicies("c", List.of()));
              refused(() -> to.putPolicies("d", List.of(StatusPolicies.anyUp(), unknown)));
            });

    assertThat(json.write(NIGHT_SHIFT)).isEqualTo("{\"type\":\"shift\"}");
  }

  /** A bound above 1 once let a reader take a share that no policy can have. */
  @ParameterizedTest
  @ValueSource(doubles = {1.5, 0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void bound_that_is_not_a_share_is_refused(double max) {
    PolicyJson json =
        PolicyJson.standard()
            .with(
                "bounded",
                NightShift.class,
                from -> {
                  assertThatIllegalArgumentException()
                      .isThrownBy(() -> from.shareAt("share", max))
                      .withMessage("max %s is not a share: it must be above 0 and at most 1", max);
                  return StatusPolicies.anyUp();
                },
                NightShift::write);

    assertThat(json.read("{\"type\":\"bounded\"}")).isEqualTo(StatusPolicies.anyUp());
  }

  private static PolicyJsonException writingRefusal(Consumer<PolicyMembers> writer) {
    return writingRefusal(
        writtenBy(writer), StatusPolicies.bestOf(StatusPolicies.anyUp(), NIGHT_SHIFT));
  }

  private static PolicyJson writtenBy(Consumer<PolicyMembers> writer) {
    return PolicyJson.standard()
        .with("shift", NightShift.class, NightShift::read, (policy, to) -> writer.accept(to));
  }

  private static PolicyJsonException writingRefusal(PolicyJson json, StatusPolicy policy) {
    return refused(() -> json.write(policy));
  }

  private static PolicyJsonException refused(ThrowingCallable call) {
    return catchThrowableOfType(PolicyJsonException.class, call);
  }

  private static PolicyJsonException refusal(PolicyJson json, String text) {
    return refused(() -> json.read(text));
  }
}
