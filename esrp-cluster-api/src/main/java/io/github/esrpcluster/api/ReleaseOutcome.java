package io.github.esrpcluster.api;

/** The outcome of a release. */
public enum ReleaseOutcome {
  /** The membership has ended by this call. */
  RELEASED,
  /** Refused: a newer registration of the node holds the membership. */
  SUPERSEDED,
  /** Refused: the node is not a member (never registered, released, or retention over). */
  UNKNOWN,
  /** Refused: the manager is closed. */
  CLOSED
}
