package io.github.esrpcluster.examples.quickstart;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object a line: no name twice, nothing behind it. */
final class Json {
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
      JsonNode value = MAPPER.readTree(parser);
      if (parser.nextToken() != null) {
        throw new BadLineException("a line is one JSON object, and there is more behind it");
      }
      return value;
    } catch (JacksonException e) {
      throw new BadLineException(
          "not JSON: " + e.getOriginalMessage() + ", column " + e.getLocation().getColumnNr());
    }
  }
}
