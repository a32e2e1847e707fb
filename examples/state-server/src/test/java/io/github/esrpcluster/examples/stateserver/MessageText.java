package io.github.esrpcluster.examples.stateserver;

/**
 * A SIP message as it came over the wire: written by hand, so that the server is not tested with
 * its own parser.
 */
record MessageText(String text) {
  String startLine() {
    return text.substring(0, text.indexOf("\r\n"));
  }

  boolean isRequest(String method) {
    return startLine().startsWith(method + " ");
  }

  /** Returns the status of this response; 0 for a request. */
  int status() {
    return isResponse() ? Integer.parseInt(startLine().substring(8, 11)) : 0;
  }

  boolean isResponse() {
    return startLine().startsWith("SIP/2.0 ");
  }

  /** Returns the value of the first header of this name; empty without it. */
  String header(String name) {
    return head()
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private String head() {
    return text.substring(0, text.indexOf("\r\n\r\n"));
  }

  String body() {
    return text.substring(text.indexOf("\r\n\r\n") + 4);
  }

  /** Returns an answer to this request. */
  String answer(String statusAndReason) {
    StringBuilder answer = new StringBuilder("SIP/2.0 " + statusAndReason + "\r\n");
    for (String name : new String[] {"Via", "From", "To", "Call-ID", "CSeq"}) {
      head()
          .lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .forEach(line -> answer.append(line).append("\r\n"));
    }
    return answer.append("Content-Length: 0\r\n\r\n").toString();
  }
}
