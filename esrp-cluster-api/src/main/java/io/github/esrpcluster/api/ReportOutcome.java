package io.github.esrpcluster.api;

/**
 * Lists the outcomes of a report. A report for all registrations of a node is {@link #APPLIED} if
 * it changed at least one of them; otherwise {@link #UNCHANGED} if at least one of them accepted
 * the report; otherwise {@link #STALE} or {@link #NOT_PERMITTED}.
 */
public enum ReportOutcome {
  /** Accepted: the report changed the status of the node, and the lease was renewed. */
  APPLIED,
  /** Accepted: the report repeated the known status, and the lease was renewed. */
  UNCHANGED,
  /**
   * Refused and counted: the sequence is not above that of the last accepted report or far above
   * it, the epoch is not the current one, or the report lacks an epoch or sequence although an
   * earlier one in this epoch had it.
   */
  STALE,
  /**
   * Refused and counted: the member has another owner ({@link NodeRegistry#actingAs}), or the
   * manager requires an epoch.
   */
  NOT_PERMITTED,
  /** Refused and counted: the node is not registered, or not for that service. */
  UNKNOWN_NODE,
  /** Refused: the manager is closed. */
  CLOSED
}
