package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Tokens;
import java.util.Optional;

/**
 * What one functional element (one ESRP node) says of itself: the elementState registry of i3
 * (NENA-STA-010.3 section 10.13). The tokens are exact; they are compared literally by policy rules
 * upstream.
 *
 * <p>The service as a whole has another registry, {@link ServiceState}: the two share some words
 * but not all.
 */
public enum ElementState {
  /** Operates normally: takes calls. */
  NORMAL("Normal"),
  /**
   * Has significant problems and cannot process all requests: takes calls where nobody else does.
   */
  SERVICE_DISRUPTION("ServiceDisruption"),
  /** Completely overloaded: takes no calls. */
  OVERLOADED("Overloaded"),
  /** Is being taken out of service: takes no new calls, still has those in progress. */
  GOING_DOWN("GoingDown"),
  /** In scheduled maintenance: processes nothing. */
  SCHEDULED_MAINTENANCE("ScheduledMaintenance"),
  /** Unavailable. */
  DOWN("Down"),
  /**
   * Cannot be contacted. Assigned by an observer, never by the element itself: a {@link NodeStatus}
   * cannot carry it.
   */
  UNREACHABLE("Unreachable");

  private final String token;

  ElementState(String token) {
    this.token = token;
  }

  /** The registry's token, as it stands in an i3 body. */
  public String token() {
    return token;
  }

  /** True for {@link #NORMAL} and {@link #SERVICE_DISRUPTION}: new calls may be offered. */
  public boolean takesCalls() {
    return this == NORMAL || this == SERVICE_DISRUPTION;
  }

  /** True for {@link #SCHEDULED_MAINTENANCE} and {@link #GOING_DOWN}: out by somebody's plan. */
  public boolean isPlannedOutage() {
    return this == SCHEDULED_MAINTENANCE || this == GOING_DOWN;
  }

  /** The state with this token, compared exactly; empty for any other text. */
  public static Optional<ElementState> find(String token) {
    return Tokens.find(values(), ElementState::token, token);
  }

  /**
   * The state with this token, compared exactly.
   *
   * @throws IllegalArgumentException if no state has it; the message lists those there are
   */
  public static ElementState ofToken(String token) {
    return Tokens.require(values(), ElementState::token, token, "element state");
  }
}
