package io.github.esrpcluster.sip;

import java.time.Duration;

/**
 * The timers of RFC 3261 section 17.1.1.1.
 *
 * @param t1 the estimated round-trip time
 * @param t2 the longest interval between retransmissions
 */
record SipTimers(Duration t1, Duration t2) {
  static final SipTimers STANDARD = new SipTimers(Duration.ofMillis(500), Duration.ofSeconds(4));

  /** Returns 64*T1: how long a client waits for a final response, and a server repeats one. */
  Duration transaction() {
    return t1.multipliedBy(64);
  }
}
