package io.github.esrpcluster.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyJsonTest {
  private static final PolicyJson JSON = PolicyJson.standard();

  static Stream<Arguments> forms() {
    return Stream.of(
        form(StatusPolicies.anyUp(), "{'type':'any-up'}"),
        form(StatusPolicies.allUp(), "{'type':'all-up'}"),
        form(
            StatusPolicies.allUp()
                .countingDisrupted(DisruptionWeight.FULL)
                .excludingPlannedOutages(),
            "{'type':'all-up','disruption':'full','excludingPlannedOutages':true}"),
        form(StatusPolicies.majority(), "{'type':'quorum','majority':true}"),
        form(
            StatusPolicies.majority().excludingPlannedOutages(),
            "{'type':'quorum','majority':true,'excludingPlannedOutages':true}"),
        form(StatusPolicies.quorum(3), "{'type':'quorum','up':3}"),
        form(StatusPolicies.quorum(3, 2), "{'type':'quorum','up':3,'down':2}"),
        form(
            StatusPolicies.quorum(3, 2).countingDisrupted(DisruptionWeight.HALF),
            "{'type':'quorum','up':3,'down':2,'disruption':'half'}"),
        form(
            StatusPolicies.quorumShare(5, 0.6, 0.4),
            "{'type':'quorum','declaredSize':5,'up':0.6,'down':0.4}"),
        form(StatusPolicies.weighted(0.5), "{'type':'weighted','up':0.5}"),
        form(StatusPolicies.weighted(1, 0.9), "{'type':'weighted','up':1.0,'down':0.9}"),
        form(
            StatusPolicies.weighted(0.5)
                .countingDisrupted(DisruptionWeight.HALF)
                .excludingPlannedOutages(),
            "{'type':'weighted','up':0.5,'disruption':'half','excludingPlannedOutages':true}"),
        form(
            StatusPolicies.worstOf(StatusPolicies.quorum(2), StatusPolicies.anyUp()),
            "{'type':'worst-of','policies':[{'type':'quorum','up':2},{'type':'any-up'}]}"),
        form(
            StatusPolicies.bestOf(StatusPolicies.quorum(2), StatusPolicies.anyUp()),
            "{'type':'best-of','policies':[{'type':'quorum','up':2},{'type':'any-up'}]}"),
        form(
            StatusPolicies.perSite(StatusPolicies.anyUp(), 2),
            "{'type':'per-site','needed':2,'policy':{'type':'any-up'}}"),
        form(
            StatusPolicies.perSite(StatusPolicies.anyUp(), 1, List.of("west", "east")),
            "{'type':'per-site','needed':1,'sites':['east','west'],'policy':{'type':'any-up'}}"));
  }

  private static Arguments form(StatusPolicy policy, String text) {
    return Arguments.of(policy, text.replace('\'', '"'));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void policy_has_one_json_form(StatusPolicy policy, String text) {
    assertThat(JSON.write(policy)).isEqualTo(text);
    assertThat(JSON.read(text)).isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'type':'quorum','down':2, 'up':3}                   | {'type':'quorum','up':3,'down':2}
          {'up':3,'down':3,'type':'quorum'}                    | {'type':'quorum','up':3}
          {'type':'weighted','up':1}                           | {'type':'weighted','up':1.0}
          {'type':'weighted','up':5e-1,'down':0.50}            | {'type':'weighted','up':0.5}
          {'type':'weighted','up':0.66666666666666666}         | {'type':'weighted','up':0.666666666}
          {'type':'weighted','up':0.000000001}                 | {'type':'weighted','up':1.0E-9}
          {'type':'all-up','disruption':'none'}                | {'type':'all-up'}
          {'type':'all-up','excludingPlannedOutages':false}            | {'type':'all-up'}
          {'type':'worst-of','policies':[{'type':'any-up'}]}   | {'type':'any-up'}
          """)
  void equal_policies_are_written_alike(String text, String canonical) {
    assertThat(JSON.write(JSON.read(quoted(text)))).isEqualTo(quoted(canonical));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # text                                             | path        | value     | rule
          []                                                 | ``          | []        | must be an object with a "type"
          null                                               | ``          | null      | must be an object with a "type"
          {}                                                 | /type       | ``        | is missing; it must be a text
          {'type':7}                                         | /type       | 7         | must be a text
          {'type':'any-upp'}                                 | /type       | "any-upp" | must be one of all-up, any-up, best-of, per-site, quorum, weighted, worst-of
          {'type':'quorum','up':2,'up':3}                    | /up         | ``        | must not occur twice
          {'type':'any-up','up':1}                           | /up         | 1         | is not a member of this any-up; it may have type
          {'type':'any-up','a/b~c':1}                        | /a~1b~0c    | 1         | is not a member of this any-up; it may have type
          {'type':'quorum','majority':false}                 | /majority   | false     | must be true, or be left out
          {'type':'quorum','majority':1}                     | /majority   | 1         | must be true or false
          {'type':'quorum','majority':true,'up':2}           | /up         | 2         | is not a member of this quorum; it may have disruption, excludingPlannedOutages, majority, type
          {'type':'quorum'}                                  | /up         | ``        | is missing; it must be an integer from 1 to 2147483647
          {'type':'quorum','up':0}                           | /up         | 0         | must be an integer from 1 to 2147483647
          {'type':'quorum','up':2147483648}                  | /up         | 2147483648 | must be an integer from 1 to 2147483647
          {'type':'quorum','up':3.0}                         | /up         | 3.0       | must be an integer from 1 to 2147483647, without fraction and exponent
          {'type':'quorum','up':1e0}                         | /up         | 1e0       | must be an integer from 1 to 2147483647, without fraction and exponent
          {'type':'quorum','up':'3'}                         | /up         | "3"       | must be an integer from 1 to 2147483647
          {'type':'quorum','up':null}                        | /up         | null      | must be an integer from 1 to 2147483647
          {'type':'quorum','up':2,'down':3}                  | /down       | 3         | must be an integer from 1 to 2
          {'type':'quorum','up':2,'excludingPlannedOutages':true}    | /excludingPlannedOutages | true | is not a member of this quorum; it may have declaredSize, disruption, down, majority, type, up
          {'type':'quorum','declaredSize':0,'up':0.5}        | /declaredSize | 0       | must be an integer from 1 to 2147483647
          {'type':'weighted','up':0}                         | /up         | 0         | must be a number above 0 and at most 1.0
          {'type':'weighted','up':1.00000000000000000001}    | /up         | 1.00000000000000000001 | must be a number above 0 and at most 1.0
          {'type':'weighted','up':1e-10}                     | /up         | 1e-10     | must be a number above 0 and at most 1.0
          {'type':'weighted','up':1e999999999}               | /up         | 1e999999999 | must be a number above 0 and at most 1.0
          {'type':'weighted','up':'NaN'}                     | /up         | "NaN"     | must be a number above 0 and at most 1.0
          {'type':'weighted','up':0.5,'down':0.6}            | /down       | 0.6       | must be a number above 0 and at most 0.5
          {'type':'all-up','disruption':'Half'}              | /disruption | "Half"    | must be one of "full", "half", "none"
          {'type':'worst-of','policies':[]}                  | /policies   | []        | must be a list of one or more policies
          {'type':'worst-of','policies':{}}                  | /policies   | {}        | must be a list of one or more policies
          {'type':'worst-of','policies':[{'type':'any-up'},{'type':'quorum','up':0}]} | /policies/1/up | 0 | must be an integer from 1 to 2147483647
          {'type':'per-site','needed':1}                     | /policy     | ``        | is missing; it must be a policy
          {'type':'per-site','needed':1,'policy':'any-up'}   | /policy     | "any-up"  | must be an object with a "type"
          {'type':'per-site','needed':3,'sites':['a','b'],'policy':{'type':'any-up'}} | /needed | 3 | must be an integer from 1 to 2
          {'type':'per-site','needed':1,'sites':['a','a'],'policy':{'type':'any-up'}} | /sites/1 | "a" | must not occur twice
          {'type':'per-site','needed':1,'sites':[1],'policy':{'type':'any-up'}} | /sites/0 | 1 | must be a text
          {'type':'any-up'} {'type':'any-up'}                | ``          | ``        | must end after its first value, but has "{\\"type\\":\\"any-up\\"}" at line 1, column 19
          """)
  void refusal_names_path_value_and_rule(String text, String path, String value, String rule) {
    PolicyJsonException e = refusal(quoted(text));

    assertThat(e.path()).isEqualTo(path);
    assertThat(e.value()).isEqualTo(value);
    assertThat(e.rule()).isEqualTo(rule);
    assertThat(e).hasMessageContaining(path).hasMessageContaining(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'type':'quorum','up':NaN}            | /up | "NaN"      | 23 | write a number such as 12 or -1.5e3
          {'type':'quorum','up':Infinity}       | /up | "Infinity" | 23 | write a number such as 12 or -1.5e3
          {'type':'quorum','up':+1}             | /up | "+1"       | 23 | write a number such as 12 or -1.5e3
          {'type':'quorum','up':01}             | /up | "01"       | 23 | write a number such as 12 or -1.5e3
          {'type':'quorum','up':1,}             | /up | "}"        | 25 | remove the comma before it
          {'type':[}                            | /type | "}"      | 10 | write an object, an array, a text in double quotes, a number, true, false or null
          {type:'any-up'}                       | ``  | "type"     | 2  | write each member as "name": value
          // {'type':'any-up'}                  | ``  | "//"       | 1  | remove the comment
          {'type':'any-up'}}                    | ``  | "}"        | 18 | remove what follows the first value
          """)
  void text_that_is_not_strict_json_is_refused(
      String text, String path, String value, int column, String remedy) {
    PolicyJsonException e = refusal(quoted(text));

    assertThat(e.path()).isEqualTo(path);
    assertThat(e.value()).isEqualTo(value);
    assertThat(e.rule())
        .isEqualTo("must be strict JSON (RFC 8259) at line 1, column " + column + ": " + remedy);
  }

  /** The message had the advice of the parser, to set an option of the parser, and no line. */
  @Test
  void message_of_a_syntax_error_names_its_line() {
    assertThat(refusal("{\"type\":\"weighted\",\n \"up\":.5}"))
        .hasMessage(
            "policy at /up: \".5\": must be strict JSON (RFC 8259) at line 2, column 7: write a"
                + " number such as 12 or -1.5e3")
        .hasNoCause();
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  private static PolicyJsonException refusal(String text) {
    PolicyJsonException e = catchThrowableOfType(PolicyJsonException.class, () -> JSON.read(text));
    assertThat(e).as("refusal of %s", text).isNotNull();
    return e;
  }

  /** A text of characters beyond 16 bits was shown whole, and yet was said to be cut. */
  @Test
  void value_of_80_characters_is_shown_whole() {
    String whole = "\uD83D\uDE91".repeat(80);
    String cut = "x".repeat(81);

    assertThat(refusal("{\"type\":\"" + whole + "\"}").value()).isEqualTo("\"" + whole + "\"");
    assertThat(refusal("{\"type\":\"" + cut.substring(1) + "\"}").value()).endsWith("x\"");
    assertThat(refusal("{\"type\":\"" + cut + "\"}").value()).endsWith("... (81 characters)");
  }

  @Test
  void incomplete_json_is_refused_with_its_place() {
    PolicyJsonException e = refusal("{\"type\":\"any-up\"");

    assertThat(e)
        .hasMessage(
            "policy at /type: ends too early at line 1, column 17: an object is not closed");
  }

  @Test
  void empty_text_is_refused() {
    assertThat(refusal("").rule()).isEqualTo("must not be empty");
    assertThat(refusal(" \n").rule()).isEqualTo("must not be empty");
  }

  @Test
  void depth_limit_is_the_same_for_reading_and_writing() {
    StatusPolicy policy = StatusPolicies.anyUp();
    for (int i = 1; i < PolicyJson.MAX_DEPTH; i++) {
      policy = StatusPolicies.perSite(policy, 1);
    }
    String text = JSON.write(policy);
    StatusPolicy deeper = StatusPolicies.perSite(policy, 1);
    String deeperText = "{\"type\":\"per-site\",\"needed\":1,\"policy\":" + text + "}";

    assertThat(JSON.read(text)).isEqualTo(policy);
    assertThat(refusal(deeperText).rule()).isEqualTo("must be at most 64 levels deep");
    assertThat(refusal(deeperText).path()).startsWith("/policy/policy/");
    assertThat(catchThrowableOfType(PolicyJsonException.class, () -> JSON.write(deeper)).rule())
        .isEqualTo("must be at most 64 levels deep");
  }

  @Test
  void list_of_texts_counts_as_a_level_when_written() {
    StatusPolicy policy = StatusPolicies.perSite(StatusPolicies.anyUp(), 1, List.of("east"));
    for (int i = 2; i < PolicyJson.MAX_DEPTH; i++) {
      policy = StatusPolicies.perSite(policy, 1);
    }
    StatusPolicy deeper = StatusPolicies.perSite(policy, 1);

    assertThat(JSON.read(JSON.write(policy))).isEqualTo(policy);
    assertThat(catchThrowableOfType(PolicyJsonException.class, () -> JSON.write(deeper)).path())
        .endsWith("/policy/sites");
  }

  @Test
  void list_of_policies_counts_as_a_level_when_written() {
    StatusPolicy policy = StatusPolicies.perSite(StatusPolicies.anyUp(), 1);
    for (int levels = 2; levels < PolicyJson.MAX_DEPTH; levels += 2) {
      policy = StatusPolicies.worstOf(policy, StatusPolicies.anyUp());
    }
    StatusPolicy deepest = policy;
    StatusPolicy deeper = StatusPolicies.worstOf(policy, StatusPolicies.anyUp());

    assertThat(JSON.read(JSON.write(deepest))).isEqualTo(deepest);
    assertThat(catchThrowableOfType(PolicyJsonException.class, () -> JSON.write(deeper)).rule())
        .isEqualTo("must be at most 64 levels deep");
  }

  @Test
  void deeply_nested_brackets_are_refused() {
    assertThat(refusal("[".repeat(60_000)).rule()).isEqualTo("must be at most 64 levels deep");
  }

  /** As much of it as is read at all. Ample time on any machine; what it catches takes for ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{\"a\":",
        "\"",
        "9",
        "-",
        "\\ud800",
        "\"a\",",
        "{\"type\":\"any-up\"},",
        " "
      })
  void repetitive_text_is_refused_in_bounded_time(String piece) {
    for (String start :
        List.of(
            "",
            "{\"type\":",
            "{\"type\":\"worst-of\",\"policies\":[",
            "{\"type\":\"quorum\",\"up\":")) {
      String text = start + piece.repeat((PolicyJson.MAX_LENGTH - start.length()) / piece.length());
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertThat(refusal(text).rule()).isNotBlank());
    }
  }

  /** Names of one hash, as many as are read at all. */
  @Test
  void names_with_equal_hashes_are_refused_in_bounded_time() {
    StringBuilder text = new StringBuilder("{\"type\":\"any-up\"");
    for (int i = 0; i < 1 << 11; i++) {
      String bits = Integer.toBinaryString(i + (1 << 11));
      text.append(",\"").append(bits.replace("0", "Aa").replace("1", "BB")).append("\":1");
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(refusal(text + "}").rule()).startsWith("is not a member"));
  }

  @Test
  void length_limit_is_the_same_for_reading_and_writing() {
    String text = "{\"type\":\"any-up\"}";
    String longest = " ".repeat(PolicyJson.MAX_LENGTH - text.length()) + text;
    List<String> sites =
        IntStream.range(0, 300).mapToObj(number -> "x".repeat(240) + number).toList();

    assertThat(JSON.read(longest)).isEqualTo(StatusPolicies.anyUp());
    assertThat(refusal(longest + " ").rule()).isEqualTo("must have at most 65536 characters");
    assertThat(
            catchThrowableOfType(
                    PolicyJsonException.class,
                    () -> JSON.write(StatusPolicies.perSite(StatusPolicies.anyUp(), 1, sites)))
                .rule())
        .isEqualTo("must have at most 65536 characters");
  }

  @Test
  void long_number_is_refused() {
    PolicyJsonException e = refusal("{\"type\":\"quorum\",\"up\":" + "1".repeat(101) + "}");

    assertThat(e.path()).isEqualTo("/up");
    assertThat(e.rule()).isEqualTo("must have at most 100 characters");
  }

  @Test
  void long_number_is_named_on_the_deepest_level() {
    String text = "{\"type\":\"quorum\",\"up\":" + "1".repeat(101) + "}";
    for (int i = 1; i < PolicyJson.MAX_DEPTH; i++) {
      text = "{\"type\":\"per-site\",\"needed\":1,\"policy\":" + text + "}";
    }

    assertThat(refusal(text).rule()).isEqualTo("must have at most 100 characters");
  }

  /** An exponent beyond 32 bits once came through as a NumberFormatException. */
  @Test
  void huge_exponent_is_refused() {
    PolicyJsonException e = refusal("{\"type\":\"weighted\",\"up\":1e-9999999999}");

    assertThat(e.path()).isEqualTo("/up");
    assertThat(e.rule()).isEqualTo("is too large or too small a number");
  }

  @Test
  void policy_of_unknown_type_is_not_written() {
    StatusPolicy policy = StatusPolicies.worstOf(StatusPolicies.anyUp(), view -> Verdict.normal());

    PolicyJsonException e =
        catchThrowableOfType(PolicyJsonException.class, () -> JSON.write(policy));

    assertThat(e.path()).isEqualTo("/policies/1");
    assertThat(e.rule()).startsWith("must be of a known type: all-up, ");
  }
}
