package io.github.esrpcluster.sip;

import java.text.ParseException;

/**
 * The parts of a request line. Some elements put the Request-URI in angle brackets, which are taken
 * off.
 *
 * @param method the method
 * @param uri the Request-URI
 * @param version {@code SIP/2.0} or another version
 */
record RequestLineText(String method, String uri, String version) {
  static RequestLineText parse(String line) throws ParseException {
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first || !line.startsWith("SIP/", last + 1)) {
      throw new ParseException("no request line", 0);
    }
    String uri = line.substring(first + 1, last).strip();
    if (uri.startsWith("<") && uri.endsWith(">")) {
      uri = uri.substring(1, uri.length() - 1);
    }
    return new RequestLineText(line.substring(0, first), uri, line.substring(last + 1));
  }
}
