package io.github.esrpcluster.api;

/** Lists the outcomes of ending a lease early ({@link Lease#expire()}). */
public enum ExpiryOutcome {
  /** The lease is over: this call ended it, or it had expired before. */
  EXPIRED,
  /** Refused and counted: the node is a member under another epoch. */
  SUPERSEDED,
  /** Refused and counted: the member has another owner ({@link NodeRegistry#actingAs}). */
  NOT_PERMITTED,
  /**
   * Refused and counted: the node is not a member (never registered, released, or removed after the
   * retention).
   */
  UNKNOWN,
  /** Refused: the manager is closed. */
  CLOSED
}
