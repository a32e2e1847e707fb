package io.github.esrpcluster.sip;

/** A request has a fault, for which the stack itself refuses it. */
final class RefusedRequestException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String reason;

  /**
   * Creates the exception.
   *
   * @param status the status of the response
   * @param reason its reason phrase
   */
  RefusedRequestException(int status, String reason) {
    super(status + " " + reason);
    this.status = status;
    this.reason = reason;
  }

  /** Returns the refusal of a request with a fault in a header, or in part of its first line. */
  static RefusedRequestException bad(String part) {
    return new RefusedRequestException(400, "Bad " + part);
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
