package io.github.esrpcluster.i3.notify;

/**
 * The limits of a notifier.
 *
 * @param maxSubscriptions the most subscriptions in all
 * @param maxPerPeer the most subscriptions of one address
 * @param retryAfterSeconds when a subscriber may try again that was refused or ended for a time
 */
record NotifierLimits(int maxSubscriptions, int maxPerPeer, int retryAfterSeconds) {
  SubscribeRefusal busy(String reason) {
    return SubscribeRefusal.with(503, "Retry-After", String.valueOf(retryAfterSeconds), reason);
  }
}
