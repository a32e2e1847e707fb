package io.github.esrpcluster.simulation.wire;

/** Lists what must hold on the wire. */
enum WireInvariant {
  /** Each request that arrives is answered once, at once, before any request that follows. */
  REQUESTS_ARE_ANSWERED,
  /** A SUBSCRIBE is accepted, or refused with the code and header of its defect. */
  SUBSCRIBE_GETS_THE_RIGHT_ANSWER,
  /** A subscription is granted what was asked for, at most a day, and never more. */
  GRANT_IS_WITHIN_BOUNDS,
  /** A NOTIFY with the full state follows each 2xx answer to SUBSCRIBE at once. */
  FULL_NOTIFY_FOLLOWS_SUBSCRIBE,
  /** No dialog has two NOTIFYs outstanding. */
  ONE_NOTIFY_IS_OUTSTANDING,
  /** The CSeq of the NOTIFYs of a dialog increases by 1. */
  CSEQ_INCREASES_BY_ONE,
  /** A NOTIFY has the tags, target and event of its dialog. */
  NOTIFY_BELONGS_TO_ITS_DIALOG,
  /** A NOTIFY has the time that is left, or why the subscription ends. */
  SUBSCRIPTION_STATE_IS_RIGHT,
  /** The rates that apply are announced, and follow from those that were asked for. */
  RATES_ARE_ANNOUNCED,
  /** No NOTIFY comes earlier than max-rate allows. */
  MAX_RATE_IS_KEPT,
  /** A NOTIFY that was refused for a time is not sent again within it. */
  RETRY_AFTER_IS_KEPT,
  /** NOTIFYs come as often as min-rate and adaptive-min-rate ask for. */
  MIN_RATE_IS_KEPT,
  /** A NOTIFY has the newest state. */
  NEWEST_STATE_IS_SENT,
  /** A changed state is sent as soon as the rates allow, and again until it is accepted. */
  STATE_IS_SENT_IN_TIME,
  /** Without faults, each subscriber soon holds the newest state. */
  LAST_STATE_ARRIVES,
  /** A subscription that has ended, or whose subscriber is gone, gets no NOTIFY. */
  ENDED_SUBSCRIPTION_IS_SILENT,
  /** No subscription outlives its duration. */
  SUBSCRIPTION_ENDS_IN_TIME,
  /** No body has a state that only an observer assigns. */
  UNREACHABLE_IS_NOT_SENT,
  /** At the shutdown, {@code GoingDown} precedes the end. */
  GOING_DOWN_PRECEDES_THE_END,
  /** A SUBSCRIBE has the tags, target and numbers of its dialog, or begins a new one. */
  SUBSCRIBE_IS_RIGHT,
  /** No subscription has two SUBSCRIBEs outstanding. */
  ONE_SUBSCRIBE_IS_OUTSTANDING,
  /** No subscription expires because a subscriber forgot to refresh it. */
  SUBSCRIPTION_IS_REFRESHED,
  /** No attempt begins before the notifier allows it, or after it ended the subscription. */
  PAUSES_ARE_KEPT,
  /** A NOTIFY is accepted, or refused with the code of its defect. */
  NOTIFY_GETS_THE_RIGHT_ANSWER,
  /** A member has the state of the last NOTIFY, and is unreachable if contact is lost. */
  MEMBER_HAS_THE_DELIVERED_STATE,
  /** A node from which nothing comes is unreachable after a while. */
  SILENT_NODE_IS_UNREACHABLE,
  /** Without faults, each node is soon reachable, and has its state. */
  LOST_NODE_COMES_BACK,
  /** Counters equal those of the model. */
  COUNTERS_ARE_CORRECT,
  /** When all has ended, no subscription and no timer is left. */
  NOTHING_IS_LEFT
}
