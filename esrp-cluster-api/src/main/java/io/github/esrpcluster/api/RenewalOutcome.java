package io.github.esrpcluster.api;

/** The outcome of a renewal. */
public enum RenewalOutcome {
  /** The lease runs anew. */
  RENEWED,
  /** The lease had expired; it runs again, with the state last reported. */
  RECOVERED,
  /** Refused: a newer registration of the node holds the membership. */
  SUPERSEDED,
  /** Refused: the node is not a member (never registered, released, or retention over). */
  UNKNOWN,
  /** Refused: the manager is closed. */
  CLOSED
}
