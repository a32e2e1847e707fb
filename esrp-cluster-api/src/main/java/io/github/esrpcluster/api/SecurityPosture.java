package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Tokens;
import java.util.Optional;

/**
 * The securityPosture registry of i3 (NENA-STA-010.3 section 10.18), declared from the calmest to
 * the worst. Posture is independent of state: {@code Normal} with {@code Red} is legal.
 */
public enum SecurityPosture {
  /** Normal. */
  GREEN("Green"),
  /** Suspicious activity; works normally. */
  YELLOW("Yellow"),
  /** Fraudulent calls or events; stressed, most functions continue. */
  ORANGE("Orange"),
  /** Under active attack, overwhelmed: calls must go elsewhere. */
  RED("Red");

  private final String token;

  SecurityPosture(String token) {
    this.token = token;
  }

  /** The registry's token, as it stands in an i3 body. */
  public String token() {
    return token;
  }

  /** The worse of the two. */
  public SecurityPosture worse(SecurityPosture other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The posture with this token, compared exactly; empty for any other text. */
  public static Optional<SecurityPosture> find(String token) {
    return Tokens.find(values(), SecurityPosture::token, token);
  }

  /**
   * The posture with this token, compared exactly.
   *
   * @throws IllegalArgumentException if no posture has it; the message lists those there are
   */
  public static SecurityPosture ofToken(String token) {
    return Tokens.require(values(), SecurityPosture::token, token, "security posture");
  }
}
