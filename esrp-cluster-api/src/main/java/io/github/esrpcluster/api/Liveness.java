package io.github.esrpcluster.api;

/**
 * Lists the states of a membership: whether the lease runs, and whether the node takes new calls.
 */
public enum Liveness {
  /** The lease runs; the node has not reported a status in this epoch yet. */
  AWAITING_STATUS,
  /** The lease runs, the node has reported, and the member is not {@link #DRAINING}. */
  LIVE,
  /** The lease has expired. */
  EXPIRED,
  /**
   * The lease runs, and the effective state is {@link ElementState#GOING_DOWN}, reported or set by
   * an operator: the member keeps its calls and takes no new ones.
   */
  DRAINING
}
