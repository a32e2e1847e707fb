package io.github.esrpcluster.simulation;

/** Lists what must hold after every step. */
enum Invariant {
  /** No lease expires before its deadline, and none twice. */
  NO_LEASE_EXPIRES_EARLY,
  /**
   * No node that is expired, down or draining is picked, except flagged as last resort; none that
   * is administratively down is.
   */
  UNFIT_NODES_ARE_NOT_PICKED,
  /** The published status is the verdict of the policy about the members. */
  STATUS_IS_THE_VERDICT,
  /** Versions increase, the newest wins, and the last status arrives. */
  LAST_STATUS_ARRIVES,
  /** As long as nodes take calls, one of them is picked. */
  USABLE_NODES_ARE_USED,
  /** A change of one service changes no other. */
  SERVICES_ARE_INDEPENDENT,
  /** The effective state follows from lease, override and report only. */
  STATE_HAS_THREE_SOURCES,
  /** Tallies and counters are correct; no counter decreases. */
  COUNTS_ARE_CORRECT,
  /** Expiries are recorded in time, a fallback ends, a failed delivery is reported. */
  DEGRADED_MODES_END,
  /** No ended epoch comes back, and stale requests are refused. */
  STALE_REQUESTS_ARE_REFUSED,
  /** A caller that acts for another owner, or for none, changes no member that has an owner. */
  OWNED_MEMBERS_ARE_SAFE,
  /** No publisher gets a state that a service may not publish about itself. */
  UNREACHABLE_IS_NEVER_SENT,
  /** An empty cluster is never Normal. */
  EMPTY_CLUSTER_IS_NOT_NORMAL
}
