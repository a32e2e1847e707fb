package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Tokens;
import java.util.Optional;

/**
 * Lists the states of a service: the serviceState registry of i3 (NENA-STA-010.3 section 10.12).
 * The constants are declared from best to worst. Combining policies and the hold-down use this
 * order; it is this library's choice, since the registry has none.
 */
public enum ServiceState {
  /** The service operates normally. */
  NORMAL("Normal", Availability.AVAILABLE),
  /** The service is in maintenance and still answers; its capacity may be lower. */
  SCHEDULED_MAINTENANCE_AVAILABLE("ScheduledMaintenanceAvailable", Availability.AVAILABLE),
  /** The service processes some requests; answers may be late. */
  PARTIAL("Partial", Availability.DEGRADED),
  /** The service works, but a major incident uses up its capacity. */
  MAJOR_INCIDENT_IN_PROGRESS("MajorIncidentInProgress", Availability.DEGRADED),
  /** The service is completely overloaded. */
  OVERLOADED("Overloaded", Availability.DIVERT),
  /** The service is being taken out of operation. */
  GOING_DOWN("GoingDown", Availability.DIVERT),
  /** The service is in maintenance and accepts nothing. */
  SCHEDULED_MAINTENANCE_DOWN("ScheduledMaintenanceDown", Availability.DIVERT),
  /** No person answers. For PSAPs only; an ESRP service does not publish it. */
  UNSTAFFED("Unstaffed", Availability.DIVERT),
  /** The service is unavailable. */
  DOWN("Down", Availability.DIVERT),
  /**
   * A subscriber cannot contact the service. Assigned by subscribers; a service does not publish
   * it.
   */
  UNREACHABLE("Unreachable", Availability.DIVERT);

  /** Lists what an upstream router does with calls to a service (NENA-STA-010.3 section 10.12). */
  public enum Availability {
    /** Calls may be sent normally. */
    AVAILABLE,
    /** Calls could be sent; some may fail or be late. */
    DEGRADED,
    /** Calls must go elsewhere. */
    DIVERT
  }

  private final String token;
  private final Availability availability;

  ServiceState(String token, Availability availability) {
    this.token = token;
    this.availability = availability;
  }

  /** Returns the token of the registry, as i3 bodies contain it. */
  public String token() {
    return token;
  }

  /** Returns what an upstream router does with calls to a service in this state. */
  public Availability availability() {
    return availability;
  }

  /**
   * Returns whether an ESRP service may publish this state about itself: false for {@link
   * #UNREACHABLE}, which subscribers assign, and {@link #UNSTAFFED}, which is for PSAPs.
   */
  public boolean publishable() {
    return this != UNREACHABLE && this != UNSTAFFED;
  }

  /** Returns whether this state is strictly better than the other, in the order of declaration. */
  public boolean betterThan(ServiceState other) {
    return compareTo(other) < 0;
  }

  /** Returns the state with this token, compared exactly; empty for any other text. */
  public static Optional<ServiceState> find(String token) {
    return Tokens.find(values(), ServiceState::token, token);
  }

  /**
   * Returns the state with this token, compared exactly.
   *
   * @throws IllegalArgumentException if no state has it; the message lists the registry
   */
  public static ServiceState ofToken(String token) {
    return Tokens.require(values(), ServiceState::token, token, "service state");
  }
}
