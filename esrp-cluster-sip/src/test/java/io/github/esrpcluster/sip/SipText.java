package io.github.esrpcluster.sip;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes and reads SIP messages as text, for tests. */
final class SipText {
  private SipText() {}

  /** Returns a SUBSCRIBE from a UDP element. */
  static String subscribe(String hostAndPort, String branch) {
    return request("SUBSCRIBE", "UDP", hostAndPort, branch, "<sip:up@" + hostAndPort + ">");
  }

  static String request(
      String method, String transport, String hostAndPort, String branch, String contact) {
    return lines(
        method + " sip:esrp@example.org SIP/2.0",
        "Via: SIP/2.0/" + transport + " " + hostAndPort + ";branch=z9hG4bK" + branch,
        "Max-Forwards: 70",
        "From: \"Up\" <sip:up@example.org>;tag=from-" + branch,
        "To: <sip:esrp@example.org>",
        "Call-ID: call-" + branch,
        "CSeq: 1 " + method,
        "Contact: " + contact,
        "Event: emergency-ServiceState",
        "Expires: 3600",
        "Content-Length: 0");
  }

  /** Returns a message without body. */
  static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  /** Returns the value of the first header of this name. */
  static String header(String message, String name) {
    Matcher found =
        Pattern.compile("^" + name + ":[ \t]*(.*?)\r?$", Pattern.MULTILINE).matcher(message);
    return found.find() ? found.group(1) : "";
  }

  /** Returns the response of an element to a request that the stack sent. */
  static String answer(String request, int status, String... more) {
    StringBuilder text = new StringBuilder("SIP/2.0 " + status + " Whatever\r\n");
    for (String name : new String[] {"Via", "From", "To", "Call-ID", "CSeq"}) {
      text.append(name).append(": ").append(header(request, name)).append("\r\n");
    }
    for (String line : more) {
      text.append(line).append("\r\n");
    }
    return text.append("Content-Length: 0\r\n\r\n").toString();
  }
}
