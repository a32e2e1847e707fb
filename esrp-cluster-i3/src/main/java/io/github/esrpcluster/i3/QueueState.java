package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.internal.Tokens;
import java.util.Optional;

/** The queueState registry of i3 (NENA-STA-010.3 section 10.17). */
public enum QueueState {
  /** At least one entity is available, or handles enqueued calls. */
  ACTIVE("Active"),
  /** No entity is available or handling. */
  INACTIVE("Inactive"),
  /** Switched off by management; nothing may be enqueued. */
  DISABLED("Disabled"),
  /** No more calls fit. */
  FULL("Full"),
  /** Entities are available, the queue is unused. */
  STANDBY("Standby"),
  /** Cannot take more, for a reason that none of the others names. */
  RESOURCE_EXHAUSTED("ResourceExhausted"),
  /** Set by a subscriber that cannot subscribe; never sent in a NOTIFY (section 4.2.1.3). */
  UNREACHABLE("Unreachable");

  private final String token;

  QueueState(String token) {
    this.token = token;
  }

  /** Returns the token of the registry, as in an i3 body. */
  public String token() {
    return token;
  }

  /** Returns the state with this token, compared exactly; empty for any other text. */
  public static Optional<QueueState> find(String token) {
    return Tokens.find(values(), QueueState::token, token);
  }

  /**
   * Returns the state with this token, compared exactly.
   *
   * @throws IllegalArgumentException if no state has it; the message lists all tokens
   */
  public static QueueState ofToken(String token) {
    return Tokens.require(values(), QueueState::token, token, "queue state");
  }
}
