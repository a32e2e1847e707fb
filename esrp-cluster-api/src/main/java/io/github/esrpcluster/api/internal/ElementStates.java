package io.github.esrpcluster.api.internal;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceState;
import java.util.Optional;

/** Derives states of elements from those of services. i3 has no such table. */
public final class ElementStates {
  private ElementStates() {}

  /**
   * Returns the state of a node that represents a service in this state; empty for {@code
   * Unreachable}, which no node may report.
   */
  public static Optional<ElementState> ofService(ServiceState state) {
    return switch (state) {
      case NORMAL, SCHEDULED_MAINTENANCE_AVAILABLE -> Optional.of(ElementState.NORMAL);
      case PARTIAL, MAJOR_INCIDENT_IN_PROGRESS -> Optional.of(ElementState.SERVICE_DISRUPTION);
      case OVERLOADED -> Optional.of(ElementState.OVERLOADED);
      case GOING_DOWN -> Optional.of(ElementState.GOING_DOWN);
      case SCHEDULED_MAINTENANCE_DOWN -> Optional.of(ElementState.SCHEDULED_MAINTENANCE);
      case UNSTAFFED, DOWN -> Optional.of(ElementState.DOWN);
      case UNREACHABLE -> Optional.empty();
    };
  }
}
