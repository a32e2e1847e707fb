package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.ServiceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class QueueStateJsonTest {

  private static final JsonForm<QueueStateBody> FORM = I3Json.standard().queueState();
  private static final ServiceId QUEUE = ServiceId.of("sip:q1@esrp.state.pa.us");
  private static final QueueStateBody ACTIVE = QueueStateBody.of(QUEUE, 3, 10, QueueState.ACTIVE);
  private static final String FLAT =
      "{\"queueUri\":\"sip:q1@esrp.state.pa.us\",\"queueLength\":3,\"queueMaxLength\":10,"
          + "\"state\":\"Active\"}";

  @Test
  void flat_form_is_written() {
    assertThat(FORM.write(ACTIVE)).isEqualTo(FLAT);
  }

  /** A public client reads only the wrapped members. */
  @Test
  void body_is_written_in_the_requested_shape() {
    I3Json json = I3Json.standard();
    String wrapped = "{\"queueState\":" + FLAT + "}";
    String both = FLAT.substring(0, FLAT.length() - 1) + "," + wrapped.substring(1);

    assertThat(json.queueState(BodyShape.FLAT).write(ACTIVE)).isEqualTo(FLAT);
    assertThat(json.queueState(BodyShape.WRAPPED).write(ACTIVE)).isEqualTo(wrapped);
    assertThat(json.queueState(BodyShape.FLAT_AND_WRAPPED).write(ACTIVE)).isEqualTo(both);
    assertThat(FORM.read(both)).isEqualTo(ACTIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "{\"queueState\":%s}"})
  void flat_and_wrapped_forms_are_read(String shape) {
    assertThat(FORM.read(shape.formatted(FLAT))).isEqualTo(ACTIVE);
  }

  @Test
  void uri_is_kept_as_written() {
    String json = FLAT.replace("state.pa.us", "State.PA.us;lr");
    QueueStateBody read = FORM.read(json);
    assertThat(FORM.write(read)).isEqualTo(json);
    assertThat(read.queue()).isEqualTo(QUEUE);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "UNREACHABLE")
  void states_that_may_be_notified_are_read_as_written(QueueState state) {
    assertThat(FORM.read(FORM.write(QueueStateBody.of(QUEUE, 0, 0, state))).state())
        .contains(state);
  }

  /** An unknown token passed the guard if it differed from the registry in case or space. */
  @ParameterizedTest
  @CsvSource({
    "Unreachable, true",
    "unreachable, false",
    "UNREACHABLE, false",
    "'unreachable ', false"
  })
  void unreachable_is_read_but_never_notified(String token, boolean known) {
    QueueStateBody read = FORM.read(FLAT.replace("Active", token));
    assertThat(read.state().isPresent()).isEqualTo(known);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FORM.write(read))
        .withMessageContaining("sip:q1@esrp.state.pa.us")
        .withMessageContaining("must not be notified");
  }

  @Test
  void unknown_token_is_kept() {
    QueueStateBody read = FORM.read(FLAT.replace("Active", "active"));
    assertThat(read.state()).isEmpty();
    assertThat(read.stateToken()).isEqualTo("active");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"queueLength\":3', '\"queueLength\":-1', '/queueLength is -1: it must be an integer'",
        "'\"queueLength\":3', '\"queueLength\":3.0', '/queueLength is 3.0: it must be an integer'",
        "'\"queueLength\":3', '\"queueLength\":\"3\"', '/queueLength is \"3\": it must be an'",
        "'\"queueMaxLength\":10', '\"queueMaxLength\":2147483648', '/queueMaxLength is 2147483648'",
        "'\"queueMaxLength\":10', '\"queueMaxLength\":1e999999999',"
            + " '/queueMaxLength is 1e999999999'",
        "'\"queueLength\":3,', '', '/queueLength is missing'",
        "sip:q1, 'sip:q1@a', '/queueUri is not a service id: \"sip:q1@a@esrp.state.pa.us\" (its'",
        "state.pa.us, 'state.pa.us:0', '/queueUri is not a service id: \"sip:q1@esrp.state.pa.us:0\"'",
        "state.pa.us, '\\u0000', '/queueUri is not a service id: \"sip:q1@esrp.\\u0000\" (it must'",
        "sip:q1, mailto:q1, '/queueUri is not a service id: \"mailto:q1@esrp.state.pa.us\"'"
      })
  void refusal_names_the_place_and_the_rule(String part, String replacement, String expected) {
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> FORM.read(FLAT.replace(part, replacement)))
        .withMessageStartingWith("not a QueueState body: " + expected);
  }

  @Test
  void negative_lengths_and_blank_states_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueueStateBody.of(QUEUE, -1, 5, QueueState.ACTIVE))
        .withMessageStartingWith("queueLength -1 is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueueStateBody.of(QUEUE, 0, -5, QueueState.ACTIVE))
        .withMessageStartingWith("queueMaxLength -5 is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QueueStateBody("sip:q", 0, 5, " "))
        .withMessage("queue state \" \" is blank: use at least one visible character");
  }
}
