package io.github.esrpcluster.api;

/** Lists the outcomes of a release. */
public enum ReleaseOutcome {
  /** Released: this call ended the membership. */
  RELEASED,
  /** Refused: a newer epoch of the node holds the membership. */
  SUPERSEDED,
  /**
   * Refused: the node is not a member (never registered, released, or removed after the retention).
   */
  UNKNOWN,
  /** Refused: the manager is closed. */
  CLOSED
}
