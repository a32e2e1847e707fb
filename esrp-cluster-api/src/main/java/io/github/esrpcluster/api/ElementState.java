package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Tokens;
import java.util.Optional;

/**
 * Lists the states of one functional element, which is one ESRP node: the elementState registry of
 * i3 (NENA-STA-010.3 section 10.13). The tokens are exact, because policy rules of upstream routers
 * compare them literally.
 *
 * <p>The service as a whole has another registry, {@link ServiceState}. Only some tokens are in
 * both registries.
 */
public enum ElementState {
  /** The element operates normally and takes calls. */
  NORMAL("Normal"),
  /**
   * The element has significant problems and cannot process all requests. Calls are offered to it
   * if no member is {@link #NORMAL}.
   */
  SERVICE_DISRUPTION("ServiceDisruption"),
  /** The element is completely overloaded and takes no calls. */
  OVERLOADED("Overloaded"),
  /** The element is being taken out of service: it keeps its calls and takes no new ones. */
  GOING_DOWN("GoingDown"),
  /** The element is in scheduled maintenance and processes nothing. */
  SCHEDULED_MAINTENANCE("ScheduledMaintenance"),
  /** The element is unavailable. */
  DOWN("Down"),
  /**
   * The element cannot be contacted. Assigned by an observer, never by the element itself: a {@link
   * NodeStatus} cannot contain it.
   */
  UNREACHABLE("Unreachable");

  private final String token;

  ElementState(String token) {
    this.token = token;
  }

  /** Returns the token of the registry, as i3 bodies contain it. */
  public String token() {
    return token;
  }

  /** Returns true if new calls may be offered: {@link #NORMAL}, {@link #SERVICE_DISRUPTION}. */
  public boolean takesCalls() {
    return this == NORMAL || this == SERVICE_DISRUPTION;
  }

  /** Returns true if the outage is planned: {@link #SCHEDULED_MAINTENANCE}, {@link #GOING_DOWN}. */
  public boolean isPlannedOutage() {
    return this == SCHEDULED_MAINTENANCE || this == GOING_DOWN;
  }

  /** Returns the state with this token, compared exactly; empty for any other text. */
  public static Optional<ElementState> find(String token) {
    return Tokens.find(values(), ElementState::token, token);
  }

  /**
   * Returns the state with this token, compared exactly.
   *
   * @throws IllegalArgumentException if no state has it; the message lists the registry
   */
  public static ElementState ofToken(String token) {
    return Tokens.require(values(), ElementState::token, token, "element state");
  }
}
