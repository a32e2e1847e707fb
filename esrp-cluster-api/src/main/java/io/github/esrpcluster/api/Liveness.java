package io.github.esrpcluster.api;

/** Whether a member is heard, apart from what it says. */
public enum Liveness {
  /** Registered, has not reported a status yet. */
  AWAITING_STATUS,
  /** Its lease runs and it has reported. */
  LIVE,
  /** Its lease has run out. */
  EXPIRED,
  /**
   * Its lease runs and it is {@link ElementState#GOING_DOWN}: it keeps its calls, takes no new
   * ones.
   */
  DRAINING
}
