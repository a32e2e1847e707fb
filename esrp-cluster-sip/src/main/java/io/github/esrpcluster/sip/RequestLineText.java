package io.github.esrpcluster.sip;

import java.util.Optional;

/**
 * The parts of a request line. Some elements put the Request-URI in angle brackets, which are taken
 * off.
 *
 * @param method the method
 * @param uri the Request-URI
 * @param version {@code SIP/2.0} or another version
 */
record RequestLineText(String method, String uri, String version) {
  /** Returns the parts; empty if the line is no request line. */
  static Optional<RequestLineText> parse(String line) {
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first || !line.startsWith("SIP/", last + 1)) {
      return Optional.empty();
    }
    String uri = line.substring(first + 1, last).strip();
    if (uri.startsWith("<") && uri.endsWith(">")) {
      uri = uri.substring(1, uri.length() - 1);
    }
    return Optional.of(
        new RequestLineText(line.substring(0, first), uri, line.substring(last + 1)));
  }
}
