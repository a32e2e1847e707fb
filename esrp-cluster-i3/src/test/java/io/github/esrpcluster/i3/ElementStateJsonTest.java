package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class ElementStateJsonTest {

  private static final JsonForm<ElementStateBody> FORM = I3Json.standard().elementState();
  private static final NodeId NODE = NodeId.of("esrp1.state.pa.us");

  @Test
  void flat_form_is_written() {
    assertThat(FORM.write(ElementStateBody.of(NODE, ElementState.NORMAL, "x")))
        .isEqualTo("{\"elementId\":\"esrp1.state.pa.us\",\"state\":\"Normal\",\"reason\":\"x\"}");
  }

  /** A public client reads only the wrapped members. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "FLAT, '{\"elementId\":\"a.example\",\"state\":\"Down\",\"reason\":\"x\"}'",
        "WRAPPED, '{\"elementState\":{\"elementDomain\":\"a.example\",\"state\":\"Down\","
            + "\"reason\":\"x\"}}'",
        "FLAT_AND_WRAPPED, '{\"elementId\":\"a.example\",\"state\":\"Down\",\"reason\":\"x\","
            + "\"elementState\":{\"elementDomain\":\"a.example\",\"state\":\"Down\",\"reason\":\"x\"}}'"
      })
  void body_is_written_in_the_requested_shape(BodyShape shape, String written) {
    ElementStateBody body = ElementStateBody.of(NodeId.of("a.example"), ElementState.DOWN, "x");
    assertThat(I3Json.standard().elementState(shape).write(body)).isEqualTo(written);
    assertThat(FORM.read(written)).isEqualTo(body);
  }

  @Test
  void empty_reason_is_not_written() {
    assertThat(FORM.write(ElementStateBody.of(NODE, ElementState.GOING_DOWN, "")))
        .isEqualTo("{\"elementId\":\"esrp1.state.pa.us\",\"state\":\"GoingDown\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"elementId\":\"ESRP1.state.pa.us.\",\"state\":\"Normal\",\"reason\":\"\"}",
        "{\"elementState\":{\"elementDomain\":\"esrp1.state.pa.us\",\"state\":\"Normal\"}}",
        "{\"elementId\":\"esrp1.state.pa.us\",\"state\":\"Normal\","
            + "\"elementState\":{\"elementDomain\":\"esrp1.state.pa.us\",\"state\":\"Normal\"}}"
      })
  void flat_and_wrapped_forms_are_read(String json) {
    assertThat(FORM.read(json)).isEqualTo(ElementStateBody.of(NODE, ElementState.NORMAL, ""));
  }

  @Test
  void body_that_contradicts_itself_is_refused() {
    String json =
        "{\"elementId\":\"esrp1.state.pa.us\",\"state\":\"Down\","
            + "\"elementState\":{\"elementDomain\":\"esrp1.state.pa.us\",\"state\":\"Normal\"}}";
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> FORM.read(json))
        .withMessageContaining("says one thing flat and another in /elementState");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "UNREACHABLE")
  void node_states_are_read_as_written(ElementState state) {
    NodeStatus said = NodeStatus.of(NODE, state, "why");
    assertThat(FORM.read(FORM.write(ElementStateBody.of(said))).toNodeStatus()).isEqualTo(said);
  }

  @Test
  void unreachable_is_not_a_status_of_a_node() {
    ElementStateBody observed =
        FORM.read("{\"elementId\":\"esrp1.state.pa.us\",\"state\":\"Unreachable\"}");
    assertThat(observed.state()).contains(ElementState.UNREACHABLE);
    assertThatIllegalArgumentException()
        .isThrownBy(observed::toNodeStatus)
        .withMessageStartingWith("status Unreachable of esrp1.state.pa.us");
  }

  /** An unknown token passed the guard if it differed from the registry in case or space. */
  @ParameterizedTest
  @EnumSource
  void unreachable_in_any_spelling_is_never_written(BodyShape shape) {
    for (String token :
        List.of("Unreachable", "unreachable", "UNREACHABLE", " unReachable\u2003")) {
      ElementStateBody body = new ElementStateBody(NODE, token, "");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> I3Json.standard().elementState(shape).write(body))
          .withMessageStartingWith("state \"" + token.substring(0, 3))
          .withMessageContaining("of element esrp1.state.pa.us: ")
          .withMessageContaining("must not be notified");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "Partial", "Available", "NotUnreachable"})
  void unknown_token_is_kept_but_is_not_a_node_status(String token) {
    String json = "{\"elementId\":\"esrp1.state.pa.us\",\"state\":\"" + token + "\"}";
    ElementStateBody read = FORM.read(json);
    assertThat(read.state()).isEmpty();
    assertThat(FORM.write(read)).isEqualTo(json);
    assertThatIllegalArgumentException()
        .isThrownBy(read::toNodeStatus)
        .withMessageStartingWith(
            "status of esrp1.state.pa.us: unknown element state \"" + token + "\"")
        .withMessageContaining("the registry has Normal,");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "{}, /elementId is missing",
        "'{\"elementId\":\"esrp1\",\"state\":\"Normal\"}', '/elementId is not a node id:"
            + " \"esrp1\"'",
        "'{\"elementId\":\"a.example\"}', /state is missing",
        "'{\"elementId\":\"a.example\",\"state\":true}', /state is true: it must be a text",
        "'{\"elementId\":\"a.example\",\"state\":\"Normal\",\"reason\":7}',"
            + " /reason is 7: it must be a text",
        "'{\"elementState\":[]}', /elementState is []: it must be an object",
        "'{\"elementState\":{\"elementId\":\"a.example\"}}',"
            + " /elementState/elementDomain is missing",
        "'{\"elementState\":{\"elementDomain\":\"a.example\",\"state\":{}}}',"
            + " /elementState/state is {}: it must be a text"
      })
  void refusal_names_the_place_and_the_rule(String json, String expected) {
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> FORM.read(json))
        .withMessageStartingWith("not an ElementState body: " + expected);
  }

  @Test
  void blank_state_is_refused() {
    NodeId node = NodeId.of("a.example");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ElementStateBody(node, " ", ""))
        .withMessage("element state \" \" is blank: use at least one visible character");
  }
}
