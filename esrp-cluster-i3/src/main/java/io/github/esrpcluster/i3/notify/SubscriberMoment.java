package io.github.esrpcluster.i3.notify;

import java.util.random.RandomGenerator;

/**
 * The time of a fact, and the chance that a transition may need.
 *
 * @param now monotonic nanoseconds
 * @param jitter 0 to below 1
 * @param callId a Call-ID that was never used
 * @param tag a tag that was never used (RFC 3261 section 19.3)
 */
record SubscriberMoment(long now, double jitter, String callId, String tag) {
  static SubscriberMoment of(long now, RandomGenerator random, TokenGenerator tokens) {
    return new SubscriberMoment(now, random.nextDouble(), tokens.next(), tokens.next());
  }
}
