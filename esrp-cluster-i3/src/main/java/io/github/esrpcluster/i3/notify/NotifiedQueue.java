package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.i3.QueueState;
import java.util.Objects;

/**
 * A queue of calls, of which a notifier sends the state (NENA-STA-010.3 sections 4.2.1.2 and
 * 4.2.1.3). Its state follows that of its service: a queue of a service that takes no calls is not
 * {@code Active}, whatever its own state.
 *
 * @param uri the URI of the queue
 * @param service the service to which the queue belongs
 * @param length the number of calls in it, 0 to {@code maxLength}
 * @param maxLength the most calls, 0 or more
 * @param state the state of the queue itself, whatever the state of the service
 */
public record NotifiedQueue(
    ServiceId uri, ServiceId service, int length, int maxLength, QueueState state) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a length is out of range, or the state is {@code
   *     Unreachable}, which only a subscriber assigns
   */
  public NotifiedQueue {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(service, "service");
    Checks.inRange("maxLength", maxLength, 0, Integer.MAX_VALUE);
    Checks.inRange("length", length, 0, maxLength);
    if (Objects.requireNonNull(state, "state") == QueueState.UNREACHABLE) {
      throw new IllegalArgumentException(
          "state Unreachable: only a subscriber assigns it; use Inactive or Disabled");
    }
  }

  /** Returns an empty queue in the state {@code Active}. */
  public static NotifiedQueue of(ServiceId uri, ServiceId service, int maxLength) {
    return new NotifiedQueue(uri, service, 0, maxLength, QueueState.ACTIVE);
  }

  /** Returns the queue with another length and state. */
  public NotifiedQueue with(int newLength, QueueState newState) {
    return new NotifiedQueue(uri, service, newLength, maxLength, newState);
  }
}
