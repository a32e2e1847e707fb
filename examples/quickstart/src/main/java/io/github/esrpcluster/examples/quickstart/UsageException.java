package io.github.esrpcluster.examples.quickstart;

/** Thrown if an argument is wrong; the message says what to write instead. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with this message. */
  public UsageException(String message) {
    super(message);
  }

  /** Creates the exception with this message and its cause. */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
