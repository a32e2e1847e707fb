package io.github.esrpcluster.api;

/** What became of a renewal or a release. */
public enum LeaseOutcome {
  /** The lease runs anew. */
  RENEWED,
  /** The lease had run out; it runs again, with the state last reported. */
  REVIVED,
  /** The membership has ended by this call. */
  RELEASED,
  /** Refused: a newer registration of the node holds the membership. */
  SUPERSEDED,
  /** Refused: there is no such membership (never registered, released, or forgotten). */
  UNKNOWN,
  /** Refused: the manager is closed. */
  CLOSED
}
