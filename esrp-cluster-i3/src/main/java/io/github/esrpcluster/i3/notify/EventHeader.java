package io.github.esrpcluster.i3.notify;

import java.util.Map;

/**
 * The header {@code Event} (RFC 6665 section 8.2.1).
 *
 * @param type the event package; compared byte by byte
 * @param id the parameter {@code id}, which is deprecated, and echoed in each NOTIFY; empty if
 *     absent. Compared byte by byte
 * @param parameters the other parameters, by name in lower case
 */
record EventHeader(String type, String id, Map<String, String> parameters) {
  static final String NAME = "Event";

  private static final String ID = "id";

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it has not the form of the header
   */
  static EventHeader parse(String text) {
    HeaderParameters parts = HeaderParameters.parse(text);
    HeaderParameters.requireToken("an event package", parts.value());
    return new EventHeader(
        parts.value(), parts.parameters().getOrDefault(ID, ""), parts.parameters());
  }

  /** Returns whether both headers are about the same subscription (RFC 6665 section 4.5.2). */
  boolean matches(EventHeader other) {
    return type.equals(other.type) && id.equals(other.id);
  }

  /** Returns the value of the header in a NOTIFY: type and id. */
  static String write(String type, String id) {
    return id.isEmpty() ? type : type + ";id=" + id;
  }
}
