package io.github.esrpcluster.api;

/** Lists the states of a membership, apart from the state that the node reports. */
public enum Liveness {
  /** The lease runs; the node has not reported a status in this epoch yet. */
  AWAITING_STATUS,
  /** The lease runs and the node has reported. */
  LIVE,
  /** The lease has expired. */
  EXPIRED,
  /**
   * The lease runs and the member is {@link ElementState#GOING_DOWN}: it keeps its calls and takes
   * no new ones.
   */
  DRAINING
}
