package io.github.esrpcluster.api;

/**
 * What became of a report. A report for every registration of a node is {@link #APPLIED} if any of
 * them changed, else {@link #UNCHANGED} if any of them took it, else {@link #STALE}.
 */
public enum ReportOutcome {
  /** Taken, and it changed something. */
  APPLIED,
  /** Taken as a sign of life; it said nothing new. */
  UNCHANGED,
  /** Refused and counted: older than what is known, by sequence or by epoch. */
  STALE,
  /** Refused: the node is not registered (for that service). */
  UNKNOWN_NODE,
  /** Refused: the manager is closed. */
  CLOSED
}
