package io.github.esrpcluster.i3.notify;

/** The phases of the subscription to a {@link Downstream}. */
public enum DownstreamPhase {
  /** No subscription; the next attempt is planned. */
  WAITING,
  /** A SUBSCRIBE was sent; no NOTIFY has come yet. */
  SUBSCRIBING,
  /** The notifier has not decided yet whether it lets the subscriber know the state. */
  PENDING,
  /** The notifier sends the state. */
  ACTIVE,
  /**
   * The notifier has ended the subscription for good ({@code rejected}, {@code noresource}, {@code
   * invariant}, {@code badfilter}). There is no further attempt: close it and add the downstream
   * again.
   */
  ENDED,
  /** A SUBSCRIBE with {@code Expires: 0} was sent, or is about to be. */
  UNSUBSCRIBING,
  /** The subscription was closed. */
  CLOSED
}
