package io.github.esrpcluster.benchmarks.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads one SIP message, and writes the answer 200 to it, byte by byte: no text is made, so that
 * the client takes little of the machine.
 */
final class NotifyReader {
  private static final byte[] OK = bytes("SIP/2.0 200 OK\r\n");
  private static final byte[] END = bytes("Content-Length: 0\r\n\r\n");
  private static final byte[] NOTIFY = bytes("NOTIFY ");

  private final byte[] message = new byte[65_536];
  private final ByteBuffer answer = ByteBuffer.allocate(65_536);
  private int length;
  private int body;
  private int index;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Takes the message out of the buffer, and finds the subscription and the body. */
  void read(ByteBuffer datagram) {
    length = datagram.remaining();
    datagram.get(message, 0, length);
    body = length;
    index = -1;
    answer.clear();
    answer.put(OK);
    int start = 0;
    while (start < length) {
      int next = nextLine(start);
      if (next - start <= 2) {
        body = next;
        break;
      }
      header(start, next);
      start = next;
    }
    answer.put(END);
    answer.flip();
  }

  private int nextLine(int start) {
    for (int i = start; i < length; i++) {
      if (message[i] == '\n') {
        return i + 1;
      }
    }
    return length;
  }

  private void header(int start, int next) {
    int colon = start;
    while (colon < next && message[colon] != ':') {
      colon++;
    }
    int name = colon - start;
    while (name > 0 && message[start + name - 1] == ' ') {
      name--;
    }
    char first = (char) (message[start] | 0x20);
    // Contact is as long as Call-ID.
    boolean callId =
        (first == 'c' && name == 7 && message[start + 4] == '-') || (first == 'i' && name == 1);
    boolean via = first == 'v' && (name == 3 || name == 1);
    boolean party = (first == 'f' && name == 4) || (first == 't' && name == 2);
    boolean compactParty = (first == 'f' || first == 't') && name == 1;
    boolean sequence = first == 'c' && name == 4 && (message[start + 1] | 0x20) == 's';
    if (callId) {
      index = number(colon + 1, next);
    }
    if (callId || via || party || compactParty || sequence) {
      answer.put(message, start, next - start);
    }
  }

  /** Reads the number of the subscription out of its Call-ID. */
  private int number(int start, int end) {
    int i = start;
    while (i < end && (message[i] < '0' || message[i] > '9')) {
      i++;
    }
    int number = 0;
    for (; i < end && message[i] >= '0' && message[i] <= '9'; i++) {
      number = number * 10 + message[i] - '0';
    }
    return number;
  }

  boolean isNotify() {
    return startsWith(NOTIFY, 0);
  }

  /** Returns the status code, or 0 for a request. */
  int status() {
    if (message[0] != 'S' || message[3] != '/') {
      return 0;
    }
    return (message[8] - '0') * 100 + (message[9] - '0') * 10 + message[10] - '0';
  }

  private boolean startsWith(byte[] text, int at) {
    if (at + text.length > length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (message[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of the subscription. */
  int index() {
    return index;
  }

  /** Returns true if the body contains the text. */
  boolean bodyContains(byte[] text) {
    for (int at = body; at + text.length <= length; at++) {
      if (message[at] == text[0] && startsWith(text, at)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the value of a header, or an empty text. */
  String header(String name) {
    String text = new String(message, 0, body, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("\r\n" + name + ": ");
    return at < 0 ? "" : text.substring(at + name.length() + 4, text.indexOf("\r\n", at + 2));
  }

  /** Returns the answer 200. */
  ByteBuffer answer() {
    return answer;
  }

  @Override
  public String toString() {
    return new String(message, 0, length, StandardCharsets.ISO_8859_1);
  }
}
