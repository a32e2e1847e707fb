package io.github.esrpcluster.api;

/** Thrown when a call would exceed a limit of the manager; the call has changed nothing. */
public final class LimitExceededException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String limit;
  private final long max;
  private final String refused;

  /**
   * Creates the exception; managers do.
   *
   * @param limit the name of the setting
   * @param max its value
   * @param refused what was refused, for people
   */
  public LimitExceededException(String limit, long max, String refused) {
    super(refused + " refused: " + limit + " is " + max);
    this.limit = limit;
    this.max = max;
    this.refused = refused;
  }

  /** Returns the name of the setting, for example {@code maxServices}. */
  public String limit() {
    return limit;
  }

  /** Returns the value of the setting. */
  public long max() {
    return max;
  }

  /** Returns what was refused, as text for people. */
  public String refused() {
    return refused;
  }
}
