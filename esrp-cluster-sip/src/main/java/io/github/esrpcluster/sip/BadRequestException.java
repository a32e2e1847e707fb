package io.github.esrpcluster.sip;

/** A request has a fault, and is answered with 400. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param part the header, or part of the request line, that has the fault
   */
  BadRequestException(String part) {
    super("Bad " + part);
  }
}
