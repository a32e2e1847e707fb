package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Tokens;
import java.util.Optional;

/**
 * The state of a service as upstream entities are told: the serviceState registry of i3
 * (NENA-STA-010.3 section 10.12). Declared from the best to the worst, which is the order that
 * combining policies and the hold-down use; the order is this library's, the registry has none.
 */
public enum ServiceState {
  /** Operates normally. */
  NORMAL("Normal", Availability.AVAILABLE),
  /** In maintenance, still answers; capacity may be lower. */
  SCHEDULED_MAINTENANCE_AVAILABLE("ScheduledMaintenanceAvailable", Availability.AVAILABLE),
  /** Some requests are processed, answers may be late. */
  PARTIAL("Partial", Availability.DEGRADED),
  /** Works, but a major incident eats capacity. */
  MAJOR_INCIDENT_IN_PROGRESS("MajorIncidentInProgress", Availability.DEGRADED),
  /** Completely overloaded. */
  OVERLOADED("Overloaded", Availability.DIVERT),
  /** Is being taken out of service. */
  GOING_DOWN("GoingDown", Availability.DIVERT),
  /** In maintenance, accepts nothing. */
  SCHEDULED_MAINTENANCE_DOWN("ScheduledMaintenanceDown", Availability.DIVERT),
  /** Nobody answers. For PSAPs only: an ESRP service never says it of itself. */
  UNSTAFFED("Unstaffed", Availability.DIVERT),
  /** Unavailable. */
  DOWN("Down", Availability.DIVERT),
  /** Assigned by a subscriber that cannot contact the service: never said of oneself. */
  UNREACHABLE("Unreachable", Availability.DIVERT);

  /** What an upstream router does with calls to a service in a state (section 10.12). */
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

  /** The registry's token, as it stands in an i3 body. */
  public String token() {
    return token;
  }

  /** What upstream does with calls. */
  public Availability availability() {
    return availability;
  }

  /**
   * Whether an ESRP service may say this of itself: false for {@link #UNREACHABLE} (a subscriber's
   * finding) and {@link #UNSTAFFED} (a PSAP's).
   */
  public boolean publishable() {
    return this != UNREACHABLE && this != UNSTAFFED;
  }

  /** True if this state is strictly better than the other, in the order of declaration. */
  public boolean betterThan(ServiceState other) {
    return compareTo(other) < 0;
  }

  /** The state with this token, compared exactly; empty for any other text. */
  public static Optional<ServiceState> find(String token) {
    return Tokens.find(values(), ServiceState::token, token);
  }

  /**
   * The state with this token, compared exactly.
   *
   * @throws IllegalArgumentException if no state has it; the message lists those there are
   */
  public static ServiceState ofToken(String token) {
    return Tokens.require(values(), ServiceState::token, token, "service state");
  }
}
