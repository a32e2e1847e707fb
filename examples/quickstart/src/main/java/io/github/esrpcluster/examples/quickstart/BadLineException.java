package io.github.esrpcluster.examples.quickstart;

/** A line that cannot be done; the message says why. */
final class BadLineException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadLineException(String message) {
    super(message);
  }
}
