package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
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
  void writesFlat() {
    assertThat(FORM.write(ElementStateBody.of(NODE, ElementState.NORMAL, "x")))
        .isEqualTo("{\"elementId\":\"esrp1.state.pa.us\",\"state\":\"Normal\",\"reason\":\"x\"}");
  }

  @Test
  void writesNoEmptyReason() {
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
  void readsFlatAndWrapped(String json) {
    assertThat(FORM.read(json)).isEqualTo(ElementStateBody.of(NODE, ElementState.NORMAL, ""));
  }

  @Test
  void refusesABodyThatContradictsItself() {
    String json =
        "{\"elementId\":\"esrp1.state.pa.us\",\"state\":\"Down\","
            + "\"elementState\":{\"elementDomain\":\"esrp1.state.pa.us\",\"state\":\"Normal\"}}";
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> FORM.read(json))
        .withMessageContaining("says one thing flat and another in /elementState");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "UNREACHABLE")
  void everyStateOfANodeComesBack(ElementState state) {
    NodeStatus said = NodeStatus.of(NODE, state, "why");
    assertThat(FORM.read(FORM.write(ElementStateBody.of(said))).toNodeStatus()).isEqualTo(said);
  }

  @Test
  void noNodeIsUnreachableByItsOwnWord() {
    ElementStateBody observed = ElementStateBody.of(NODE, ElementState.UNREACHABLE, "");
    assertThat(FORM.read(FORM.write(observed)).state()).contains(ElementState.UNREACHABLE);
    assertThatIllegalArgumentException()
        .isThrownBy(observed::toNodeStatus)
        .withMessageStartingWith("status Unreachable of esrp1.state.pa.us");
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "Partial", "Available"})
  void anUnknownTokenIsKeptButIsNoStatusOfANode(String token) {
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
        "'{\"elementId\":\"a.example\",\"state\":\"Normal\",\"reason\":null}',"
            + " /reason is null: it must be a text",
        "'{\"elementState\":[]}', /elementState is an array: it must be an object",
        "'{\"elementState\":{\"elementId\":\"a.example\"}}',"
            + " /elementState/elementDomain is missing",
        "'{\"elementState\":{\"elementDomain\":\"a.example\",\"state\":{}}}',"
            + " /elementState/state is an object: it must be a text"
      })
  void namesThePlaceAndTheRule(String json, String expected) {
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> FORM.read(json))
        .withMessageStartingWith("not an ElementState body: " + expected);
  }

  @Test
  void refusesABlankState() {
    NodeId node = NodeId.of("a.example");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ElementStateBody(node, " ", ""))
        .withMessage("element state \" \" (it must not be blank)");
  }
}
