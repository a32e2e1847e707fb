package io.github.esrpcluster.examples.quickstart;

/** Thrown for an input line that cannot be executed; the message gives the reason. */
final class BadLineException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadLineException(String message) {
    super(message);
  }
}
