package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Tokens;
import java.util.Optional;

/**
 * Lists the security postures: the securityPosture registry of i3 (NENA-STA-010.3 section 10.18),
 * declared from best to worst. Posture is independent of state: {@code Normal} with {@code Red} is
 * legal.
 */
public enum SecurityPosture {
  /** No suspicious activity. */
  GREEN("Green"),
  /** Suspicious activity; the element or service works normally. */
  YELLOW("Yellow"),
  /** Fraudulent calls or events, which cause stress; most functions continue. */
  ORANGE("Orange"),
  /** Active attack that overwhelms the element or service; calls must go elsewhere. */
  RED("Red");

  private final String token;

  SecurityPosture(String token) {
    this.token = token;
  }

  /** Returns the token of the registry, as i3 bodies contain it. */
  public String token() {
    return token;
  }

  /** Returns the worse of the two postures. */
  public SecurityPosture worse(SecurityPosture other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Returns the posture with this token, compared exactly; empty for any other text. */
  public static Optional<SecurityPosture> find(String token) {
    return Tokens.find(values(), SecurityPosture::token, token);
  }

  /**
   * Returns the posture with this token, compared exactly.
   *
   * @throws IllegalArgumentException if no posture has it; the message lists the registry
   */
  public static SecurityPosture ofToken(String token) {
    return Tokens.require(values(), SecurityPosture::token, token, "security posture");
  }
}
