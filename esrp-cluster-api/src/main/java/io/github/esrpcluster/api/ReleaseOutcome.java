package io.github.esrpcluster.api;

/** Lists the outcomes of a release. */
public enum ReleaseOutcome {
  /** Released: this call ended the membership. */
  RELEASED,
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
