package io.github.esrpcluster.examples.quickstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BadLinesTest {
  private static final String REGISTER =
      "{'register': {'service': 'sip:esrp.example.org', 'node': 'esrp1.example.org'}}";
  private static final String NORMAL = "{'elementId': 'esrp1.example.org', 'state': 'Normal'}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense                                        | not JSON
          {'wait': 'PT1S'                                 | not JSON
          {'wait': 'PT1S', 'wait': 'PT2S'}                | "wait"
          {'wait': 'PT1S'} {'wait': 'PT1S'}               | there is more behind it
          [1]                                             | a line is a JSON object
          {}                                              | no command in []
          {'renwe': {'node': 'esrp1.example.org'}}        | no command in [renwe]: there are clearOverride, override
          {'renew': {'node': 'esrp1.example.org'}, 'x': 1} | unknown member x; there may be renew
          {'renew': {'node': 'esrp1.example.org', 'x': 1}} | unknown member renew.x; there may be node
          {'renew': {}}                                   | renew.node is missing
          {'renew': 'esrp1.example.org'}                  | renew is "esrp1.example.org": it must be an object
          {'renew': {'node': 7}}                          | renew.node is 7: it must be a text
          {'renew': {'node': null}}                       | renew.node is null: it must be a text
          {'renew': {'node': 'esrp1'}}                    | renew.node: not a node id: "esrp1"
          {'renew': {'node': 'esrp9.example.org'}}        | esrp9.example.org is not registered
          {'release': {'service': 'sip:esrp.example.org', 'node': 'esrp9.example.org'}} | esrp9.example.org is not registered for sip:esrp.example.org
          {'register': {'service': 'tel:911', 'node': 'a.example.org'}} | register.service: not a service id: "tel:911"
          {'register': {'service': 'urn:service:sos', 'node': 'a.example.org'}} | start the program with --domain NAME
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'contact': 'here'}} | contact "here" is not an absolute URI
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'weight': 'one'}} | register.weight is "one": it must be an integer
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'weight': 1.5}} | register.weight is 1.5: it must be an integer
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'weight': 99999999999}} | of at most 32 bits
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'weight': 0}} | weight 0 is not in 1..65535
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'lease': '60 s'}} | register.lease is "60 s": it must be a duration, such as PT5S
          {'wait': 'PT0S'}                                | wait is "PT0S": it must be above zero
          {'stall': 'P367D'}                              | stall is "P367D": it must be above zero and at most PT8784H
          {'elementId': 'esrp1.example.org', 'state': 'Unreachable'} | no node can say it of itself
          {'elementId': 'esrp1.example.org', 'state': 'Fine'} | unknown element state "Fine"; the registry has Normal
          {'elementId': 'esrp1.example.org'}              | not an ElementState body: /state is missing
          {'elementId': 'esrp9.example.org', 'state': 'Normal'} | esrp9.example.org is not registered
          {'posture': {'node': 'esrp1.example.org', 'posture': 'Orange'}} | esrp1.example.org has reported no state yet
          {'posture': {'node': 'esrp9.example.org', 'posture': 'Orange'}} | esrp9.example.org is not registered
          {'posture': {'node': 'esrp1.example.org', 'posture': 'Pink'}} | posture.posture: unknown security posture "Pink"
          {'override': {'service': 'sip:esrp.example.org', 'state': 'Unstaffed'}} | Unstaffed: an ESRP service never says that
          {'override': {'service': 'sip:esrp.example.org', 'node': 'esrp1.example.org', 'state': 'Partial'}} | override.state: unknown element state "Partial"
          {'policy': {'service': 'sip:esrp.example.org', 'policy': {'type': 'luck'}}} | policy at /type: "luck"
          {'policy': {'service': 'sip:esrp.example.org', 'policy': 'any-up'}} | policy.policy is "any-up": it must be an object
          """)
  void namesNumberAndReasonAndGoesOn(String badLine, String reason) {
    Ran ran = Ran.onLines(json(REGISTER), "", json(badLine), json(NORMAL));

    assertThat(ran.status()).isEqualTo(Quickstart.BAD_INPUT);
    assertThat(ran.err())
        .filteredOn(line -> line.startsWith("line "))
        .singleElement()
        .asString()
        .startsWith("line 3: ")
        .contains(reason);
    assertThat(ran.states()).containsExactly("Down", "Normal", "GoingDown");
  }

  private static String json(String withSingleQuotes) {
    return withSingleQuotes.replace('\'', '"');
  }

  /** The parser's errors about its limits name no place, which once ended the whole run. */
  @ParameterizedTest
  @MethodSource
  void refusesWhatBreaksALimitOfTheParserAndGoesOn(String badLine, String reason) {
    Ran ran = Ran.onLines(badLine, json(REGISTER), badLine, json(NORMAL));

    assertThat(ran.status()).isEqualTo(Quickstart.BAD_INPUT);
    assertThat(ran.err())
        .filteredOn(line -> line.startsWith("line "))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains(": not JSON: ", reason, ", column "))
        .noneSatisfy(line -> assertThat(line).containsAnyOf("Source", "StreamRead"));
    assertThat(ran.states()).containsExactly("Down", "Normal", "GoingDown");
  }

  static Stream<Arguments> refusesWhatBreaksALimitOfTheParserAndGoesOn() {
    return Stream.of(
        arguments("{\"wait\": " + "[".repeat(501), "depth (501) exceeds"),
        arguments("{\"a\": ".repeat(600) + "1" + "}".repeat(600), "depth (501) exceeds"),
        arguments("{\"wait\": " + "9".repeat(2_000) + "}", "length (2000) exceeds"),
        arguments("{\"" + "a".repeat(60_000) + "\": 1}", "exceeds the maximum allowed"),
        arguments("{\"wait\": 1e99999999999}", "a number is too large or too small"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'wait': 'PT1S'   | expected close marker for Object, column 16
          {'wait': ['PT1S'} | expected ']', column 17
          {'wait': }        | token 'null', 'true' or 'false'), column 10
          """)
  void saysOfBadJsonTheReasonAndTheColumnAlone(String badLine, String reason) {
    Ran ran = Ran.onLines(json(badLine));

    assertThat(ran.err())
        .first()
        .asString()
        .startsWith("line 1: not JSON: Unexpected ")
        .endsWith(reason)
        .doesNotContain("Source", "StreamRead");
  }

  @Test
  void refusesWhatIsNotUtf8AndGoesOn() {
    byte[] lines = ("{\"wait\": \"\u00e4\"}\n" + json(REGISTER)).getBytes(ISO_8859_1);

    Ran ran = Ran.on(lines, "--virtual-time", "-");

    assertThat(ran.err()).first().asString().isEqualTo("line 1: it is not UTF-8");
    assertThat(ran.states()).containsExactly("Down", "GoingDown");
  }

  /** A file saved with a byte order mark once lost its first line. */
  @Test
  void skipsAByteOrderMarkAtTheBeginningAlone() {
    Ran ran = Ran.onLines("\uFEFF" + json(REGISTER), "\uFEFF" + json(NORMAL));

    assertThat(ran.err())
        .filteredOn(line -> line.startsWith("line "))
        .singleElement()
        .asString()
        .startsWith("line 2: not JSON: ");
    assertThat(ran.states()).containsExactly("Down", "GoingDown");
  }

  @Test
  void refusesWhatIsTooLongAndGoesOn() {
    Ran ran = Ran.onLines("x".repeat(Line.LONGEST + 1), "#" + "x".repeat(Line.LONGEST - 1), "{}");

    assertThat(ran.err()).hasSize(4);
    assertThat(ran.err().get(0)).isEqualTo("line 1: it is longer than 131072 bytes");
    assertThat(ran.err().get(2)).startsWith("line 3: no command in []");
  }

  @Test
  void showsNoControlCharacterOfTheInput() {
    Ran ran = Ran.onLines("# red \u001b[31m, turned \u202e round");

    assertThat(ran.err()).first().isEqualTo("red \\u001b[31m, turned \\u202e round");
  }
}
