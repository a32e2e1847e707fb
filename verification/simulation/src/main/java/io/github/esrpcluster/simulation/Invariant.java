package io.github.esrpcluster.simulation;

/** What must hold after every step. */
enum Invariant {
  /** No lease is held to have run out before its deadline, and none twice. */
  NO_LEASE_EXPIRES_EARLY,
  /** Nobody who is expired, down, draining or taken out is picked, unless flagged and allowed. */
  UNFIT_NODES_ARE_NOT_PICKED,
  /** The published status is what the policy finds in the view of the members. */
  STATUS_IS_THE_VERDICT,
  /** Versions rise, the newest wins, and the last state arrives. */
  LAST_STATUS_ARRIVES,
  /** While somebody takes calls, somebody who does is picked. */
  USABLE_NODES_ARE_USED,
  /** What happens to one service changes no other. */
  SERVICES_ARE_INDEPENDENT,
  /** How a member counts follows from lease, override and report, and from nothing else. */
  STATE_HAS_THREE_SOURCES,
  /** Tallies and counters count what there is; none goes down. */
  COUNTS_ARE_CORRECT,
  /** What has run out is noticed in time, a fallback ends, what cannot be delivered is told. */
  DEGRADED_MODES_END,
  /** No ended epoch comes back, and what is older than what is known is refused. */
  STALE_REQUESTS_ARE_REFUSED,
  /** Upstream never hears what a service does not say of itself. */
  UNREACHABLE_IS_NEVER_SENT,
  /** A cluster of nobody is never Normal. */
  EMPTY_CLUSTER_IS_NOT_NORMAL
}
