package io.github.esrpcluster.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
  private static final JsonReader READER =
      new JsonReader(new JsonLimits(10_000, 16, 10_000, 32, 256));

  private static JsonObject read(String text) {
    return READER.readObject(text.replace('\'', '"'), JsonRefusal::new);
  }

  @Test
  void members_are_read_by_their_kind() {
    JsonObject object = read("{'t':'x','i':-3,'b':true,'o':{'t':'y'},'l':[1,2]}");

    assertThat(object.names()).containsExactly("t", "i", "b", "o", "l");
    assertThat(object.text("t")).isEqualTo("x");
    assertThat(object.text("t", String::length)).isOne();
    assertThat(object.token("t")).isEqualTo("x");
    assertThat(object.integer("i", -3, -3)).isEqualTo(-3);
    assertThat(object.bool("b")).isTrue();
    assertThat(object.object("o").text("t")).isEqualTo("y");
    assertThat(object.hasObject("o")).isTrue();
    assertThat(object.list("l", "numbers")).hasSize(2);
  }

  @Test
  void optional_member_may_be_missing() {
    JsonObject object = read("{'t':'x','o':{}}");

    assertThat(object.optionalText("t")).contains("x");
    assertThat(object.optionalText("t", String::length)).contains(1);
    assertThat(object.optionalToken("t")).contains("x");
    assertThat(object.optionalObject("o")).isPresent();
    assertThat(object.optionalText("a")).isEmpty();
    assertThat(object.optionalText("a", String::length)).isEmpty();
    assertThat(object.optionalToken("a")).isEmpty();
    assertThat(object.optionalObject("a")).isEmpty();
    assertThat(object.hasObject("a")).isFalse();
    assertThat(object.hasObject("t")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "{}", "{'x':null}", "{'x':{'y':''},'z':{}}"})
  void empty_member_is_absent_on_request(String empty) {
    JsonObject object = read("{'a':" + empty + ",'o':{'a':" + empty + "}}").emptyAsAbsent();

    for (JsonObject each : List.of(object, object.object("o"))) {
      assertThat(each.has("a")).isFalse();
      assertThat(each.optionalText("a")).isEmpty();
      assertThat(each.optionalText("a", String::length)).isEmpty();
      assertThat(each.optionalToken("a")).isEmpty();
      assertThat(each.optionalObject("a")).isEmpty();
    }
    assertThat(JsonRefusal.of(() -> object.integer("a", 1, 2)).value)
        .isEqualTo(empty.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"' '", "0", "false", "[]", "{'x':0}", "{'x':{'y':[]}}"})
  void member_with_any_value_is_not_absent(String value) {
    assertThat(read("{'a':" + value + "}").emptyAsAbsent().has("a")).isTrue();
  }

  @Test
  void missing_member_is_named_with_its_rule() {
    JsonObject inner = read("{'o':{}}").object("o");

    assertThat(JsonRefusal.of(() -> inner.text("a/b")))
        .hasMessage("/o/a~1b||is missing; it must be a text");
    assertThat(JsonRefusal.of(() -> inner.integer("a", 1, 5)))
        .hasMessage("/o/a||is missing; it must be an integer from 1 to 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "6", "0", "'3'", "9223372036854775807", "[]"})
  void value_that_is_not_the_integer_is_refused(String value) {
    JsonRefusal refusal = JsonRefusal.of(() -> read("{'a':" + value + "}").integer("a", 1, 5));

    assertThat(refusal.pointer).isEqualTo("/a");
    assertThat(refusal.value).isNotEmpty();
    assertThat(refusal.rule).isEqualTo("must be an integer from 1 to 5");
  }

  /** 1e0 was shown as 1, with the rule that it must be an integer. */
  @ParameterizedTest
  @ValueSource(strings = {"1e0", "3.0", "3.50", "-0.0", "1E+2", "1e999999999"})
  void number_is_shown_as_it_was_written(String number) {
    JsonObject object = read("{'a':" + number + ",'o':{'l':[" + number + "]}}");

    assertThat(JsonRefusal.of(() -> object.integer("a", 1, 5)))
        .hasMessage(
            "/a|" + number + "|must be an integer from 1 to 5, without fraction and exponent");
    assertThat(JsonRefusal.of(() -> object.text("o")).value).isEqualTo("{\"l\":[" + number + "]}");
  }

  @Test
  void value_of_another_kind_is_shown() {
    JsonObject object = read("{'n':null,'o':{'a':1},'s':'x','e':[],'blank':' '}");

    assertThat(JsonRefusal.of(() -> object.text("n"))).hasMessage("/n|null|must be a text");
    assertThat(JsonRefusal.of(() -> object.text("o"))).hasMessage("/o|{\"a\":1}|must be a text");
    assertThat(JsonRefusal.of(() -> object.object("s"))).hasMessage("/s|\"x\"|must be an object");
    assertThat(JsonRefusal.of(() -> object.bool("s"))).hasMessage("/s|\"x\"|must be true or false");
    assertThat(JsonRefusal.of(() -> object.list("e", "texts")))
        .hasMessage("/e|[]|must be a list of one or more texts");
    assertThat(JsonRefusal.of(() -> object.token("blank")))
        .hasMessage("/blank|\" \"|must not be blank");
  }

  @Test
  void members_are_read_from_other_kinds() {
    JsonObject object = read("{'t':'x','i':7,'d':'42','o':{'a':1e0},'l':[{'t':'y'},{}],'e':[]}");

    assertThat(object.textOrObject("t")).isEqualTo("x");
    assertThat(object.textOrObject("o")).isEqualTo("{\"a\":1e0}");
    assertThat(object.optionalTextOrObject("a")).isEmpty();
    assertThat(object.tokenOrInteger("t")).isEqualTo("x");
    assertThat(object.tokenOrInteger("i")).isEqualTo("7");
    assertThat(object.integerOrDigits("i", 7)).isEqualTo(7);
    assertThat(object.integerOrDigits("d", 42)).isEqualTo(42);
    assertThat(object.objects("e")).isEmpty();
    assertThat(object.objects("l").get(0).text("t")).isEqualTo("y");
    assertThat(JsonRefusal.of(() -> object.objects("l").get(1).text("t")))
        .hasMessage("/l/1/t||is missing; it must be a text");
  }

  @Test
  void value_of_no_allowed_kind_is_refused() {
    JsonObject object = read("{'i':7,'n':-1,'x':'4 ','d':'43','m':'99999999999','f':1.5,'l':[1]}");

    assertThat(JsonRefusal.of(() -> object.textOrObject("i")))
        .hasMessage("/i|7|must be a text or an object");
    assertThat(JsonRefusal.of(() -> object.tokenOrInteger("f")))
        .hasMessage("/f|1.5|must be a text");
    assertThat(JsonRefusal.of(() -> object.tokenOrInteger("n"))).hasMessage("/n|-1|must be a text");
    assertThat(JsonRefusal.of(() -> object.integerOrDigits("x", 42)))
        .hasMessage("/x|\"4 \"|must be an integer from 0 to 42");
    assertThat(JsonRefusal.of(() -> object.integerOrDigits("d", 42)).value).isEqualTo("\"43\"");
    assertThat(JsonRefusal.of(() -> object.integerOrDigits("m", 42)).pointer).isEqualTo("/m");
    assertThat(JsonRefusal.of(() -> object.integerOrDigits("a", 42)))
        .hasMessage("/a||is missing; it must be an integer from 0 to 42");
    assertThat(JsonRefusal.of(() -> object.objects("l"))).hasMessage("/l/0|1|must be an object");
    assertThat(JsonRefusal.of(() -> object.objects("i")))
        .hasMessage("/i|7|must be a list of objects");
  }

  @Test
  void hostile_value_is_shown_printable_and_cut() {
    String hostile = "\\u0007\\u202e" + "x".repeat(100);
    String shown = "\\u0007\\u202e" + "x".repeat(78) + "\"... (102 characters)";

    assertThat(JsonRefusal.of(() -> read("{'a':'" + hostile + "'}").integer("a", 1, 2)).value)
        .isEqualTo("\"" + shown);
    assertThat(JsonRefusal.of(() -> read("{'a':['" + hostile + "']}").text("a")).value)
        .doesNotContain("\u202e")
        .hasSizeLessThan(200);
  }

  @Test
  void half_of_a_surrogate_pair_is_refused() {
    assertThat(JsonRefusal.of(() -> read("{'a':'x\\ud800'}").text("a")))
        .hasMessage("/a|\"x\\ud800\"|must not have half of a surrogate pair");
  }

  @Test
  void message_of_a_form_follows_the_place() {
    JsonObject object = read("{'a':'x'}");

    assertThat(JsonRefusal.of(() -> object.text("a", text -> refuse("not a node: \"x\""))))
        .hasMessage("/a||is not a node: \"x\"");
    assertThat(JsonRefusal.of(() -> object.text("a", text -> refuse("x 7 is too large"))))
        .hasMessage("/a||is refused: x 7 is too large");
  }

  private static String refuse(String message) {
    throw new IllegalArgumentException(message);
  }

  @Test
  void member_that_was_not_asked_for_is_refused() {
    JsonObject object = read("{'a':1,'b':2}");
    assertThat(object.integer("a", 1, 1)).isOne();
    assertThat(object.optionalText("c")).isEqualTo(Optional.empty());

    assertThat(JsonRefusal.of(() -> object.refuseOthers("this policy")))
        .hasMessage("/b|2|is not a member of this policy; it may have a, c");
    assertThat(object.has("b")).isTrue();
    assertThat(JsonRefusal.of(() -> object.refuseOthers("this policy"))).isNull();
  }

  @Test
  void own_rule_is_refused_at_member_or_object() {
    JsonObject inner = read("{'o':{'a':1}}").object("o");

    assertThat(inner.refusal("a", "must be even")).hasMessage("/o/a|1|must be even");
    assertThat(inner.refusal("b", "must be even")).hasMessage("/o/b||must be even");
    assertThat(inner.refusal("must have one member")).hasMessage("/o||must have one member");
    assertThat(inner).hasToString("{\"a\":1}");
  }
}
