package io.github.esrpcluster.sip;

import io.github.esrpcluster.i3.sip.SipHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The first line and the headers of a SIP message as text, in their order: compact names in their
 * long form, folded lines joined, no white space round a value (RFC 3261 section 7.3).
 *
 * @param firstLine the request line or status line
 * @param headers the headers
 * @param end the number of bytes up to and including the empty line
 */
record RawMessage(String firstLine, List<SipHeader> headers, int end) {
  private static final Map<String, String> COMPACT =
      Map.ofEntries(
          Map.entry("b", "Referred-By"),
          Map.entry("c", "Content-Type"),
          Map.entry("d", "Request-Disposition"),
          Map.entry("e", "Content-Encoding"),
          Map.entry("f", "From"),
          Map.entry("i", "Call-ID"),
          Map.entry("k", "Supported"),
          Map.entry("l", "Content-Length"),
          Map.entry("m", "Contact"),
          Map.entry("o", "Event"),
          Map.entry("r", "Refer-To"),
          Map.entry("s", "Subject"),
          Map.entry("t", "To"),
          Map.entry("u", "Allow-Events"),
          Map.entry("v", "Via"),
          Map.entry("x", "Session-Expires"),
          Map.entry("y", "Identity"));

  /** The headers that the adapter reads, by their names in any case. */
  private static final Map<String, String> KNOWN = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    for (String name :
        List.of(
            "Via",
            "From",
            "To",
            "Call-ID",
            "CSeq",
            "Contact",
            "Record-Route",
            "Content-Type",
            "Content-Length")) {
      KNOWN.put(name, name);
    }
  }

  /**
   * Returns the message that the bytes begin with; empty if they hold no line, or a line that is
   * neither a header nor a continuation of one, or that has a control character. So no text of a
   * message breaks a line where it is written again.
   */
  static Optional<RawMessage> read(byte[] bytes) {
    int start = 0;
    while (start < bytes.length && bytes[start] <= ' ' && bytes[start] >= 0) {
      start++;
    }
    String firstLine = null;
    List<SipHeader> headers = new ArrayList<>(16);
    String name = "";
    String value = null;
    int line = start;
    while (line < bytes.length) {
      int end = line;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      int next = Math.min(end + 1, bytes.length);
      int last = end > line && bytes[end - 1] == '\r' ? end - 1 : end;
      String text = new String(bytes, line, last - line, StandardCharsets.UTF_8);
      if (hasControlCharacter(text)) {
        return Optional.empty();
      }
      if (firstLine == null) {
        firstLine = text.strip();
      } else if (text.isEmpty()) {
        add(headers, name, value);
        return Optional.of(new RawMessage(firstLine, List.copyOf(headers), next));
      } else if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
        if (value == null) {
          return Optional.empty();
        }
        value = value + " " + text.strip();
      } else {
        add(headers, name, value);
        int colon = text.indexOf(':');
        if (colon <= 0) {
          return Optional.empty();
        }
        name = longName(text.substring(0, colon).stripTrailing());
        value = text.substring(colon + 1).strip();
      }
      line = next;
    }
    if (firstLine == null) {
      return Optional.empty();
    }
    add(headers, name, value);
    return Optional.of(new RawMessage(firstLine, List.copyOf(headers), bytes.length));
  }

  /** Returns whether the text has a control character other than the tab. */
  static boolean hasControlCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return true;
      }
    }
    return false;
  }

  private static void add(List<SipHeader> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(new SipHeader(name, value));
    }
  }

  private static String longName(String name) {
    if (name.length() == 1) {
      return COMPACT.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }
    return KNOWN.getOrDefault(name, name);
  }

  /** Returns whether the adapter gives the header a field of its own. */
  static boolean isField(String name) {
    return KNOWN.containsKey(name);
  }

  /** Returns the value of the first header of this name, one of those that the adapter reads. */
  @Nullable String first(String name) {
    for (SipHeader header : headers) {
      if (header.name().equals(name)) {
        return header.value();
      }
    }
    return null;
  }

  /** Returns the values of all headers of this name, one of those that the adapter reads. */
  List<String> all(String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .map(SipHeader::value)
        .toList();
  }
}
