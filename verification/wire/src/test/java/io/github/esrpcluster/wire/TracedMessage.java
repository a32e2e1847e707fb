package io.github.esrpcluster.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message in the trace that SIPp writes.
 *
 * @param time when SIPp sent or received it
 * @param sent true if SIPp sent it
 * @param text the message, with the line ends of the trace
 */
record TracedMessage(LocalDateTime time, boolean sent, String text) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final Pattern BEGIN =
      Pattern.compile(
          "^-{47} (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6})\\r?\\n"
              + "\\w+ message (sent|received) [^\\n]*:\\r?\\n\\r?\\n",
          Pattern.MULTILINE);

  /** Reads a trace. */
  static List<TracedMessage> readAll(byte[] trace) {
    String text = new String(trace, StandardCharsets.UTF_8);
    Matcher begin = BEGIN.matcher(text);
    List<TracedMessage> messages = new ArrayList<>();
    LocalDateTime time = null;
    boolean sent = false;
    int from = 0;
    while (begin.find()) {
      if (time != null) {
        messages.add(new TracedMessage(time, sent, text.substring(from, begin.start())));
      }
      time = LocalDateTime.parse(begin.group(1), TIME);
      sent = begin.group(2).equals("sent");
      from = begin.end();
    }
    if (time != null) {
      messages.add(new TracedMessage(time, sent, text.substring(from)));
    }
    return messages;
  }

  /** Returns the first word: the method of a request, or the version of an answer. */
  String method() {
    return text.substring(0, Math.max(0, text.indexOf(' ')));
  }

  boolean isReceived(String method) {
    return !sent && method().equals(method);
  }

  /** Returns the value of a header, which has its usual name. */
  String header(String name) {
    Matcher header =
        Pattern.compile("^" + Pattern.quote(name) + " *: *(.*?)\\r?\\n", Pattern.MULTILINE)
            .matcher(text);
    if (!header.find()) {
      throw new AssertionError("No header " + name + " in\n" + text);
    }
    return header.group(1);
  }

  /** Returns the JSON body, after a check that Content-Length tells its length. */
  JsonNode body() {
    String[] parts = text.split("\\r?\\n\\r?\\n", 2);
    String body = parts[1].stripTrailing();
    int length = Integer.parseInt(header("Content-Length"));
    if (length != body.getBytes(StandardCharsets.UTF_8).length) {
      throw new AssertionError("Content-Length is not that of the body:\n" + text);
    }
    return JsonMapper.shared().readTree(body);
  }

  /** Returns the time from another message to this one. */
  Duration since(TracedMessage other) {
    return Duration.between(other.time, time);
  }
}
