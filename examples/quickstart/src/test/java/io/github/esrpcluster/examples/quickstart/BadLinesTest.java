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
          nonsense                                        | the line is "nonsense": it must be strict JSON (RFC 8259) at line 1, column 1: write an object
          {'wait': 'PT1S'                                 | /wait ends too early at line 1, column 16: an object is not closed
          {'wait': 'PT1S', 'wait': 'PT2S'}                | /wait must not occur twice
          {'wait': 'PT1S'} {'wait': 'PT1S'}               | the line must end after its first value
          [1]                                             | the line is [1]: it must be a JSON object
          {}                                              | no command in []
          {'renwe': {'node': 'esrp1.example.org'}}        | no command in [renwe]: use clearOverride, override
          {'renew': {'node': 'esrp1.example.org'}, 'x': 1} | /x is 1: it is not a member of a line with this command; it may have renew
          {'renew': {'node': 'esrp1.example.org', 'x': 1}} | /renew/x is 1: it is not a member of /renew; it may have node
          {'renew': {}}                                   | /renew/node is missing
          {'renew': 'esrp1.example.org'}                  | /renew is "esrp1.example.org": it must be an object
          {'renew': {'node': 7}}                          | /renew/node is 7: it must be a text
          {'renew': {'node': null}}                       | /renew/node is null: it must be a text
          {'renew': {'node': 'esrp1'}}                    | /renew/node is not a node id: "esrp1"
          {'renew': {'node': 'esrp9.example.org'}}        | esrp9.example.org is not registered
          {'release': {'service': 'sip:esrp.example.org', 'node': 'esrp9.example.org'}} | esrp9.example.org is not registered for sip:esrp.example.org
          {'register': {'service': 'tel:911', 'node': 'a.example.org'}} | /register/service is not a service id: "tel:911"
          {'register': {'service': 'urn:service:sos', 'node': 'a.example.org'}} | start the program with --domain NAME
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'contact': 'here'}} | contact "here" is not a URI for calls (it has no scheme)
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'weight': 'one'}} | /register/weight is "one": it must be an integer
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'weight': 1.5}} | /register/weight is 1.5: it must be an integer
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'weight': 99999999999}} | it must be an integer from -2147483648 to 2147483647
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'weight': 0}} | weight 0 is out of range: use 1 to 65535
          {'register': {'service': 'sip:a.example.org', 'node': 'a.example.org', 'lease': '60 s'}} | /register/lease is "60 s": it must be a duration, such as PT5S
          {'wait': 'PT0S'}                                | /wait is "PT0S": it must be above zero
          {'stall': 'P367D'}                              | /stall is "P367D": it must be above zero and at most 366 days
          {'elementId': 'esrp1.example.org', 'state': 'Unreachable'} | a node cannot report it
          {'elementId': 'esrp1.example.org', 'state': 'Fine'} | unknown element state "Fine"; the registry has Normal
          {'elementId': 'esrp1.example.org'}              | not an ElementState body: /state is missing
          {'elementId': 'esrp9.example.org', 'state': 'Normal'} | esrp9.example.org is not registered
          {'posture': {'node': 'esrp1.example.org', 'posture': 'Orange'}} | esrp1.example.org has not reported a state yet
          {'posture': {'node': 'esrp9.example.org', 'posture': 'Orange'}} | esrp9.example.org is not registered
          {'posture': {'node': 'esrp1.example.org', 'posture': 'Pink'}} | /posture/posture is unknown security posture "Pink"
          {'override': {'service': 'sip:esrp.example.org', 'state': 'Unstaffed'}} | state Unstaffed cannot be published by an ESRP service
          {'override': {'service': 'sip:esrp.example.org', 'node': 'esrp1.example.org', 'state': 'Partial'}} | /override/state is unknown element state "Partial"
          {'policy': {'service': 'sip:esrp.example.org', 'policy': {'type': 'luck'}}} | policy at /type: "luck"
          {'policy': {'service': 'sip:esrp.example.org', 'policy': 'any-up'}} | /policy/policy is "any-up": it must be an object
          """)
  void bad_line_is_named_and_the_next_is_read(String badLine, String reason) {
    ProgramRun run = ProgramRun.onLines(json(REGISTER), "", json(badLine), json(NORMAL));

    assertThat(run.status()).isEqualTo(Quickstart.BAD_INPUT);
    assertThat(run.err())
        .filteredOn(line -> line.startsWith("line "))
        .singleElement()
        .asString()
        .startsWith("line 3: ")
        .contains(reason);
    assertThat(run.states()).containsExactly("Down", "Normal", "GoingDown");
  }

  private static String json(String withSingleQuotes) {
    return withSingleQuotes.replace('\'', '"');
  }

  /** The parser's errors about its limits name no place; once such an error ended the program. */
  @ParameterizedTest
  @MethodSource("linesBeyondALimit")
  void line_beyond_a_limit_is_refused_and_the_next_is_read(String badLine, String reason) {
    ProgramRun run = ProgramRun.onLines(badLine, json(REGISTER), badLine, json(NORMAL));

    assertThat(run.status()).isEqualTo(Quickstart.BAD_INPUT);
    assertThat(run.err())
        .filteredOn(line -> line.startsWith("line "))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).endsWith(reason));
    assertThat(run.states()).containsExactly("Down", "Normal", "GoingDown");
  }

  static Stream<Arguments> linesBeyondALimit() {
    return Stream.of(
        arguments("{\"wait\": " + "[".repeat(501), "must be at most 100 levels deep"),
        arguments(
            "{\"a\": ".repeat(600) + "1" + "}".repeat(600), "must be at most 100 levels deep"),
        arguments("{\"wait\": " + "9".repeat(2_000) + "}", "must have at most 100 characters"),
        arguments("{\"" + "a".repeat(60_000) + "\": 1}", "must have at most 256 characters"),
        arguments("{\"wait\": 1e99999999999}", "is too large or too small a number"));
  }

  @Test
  void line_that_is_not_utf8_is_refused() {
    byte[] lines = ("{\"wait\": \"\u00e4\"}\n" + json(REGISTER)).getBytes(ISO_8859_1);

    ProgramRun run = ProgramRun.on(lines, "--virtual-time", "-");

    assertThat(run.err()).first().asString().isEqualTo("line 1: it is not UTF-8");
    assertThat(run.states()).containsExactly("Down", "GoingDown");
  }

  /** A file saved with a byte order mark once lost its first line. */
  @Test
  void byte_order_mark_is_skipped_only_in_the_first_line() {
    ProgramRun run = ProgramRun.onLines("\uFEFF" + json(REGISTER), "\uFEFF" + json(NORMAL));

    assertThat(run.err())
        .filteredOn(line -> line.startsWith("line "))
        .singleElement()
        .asString()
        .startsWith("line 2: the line must not begin with a byte order mark");
    assertThat(run.states()).containsExactly("Down", "GoingDown");
  }

  @Test
  void long_line_is_refused_and_the_next_is_read() {
    ProgramRun run =
        ProgramRun.onLines("x".repeat(Line.LONGEST + 1), "#" + "x".repeat(Line.LONGEST - 1), "{}");

    assertThat(run.err()).hasSize(4);
    assertThat(run.err().get(0)).isEqualTo("line 1: it is longer than 131072 bytes");
    assertThat(run.err().get(2)).startsWith("line 3: no command in []");
  }

  @Test
  void control_characters_are_shown_as_escapes() {
    ProgramRun run = ProgramRun.onLines("# red \u001b[31m, turned \u202e round");

    assertThat(run.err()).first().isEqualTo("red \\u001b[31m, turned \\u202e round");
  }
}
