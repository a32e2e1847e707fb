package io.github.esrpcluster.i3.notify;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The header {@code Subscription-State} (RFC 6665 section 8.2.3).
 *
 * @param state {@code active}, {@code pending}, {@code terminated}, or another token, in lower case
 * @param parameters the parameters, by name in lower case
 */
record SubscriptionStateHeader(String state, Map<String, String> parameters) {
  static final String NAME = "Subscription-State";
  static final String ACTIVE = "active";
  static final String TERMINATED = "terminated";

  static final String EXPIRES = "expires";
  static final String REASON = "reason";
  static final String RETRY_AFTER = "retry-after";

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it has not the form of the header
   */
  static SubscriptionStateHeader parse(String text) {
    HeaderParameters parts = HeaderParameters.parse(text);
    HeaderParameters.requireToken("a subscription state", parts.value());
    return new SubscriptionStateHeader(parts.value().toLowerCase(Locale.ROOT), parts.parameters());
  }

  boolean isTerminated() {
    return state.equals(TERMINATED);
  }

  /** Returns the reason of the end, in lower case; empty if absent. */
  String reason() {
    return parameters.getOrDefault(REASON, "").toLowerCase(Locale.ROOT);
  }

  /** Returns the seconds until the subscription expires; empty if absent or malformed. */
  OptionalLong expires() {
    return seconds(EXPIRES);
  }

  /** Returns the seconds until a new subscription may be tried; empty if absent or malformed. */
  OptionalLong retryAfter() {
    return seconds(RETRY_AFTER);
  }

  private OptionalLong seconds(String name) {
    return DeltaSeconds.find(parameters.getOrDefault(name, ""));
  }
}
