package io.github.esrpcluster.examples.quickstart;

/** Thrown if an argument is wrong; the message says what to write instead. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
