package io.github.esrpcluster.api;

/**
 * Lists the outcomes of a report. A report for all registrations of a node is {@link #APPLIED} if
 * it changed at least one of them; otherwise {@link #UNCHANGED} if at least one accepted it;
 * otherwise {@link #STALE}.
 */
public enum ReportOutcome {
  /** Accepted: the report changed the status of the node, and the lease was renewed. */
  APPLIED,
  /** Accepted: the report repeated the known status, and the lease was renewed. */
  UNCHANGED,
  /** Refused and counted: sequence or epoch is older than that of the last accepted report. */
  STALE,
  /** Refused: the node is not registered (for that service). */
  UNKNOWN_NODE,
  /** Refused: the manager is closed. */
  CLOSED
}
