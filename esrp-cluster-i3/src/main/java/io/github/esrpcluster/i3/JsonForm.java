package io.github.esrpcluster.i3;

import io.github.esrpcluster.json.JsonObject;
import io.github.esrpcluster.json.JsonReader;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of one kind of body: reads it and writes it. Immutable and thread-safe.
 *
 * <p>Reading ignores members that it does not know (NENA-STA-010.3 section 2.8.3). It takes an
 * optional member that says nothing (null, an empty text, an object of such members) for absent,
 * except if the form is {@linkplain I3Json#strict() strict}. It refuses malformed JSON, a member
 * that occurs twice, anything after the first value, a byte order mark, texts with half a surrogate
 * pair, except a reason, which is repaired, and everything beyond the {@link I3Limits}. A body that
 * was read and is written again has the same meaning.
 *
 * @param <T> the body
 */
public final class JsonForm<T> {
  private final String document;
  private final JsonReader json;
  private final boolean strict;
  private final Function<JsonObject, T> reader;
  private final BiConsumer<T, ObjectNode> writer;

  JsonForm(
      String document,
      JsonReader json,
      boolean strict,
      Function<JsonObject, T> reader,
      BiConsumer<T, ObjectNode> writer) {
    this.document = document;
    this.json = json;
    this.strict = strict;
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * Reads a body.
   *
   * @throws I3FormatException if the text is not such a body; names the place and the rule
   */
  public T read(String text) {
    return read(json.readObject(Objects.requireNonNull(text, "text"), this::error));
  }

  /**
   * Reads a body as it came over the wire, in UTF-8.
   *
   * @throws I3FormatException if the bytes are not UTF-8, or not such a body
   */
  public T read(byte[] utf8) {
    return read(json.readObject(Objects.requireNonNull(utf8, "utf8"), this::error));
  }

  private T read(JsonObject body) {
    return reader.apply(strict ? body : body.emptyAsAbsent());
  }

  /**
   * Writes a body on one line, without white space, the members in the order of the standard.
   *
   * @throws IllegalArgumentException if the body may be received but never sent
   */
  public String write(T body) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    writer.accept(Objects.requireNonNull(body, "body"), object);
    return object.toString();
  }

  private RuntimeException error(String pointer, String value, String rule) {
    return new I3FormatException(document, pointer, value, rule);
  }
}
