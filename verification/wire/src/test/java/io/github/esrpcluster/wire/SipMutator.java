package io.github.esrpcluster.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes SIP messages that no peer should send, out of messages that many send. Every address in
 * them stays one of the loopback interface: what stands in the headers that tell the server where
 * to send is replaced from a list, not changed byte by byte.
 */
final class SipMutator {
  private static final List<String> CONTACTS =
      List.of(
          "Contact: <sip:x@127.0.0.1:9>",
          "Contact: <sip:x@127.0.0.1:99999>",
          "Contact: <sip:x@127.0.0.1:-1>",
          "Contact: *",
          "Contact:",
          "Contact: <sip:>",
          "Contact: <>",
          "Contact: <tel:+1>",
          "Contact: <sip:x@127.0.0.1:9;transport=xyz>",
          "Contact: <sip:x@127.0.0.1:9;maddr=127.0.0.1;lr>, <sip:y@127.0.0.1>",
          "Contact: \"" + "q".repeat(5_000) + "\" <sip:x@127.0.0.1:9>",
          "Contact: <sip:x@[::1]:9>",
          "Contact: <sip:x@[::1:9>");
  private static final List<String> LINES =
      List.of(
          "CSeq: 99999999999999999999 SUBSCRIBE",
          "CSeq: -1 SUBSCRIBE",
          "CSeq: 1",
          "CSeq: 1 NOTIFY",
          "CSeq:",
          "Content-Length: -1",
          "Content-Length: 99999999999",
          "Content-Length: 2147483647",
          "Content-Length: x",
          "Max-Forwards: -5",
          "Max-Forwards: 0",
          "Max-Forwards: 99999999999",
          "Expires: -1",
          "Expires: 4294967296",
          "Expires: 99999999999999999999",
          "Expires: 3600x",
          "Event: ;;;;",
          "Event: emergency-ServiceState;min-rate",
          "Event: emergency-ServiceState;min-rate=99999999999999",
          "Event: emergency-ServiceState;min-rate=1;min-rate=2",
          "Event: emergency-ServiceState;max-rate=0.00000000000000001",
          "Event: emergency-ServiceState;adaptive-min-rate=-1",
          "Event: emergency-ServiceState;id=" + "9".repeat(9_000),
          "Event: emergency-ServiceState, emergency-ElementState",
          "Event: emergency-ServiceState\r\nEvent: emergency-ElementState",
          "Subscription-State: active;expires=99999999999999999",
          "Subscription-State: terminated;reason=;retry-after=-1",
          "Subscription-State:",
          "From: <sip:x@127.0.0.1>",
          "From: " + "(".repeat(20_000),
          "From: " + "<".repeat(20_000),
          "Subject: " + "(".repeat(30_000) + ")".repeat(100),
          "Subject: " + "\"\\".repeat(10_000),
          "Accept: " + "a/b,".repeat(5_000),
          "Accept: /;;q=",
          "To: <sip:x@127.0.0.1>;tag=a;tag=b",
          "To:",
          "Call-ID: " + "c".repeat(30_000),
          "Call-ID:",
          "Route: <sip:127.0.0.1:9;lr>",
          "Record-Route: <sip:127.0.0.1:9;lr>",
          "Record-Route: <sip:127.0.0.1:9;lr>,".repeat(300) + "<sip:127.0.0.1:9;lr>",
          "Record-Route: garbage",
          "Via: SIP/2.0/UDP",
          "Via: SIP/9.9/XYZ 127.0.0.1:9;branch=z9hG4bK1",
          "Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK1,".repeat(200) + "SIP/2.0/UDP 127.0.0.1:9",
          "Require: everything",
          "Proxy-Require: x",
          "Content-Type: application/EmergencyCallData.ServiceState+json",
          "Content-Encoding: gzip",
          "X: " + "x".repeat(60_000),
          " folded line",
          ":",
          "\u0000\u0001\u0002",
          "\u00e4\u00f6\u20ac: \ud83d\ude00");

  private final Random random;
  private int count;

  SipMutator(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Returns the next message.
   *
   * @param port the port of the sender
   */
  byte[] next(int port) {
    count++;
    List<String> lines = new ArrayList<>(lines(port));
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      change(lines);
    }
    byte[] bytes = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(6)) {
      case 0 -> truncated(bytes);
      case 1 -> joined(bytes, garbage());
      default -> bytes;
    };
  }

  /** Returns the message with a few changes. */
  byte[] changed(List<String> message) {
    List<String> lines = new ArrayList<>(message);
    if (random.nextInt(4) > 0) {
      change(lines);
    }
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private List<String> lines(int port) {
    String id = random.nextInt(1 << 30) + "-" + count;
    String method =
        switch (random.nextInt(6)) {
          case 0 -> "NOTIFY";
          case 1 -> "OPTIONS";
          case 2 -> "PUBLISH";
          default -> "SUBSCRIBE";
        };
    String start =
        random.nextInt(6) == 0 ? "SIP/2.0 200 OK" : method + " sip:esrp.example.org SIP/2.0";
    return List.of(
        start,
        "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";branch=z9hG4bK" + id,
        "Max-Forwards: 70",
        "From: <sip:fuzz@127.0.0.1>;tag=" + id,
        "To: <sip:esrp.example.org>" + (random.nextInt(4) == 0 ? ";tag=x" : ""),
        "Call-ID: " + id,
        "CSeq: 1 " + method,
        "Contact: <sip:fuzz@127.0.0.1:" + port + ">",
        "Event: emergency-ServiceState",
        "Expires: " + (random.nextBoolean() ? 0 : 60),
        "Subscription-State: active;expires=60",
        "Content-Length: 0");
  }

  private void change(List<String> lines) {
    int at = random.nextInt(lines.size());
    switch (random.nextInt(7)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
      case 2 -> lines.add(at, LINES.get(random.nextInt(LINES.size())));
      case 3 -> replace(lines, LINES.get(random.nextInt(LINES.size())));
      case 4 -> replace(lines, CONTACTS.get(random.nextInt(CONTACTS.size())));
      default -> lines.set(at, bytesChanged(lines.get(at)));
    }
    if (lines.isEmpty()) {
      lines.add("");
    }
  }

  /** Puts a line in the place of one with the same name, or adds it. */
  private void replace(List<String> lines, String line) {
    String name = line.substring(0, line.indexOf(':') + 1);
    for (int i = 0; i < lines.size(); i++) {
      if (!name.isEmpty() && lines.get(i).startsWith(name)) {
        lines.set(i, line);
        return;
      }
    }
    lines.add(line);
  }

  private String bytesChanged(String line) {
    // Contact, Via and the routes tell the server where to send: digits there stay as they are.
    boolean address = line.matches("(?s)(Contact|Via|Route|Record-Route).*");
    StringBuilder changed = new StringBuilder(line);
    for (int i = 0; i < 1 + random.nextInt(4) && !changed.isEmpty(); i++) {
      int at = random.nextInt(changed.length());
      if (address && "0123456789.:@[]".indexOf(changed.charAt(at)) >= 0) {
        continue;
      }
      char other = "\u0000\t ;=<>\"\\,:@()%{}\r\nA\u00ff".charAt(random.nextInt(21));
      switch (random.nextInt(3)) {
        case 0 -> changed.setCharAt(at, other);
        case 1 -> changed.insert(at, other);
        default -> changed.deleteCharAt(at);
      }
    }
    return changed.toString();
  }

  private byte[] garbage() {
    byte[] bytes = new byte[random.nextInt(2_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] truncated(byte[] bytes) {
    return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
