package io.github.esrpcluster.json;

import io.github.esrpcluster.api.internal.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON text (RFC 8259) as a tree. Refuses malformed text, a name that occurs twice in an
 * object, anything after the first value, a byte order mark, and every excess of the {@link
 * JsonLimits}. Immutable and thread-safe.
 *
 * <p>The limits and the names are checked here, token by token, and not by the parser, so that an
 * error names the limit and the place. An error of the parser is described in own words, with the
 * text found, its line and column, and a remedy.
 */
public final class JsonReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final JsonLimits limits;
  private final JsonFactory factory;

  /** Creates a reader with these limits. */
  public JsonReader(JsonLimits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth() + 1) // one more than the check lets through
                    .maxStringLength(limits.length())
                    .maxNumberLength(limits.length())
                    .maxNameLength(limits.length())
                    .build())
            // Without a table of names that outlives the text: a sender could fill it.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();
  }

  /** Reads a text that must be a JSON object. */
  public JsonObject readObject(String text, JsonErrors errors) {
    return object(read(text, errors), errors);
  }

  /** Reads bytes in UTF-8 that must be a JSON object. */
  public JsonObject readObject(byte[] utf8, JsonErrors errors) {
    return object(read(utf8, errors), errors);
  }

  private static JsonObject object(JsonNode root, JsonErrors errors) {
    if (root instanceof ObjectNode object) {
      return new JsonObject(object, "", errors);
    }
    throw errors.create("", JsonObject.show(root), "must be a JSON object");
  }

  /** Reads bytes in UTF-8. */
  public JsonNode read(byte[] utf8, JsonErrors errors) {
    requireLength(utf8.length, "bytes", errors);
    try {
      return parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString(), errors);
    } catch (CharacterCodingException e) {
      throw errors.create("", "", "must be UTF-8 (RFC 8259 section 8.1)");
    }
  }

  /** Reads a text. */
  public JsonNode read(String text, JsonErrors errors) {
    requireLength(text.length(), "characters", errors);
    return parse(text, errors);
  }

  private void requireLength(int length, String unit, JsonErrors errors) {
    if (length > limits.length()) {
      throw errors.create(
          "", length + " " + unit, "must have at most " + limits.length() + " " + unit);
    }
  }

  private JsonNode parse(String text, JsonErrors errors) {
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      throw errors.create("", "", "must not begin with a byte order mark (RFC 8259 section 8.1)");
    }
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      return new Reading(text, parser, errors).onlyValue();
    }
  }

  /** The reading of one text. */
  private final class Reading {
    private final String text;
    private final JsonParser parser;
    private final JsonErrors errors;

    Reading(String text, JsonParser parser, JsonErrors errors) {
      this.text = text;
      this.parser = parser;
      this.errors = errors;
    }

    JsonNode onlyValue() {
      try {
        JsonToken first = parser.nextToken();
        if (first == null) {
          throw error("", "", "must not be empty");
        }
        JsonNode value = value(first, 1);
        if (parser.nextToken() != null) {
          throw moreThanOneValue(offset(parser.currentTokenLocation()));
        }
        return value;
      } catch (UnexpectedEndOfInputException e) {
        throw error(
            pointer(),
            "",
            "ends too early at " + SyntaxError.place(text, text.length()) + ": " + missingEnd());
      } catch (JacksonException e) {
        SyntaxError found = syntaxError(e);
        throw error(pointer(), found.found(), found.rule());
      }
    }

    private RuntimeException moreThanOneValue(int offset) {
      return error(
          "",
          "",
          "must end after its first value, but has "
              + Texts.quote(text.substring(offset).strip())
              + " at "
              + SyntaxError.place(text, offset));
    }

    private SyntaxError syntaxError(JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      return SyntaxError.at(
          text, offset(at == null ? parser.currentLocation() : at), parser.streamReadContext());
    }

    private int offset(TokenStreamLocation location) {
      return (int) Math.min(Math.max(0, location.getCharOffset()), text.length());
    }

    private JsonNode value(JsonToken token, int depth) {
      return switch (token) {
        case START_OBJECT -> object(depth);
        case START_ARRAY -> array(depth);
        case VALUE_STRING -> NODES.stringNode(limited("string", limits.stringLength()));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
        case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
        case VALUE_NULL -> NODES.nullNode();
        default -> throw new IllegalStateException("no value begins with " + token);
      };
    }

    private ObjectNode object(int depth) {
      requireDepth(depth);
      ObjectNode object = NODES.objectNode();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        if (name.length() > limits.nameLength()) {
          throw tooLong(parent(), "name", name.length(), limits.nameLength());
        }
        if (object.has(name)) {
          throw error(pointer(), "", "must not occur twice");
        }
        object.set(name, value(parser.nextToken(), depth + 1));
      }
      return object;
    }

    private ArrayNode array(int depth) {
      requireDepth(depth);
      ArrayNode array = NODES.arrayNode();
      JsonToken next = parser.nextToken();
      while (next != JsonToken.END_ARRAY) {
        array.add(value(next, depth + 1));
        next = parser.nextToken();
      }
      return array;
    }

    private void requireDepth(int depth) {
      if (depth > limits.depth()) {
        throw error(parent(), "", "must be at most " + limits.depth() + " levels deep");
      }
    }

    /** Returns a number as it was written, also one that no double can hold. */
    private JsonNode number(JsonToken token) {
      String written = limited("number", limits.numberLength());
      try {
        return token == JsonToken.VALUE_NUMBER_FLOAT
            ? NODES.numberNode(new WrittenDecimal(written))
            : integer();
      } catch (NumberFormatException e) { // an exponent that no BigDecimal has
        throw error(pointer(), Texts.printable(written, 80), "is too large or too small a number");
      }
    }

    private JsonNode integer() {
      return switch (parser.getNumberType()) {
        case INT -> NODES.numberNode(parser.getIntValue());
        case LONG -> NODES.numberNode(parser.getLongValue());
        default -> NODES.numberNode(parser.getBigIntegerValue());
      };
    }

    private String limited(String kind, int longest) {
      String value = parser.getString();
      if (value.length() > longest) {
        throw tooLong(pointer(), kind, value.length(), longest);
      }
      return value;
    }

    private RuntimeException tooLong(String pointer, String kind, int length, int longest) {
      return error(
          pointer,
          "a " + kind + " of " + length + " characters",
          "must have at most " + longest + " characters");
    }

    private RuntimeException error(String pointer, String value, String rule) {
      return errors.create(pointer, value, rule);
    }

    private String pointer() {
      return parser.streamReadContext().pathAsPointer().toString();
    }

    /** Returns the place of the object or array that is being read. */
    private String parent() {
      TokenStreamContext parent = parser.streamReadContext().getParent();
      return parent == null ? "" : parent.pathAsPointer().toString();
    }

    private String missingEnd() {
      if (SyntaxError.stringAround(text, text.length()) >= 0) {
        return "a text is not closed";
      }
      TokenStreamContext context = parser.streamReadContext();
      if (context.inObject()) {
        return "an object is not closed";
      }
      return context.inArray() ? "an array is not closed" : "a value is not complete";
    }
  }
}
