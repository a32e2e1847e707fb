package io.github.esrpcluster.examples.quickstart;

import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object a line: no name twice, nothing behind it. */
final class Json {
  /** What its messages say of sources and settings, none of which the author of a line knows. */
  private static final Pattern PARSER_AFFAIRS =
      Pattern.compile(" \\([^(]*\\[Source: [^]]*]\\)|, from `[^`]*`");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // asked below, in our words
          .build();

  private Json() {}

  static ObjectNode object(String text) {
    if (onlyValue(text) instanceof ObjectNode object) {
      return object;
    }
    throw new BadLineException("a line is a JSON object, such as {\"wait\": \"PT5S\"}");
  }

  private static JsonNode onlyValue(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      return onlyValue(parser);
    }
  }

  private static JsonNode onlyValue(JsonParser parser) {
    try {
      JsonNode value = MAPPER.readTree(parser);
      if (parser.nextToken() != null) {
        throw new BadLineException("a line is one JSON object, and there is more behind it");
      }
      return value;
    } catch (JacksonException e) {
      throw notJson(reason(e), place(e, parser));
    } catch (NumberFormatException e) {
      // The parser lets this one through for an exponent that no BigDecimal can have.
      throw notJson("a number is too large or too small", parser.currentLocation());
    }
  }

  private static String reason(JacksonException e) {
    return PARSER_AFFAIRS.matcher(e.getOriginalMessage()).replaceAll("");
  }

  /** Errors about a limit do not know their place, but the parser does. */
  private static TokenStreamLocation place(JacksonException e, JsonParser parser) {
    return Objects.requireNonNullElseGet(e.getLocation(), parser::currentLocation);
  }

  private static BadLineException notJson(String reason, TokenStreamLocation at) {
    return new BadLineException("not JSON: " + reason + ", column " + at.getColumnNr());
  }
}
