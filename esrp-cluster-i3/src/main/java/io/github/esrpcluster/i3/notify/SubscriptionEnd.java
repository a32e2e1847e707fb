package io.github.esrpcluster.i3.notify;

/** Lists why a subscription at a notifier ended. */
public enum SubscriptionEnd {
  /** The subscriber ended it, or fetched the state once, with {@code Expires: 0}. */
  UNSUBSCRIBED,
  /** The subscriber did not refresh it in time. */
  EXPIRED,
  /** The admission hook refused a refresh. */
  REJECTED,
  /** The service, node or queue is not known any more. */
  RESOURCE_REMOVED,
  /** The subscriber answered a NOTIFY with a status that ends it (RFC 6665 section 4.2.2). */
  REFUSED_BY_SUBSCRIBER,
  /** The subscriber did not answer a NOTIFY in 64*T1 (timer F of RFC 3261). */
  TIMED_OUT,
  /** No NOTIFY could be sent for 64*T1. */
  UNREACHABLE,
  /** The notifier was shut down. */
  SHUT_DOWN
}
