package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.json.JsonObject;

/**
 * The limits of the SIP side.
 *
 * @param subscriptions how many subscriptions it holds in all
 * @param perPeer how many of one address
 * @param connections how many TCP and TLS connections it accepts
 */
record SipLimits(int subscriptions, int perPeer, int connections) {
  private static final int MOST_SUBSCRIPTIONS = 1_000_000;
  private static final int MOST_CONNECTIONS = 100_000;
  private static final SipLimits DEFAULTS = new SipLimits(10_000, 1_000, 1_000);

  static SipLimits defaults() {
    return DEFAULTS;
  }

  /** Reads {@code maxSubscriptions}, {@code maxSubscriptionsPerPeer} and {@code maxConnections}. */
  static SipLimits read(JsonObject json) {
    return new SipLimits(
        ConfigValues.positive(json, "maxSubscriptions", MOST_SUBSCRIPTIONS, DEFAULTS.subscriptions),
        ConfigValues.positive(
            json, "maxSubscriptionsPerPeer", MOST_SUBSCRIPTIONS, DEFAULTS.perPeer),
        ConfigValues.positive(json, "maxConnections", MOST_CONNECTIONS, DEFAULTS.connections));
  }
}
