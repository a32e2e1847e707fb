package io.github.esrpcluster.policies;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Text to JSON tree and back, within the limits of {@link PolicyJson}. */
final class JsonText {
  private static final int LONGEST_NUMBER = 100;

  /** Where the parser says that it does not show its source. */
  private static final Pattern SOURCE = Pattern.compile(" \\([^(]*\\[Source: [^]]*]\\)");

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(PolicyJson.MAX_DEPTH)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxNameLength(PolicyJson.MAX_LENGTH)
                          .maxStringLength(PolicyJson.MAX_LENGTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // Checked here, where the error can say it in our words.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  static JsonNode parse(String text) {
    requireShort(text);
    try (JsonParser parser = MAPPER.createParser(text)) {
      return onlyValue(parser);
    }
  }

  static String print(JsonNode tree) {
    String text = MAPPER.writeValueAsString(tree);
    requireShort(text);
    return text;
  }

  private static void requireShort(String text) {
    if (text.length() > PolicyJson.MAX_LENGTH) {
      throw new PolicyJsonException(
          "",
          text.length() + " characters",
          "must be at most " + PolicyJson.MAX_LENGTH + " characters");
    }
  }

  private static JsonNode onlyValue(JsonParser parser) {
    try {
      JsonNode value = MAPPER.readTree(parser);
      if (parser.nextToken() != null) {
        throw new PolicyJsonException("", parser.getString(), "nothing may follow the policy");
      }
      return value == null ? MissingNode.getInstance() : value; // null for an empty text
    } catch (StreamConstraintsException e) {
      throw broken(parser, brokenLimit(parser), e);
    } catch (JacksonException e) {
      throw broken(parser, "must be strict JSON (RFC 8259): " + reason(e), e);
    } catch (NumberFormatException e) {
      throw broken(parser, "must have numbers that a BigDecimal can hold", e);
    }
  }

  private static String reason(JacksonException e) {
    return SOURCE.matcher(e.getOriginalMessage()).replaceAll("");
  }

  private static String brokenLimit(JsonParser parser) {
    return parser.streamReadContext().getNestingDepth() > PolicyJson.MAX_DEPTH
        ? "must be at most " + PolicyJson.MAX_DEPTH + " levels deep"
        : "must have numbers of at most " + LONGEST_NUMBER + " characters";
  }

  private static PolicyJsonException broken(JsonParser parser, String rule, RuntimeException e) {
    String path = parser.streamReadContext().pathAsPointer().toString();
    return new PolicyJsonException(path, "", rule, e);
  }
}
