package io.github.esrpcluster.examples.quickstart;

/** Thrown for an input line that cannot be executed; the message gives the reason. */
public final class BadLineException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with this reason. */
  public BadLineException(String message) {
    super(message);
  }
}
