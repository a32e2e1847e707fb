package io.github.esrpcluster.i3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON text to members and back, under limits. Immutable and thread-safe. */
final class JsonText {
  private static final int LONGEST_NAME = 256;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** What the parser's messages say of its own settings, which a sender does not know. */
  private static final Pattern PARSER_INTERNALS =
      Pattern.compile(", from `[^`]*`| \\((start marker|for \\w+ starting) at \\[[^]]*]\\)");

  private final int longest;
  private final JsonMapper mapper;

  JsonText(I3Limits limits) {
    longest = limits.length();
    mapper =
        JsonMapper.builder(factory(limits))
            // Keeps a number as it was written, also one that no double can hold.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // Looked for below, where the refusal can be put into words that a sender understands.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  private static JsonFactory factory(I3Limits limits) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxStringLength(limits.stringLength())
                .maxNumberLength(limits.numberLength())
                .maxNameLength(LONGEST_NAME)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // No table of names that outlives the body: its sender could fill it.
        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
        .build();
  }

  Members read(String document, byte[] utf8) {
    requireLength(document, utf8.length, "bytes");
    try {
      return read(
          document, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw I3FormatException.wrong(document, "", "must be UTF-8 (RFC 8259 section 8.1)");
    }
  }

  Members read(String document, String text) {
    requireLength(document, text.length(), "characters");
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      throw I3FormatException.wrong(
          document, "", "must not begin with a byte order mark (RFC 8259 section 8.1)");
    }
    return new Members(document, "", rootObject(document, text));
  }

  private void requireLength(String document, int length, String unit) {
    if (length > longest) {
      throw I3FormatException.wrong(
          document, "", length + " " + unit, "at most " + longest + " are read");
    }
  }

  private ObjectNode rootObject(String document, String text) {
    try (JsonParser parser = mapper.createParser(text)) {
      JsonNode root = root(document, parser);
      if (root instanceof ObjectNode object) {
        return object;
      }
      throw I3FormatException.wrong(
          document, "", Members.describe(root), "it must be a JSON object");
    }
  }

  private JsonNode root(String document, JsonParser parser) {
    try {
      if (parser.nextToken() == null) {
        throw I3FormatException.wrong(document, "", "must not be empty");
      }
      JsonNode root = mapper.readTree(parser);
      if (parser.nextToken() != null) {
        throw I3FormatException.wrong(document, "", "must end after its first value");
      }
      return root;
    } catch (JacksonException e) {
      throw unreadable(document, parser, Foreign.sentence(rule(e)) + place(e));
    } catch (NumberFormatException e) {
      // The parser lets this one through for an exponent that no BigDecimal can have.
      throw unreadable(document, parser, "a number is too large or too small");
    }
  }

  private static I3FormatException unreadable(String document, JsonParser parser, String why) {
    String pointer = Foreign.sentence(parser.streamReadContext().pathAsPointer().toString());
    return I3FormatException.wrong(document, pointer, "cannot be read: " + why);
  }

  private static String rule(JacksonException e) {
    return PARSER_INTERNALS.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
  }

  private static String place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  ObjectNode newObject() {
    return mapper.createObjectNode();
  }

  /** On one line, without white space; members stand in the order in which they were put. */
  String write(ObjectNode body) {
    return mapper.writeValueAsString(body);
  }
}
