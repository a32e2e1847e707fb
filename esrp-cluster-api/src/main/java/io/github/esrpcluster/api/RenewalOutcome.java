package io.github.esrpcluster.api;

/** Lists the outcomes of a renewal. */
public enum RenewalOutcome {
  /**
   * Renewed after the lease had expired: the member is live again, with the state last reported.
   */
  RECOVERED,
  /** Renewed: the lease runs for its full time again. */
  RENEWED,
  /** Refused and counted: the node is a member under another epoch. */
  SUPERSEDED,
  /**
   * Refused and counted: the member has another owner ({@link NodeRegistry#actingAs}), or the
   * manager requires an epoch.
   */
  NOT_PERMITTED,
  /**
   * Refused and counted: the node is not a member (never registered, released, or removed after the
   * retention).
   */
  UNKNOWN,
  /** Refused: the manager is closed. */
  CLOSED
}
