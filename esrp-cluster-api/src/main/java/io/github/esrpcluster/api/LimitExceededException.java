package io.github.esrpcluster.api;

/** Something was refused since it would go past a limit that the manager was given. */
public final class LimitExceededException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Made by managers.
   *
   * @param limit the name of the setting
   * @param max its value
   * @param refused what was refused
   */
  public LimitExceededException(String limit, long max, String refused) {
    super(refused + " refused: " + limit + " is " + max);
  }
}
