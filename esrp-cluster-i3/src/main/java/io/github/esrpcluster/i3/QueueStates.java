package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.ServiceState;
import java.util.Objects;

/**
 * The states of the queues of a service, as a function of the state of the service. A change of the
 * service state must change all its queues to a suitable state (NENA-STA-010.3 sections 4.2.1.2 and
 * 4.2.1.3). The standard defines a suitable state only for {@code Unstaffed}; the others are this
 * library's interpretation.
 */
public final class QueueStates {
  private QueueStates() {}

  /**
   * Returns the state of a queue, given that of its service.
   *
   * <table>
   * <caption>Derived, but for Unstaffed</caption>
   * <tr><th>service</th><th>queue</th></tr>
   * <tr><td>Down, GoingDown, ScheduledMaintenanceDown</td>
   *     <td>Inactive; Disabled if a manager did it</td></tr>
   * <tr><td>Overloaded</td><td>Full if it is full, otherwise ResourceExhausted</td></tr>
   * <tr><td>Unstaffed</td><td>Disabled</td></tr>
   * <tr><td>any other</td><td>its own state</td></tr>
   * </table>
   *
   * <p>A queue that is Disabled of its own stays so in every case: nothing may be enqueued.
   *
   * @param service the state of the service
   * @param own the state of the queue itself, whatever the state of the service. Pass that state
   *     each time, and never an earlier result, so that the queue recovers with the service
   * @param byManager whether a manager put the service into its state, rather than events
   * @throws IllegalArgumentException if {@code own} is {@code Unreachable}, which only a subscriber
   *     assigns
   */
  public static QueueState following(ServiceState service, QueueState own, boolean byManager) {
    Objects.requireNonNull(service, "service");
    if (Objects.requireNonNull(own, "own") == QueueState.UNREACHABLE) {
      throw new IllegalArgumentException(
          "own state Unreachable: a subscriber finds it, and no queue shows it");
    }
    return own == QueueState.DISABLED ? own : suiting(service, own, byManager);
  }

  private static QueueState suiting(ServiceState service, QueueState own, boolean byManager) {
    return switch (service) {
      case DOWN, GOING_DOWN, SCHEDULED_MAINTENANCE_DOWN ->
          byManager ? QueueState.DISABLED : QueueState.INACTIVE;
      case OVERLOADED -> own == QueueState.FULL ? own : QueueState.RESOURCE_EXHAUSTED;
      case UNSTAFFED -> QueueState.DISABLED;
      case NORMAL,
          SCHEDULED_MAINTENANCE_AVAILABLE,
          PARTIAL,
          MAJOR_INCIDENT_IN_PROGRESS,
          UNREACHABLE ->
          own;
    };
  }
}
