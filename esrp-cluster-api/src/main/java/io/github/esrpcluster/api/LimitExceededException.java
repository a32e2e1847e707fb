package io.github.esrpcluster.api;

/**
 * Thrown if a call would exceed a limit of the manager. The call has changed nothing; the manager
 * has counted it ({@link ClusterStatistics#limitsReached()}) and fired {@link
 * ClusterEvent.LimitReached}. To tell it from other {@link IllegalArgumentException}s, catch it
 * first.
 */
public final class LimitExceededException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String limit;
  private final long max;
  private final String refused;

  /**
   * Creates the exception. For managers.
   *
   * @param limit the name of the setting, for example {@code maxServices}
   * @param max the value of the setting
   * @param refused text for people that names what was refused
   */
  public LimitExceededException(String limit, long max, String refused) {
    super(
        refused
            + " refused: "
            + limit
            + " is "
            + max
            + "; raise this setting of the manager, or ask for less");
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

  /** Returns text for people that names what was refused. */
  public String refused() {
    return refused;
  }
}
