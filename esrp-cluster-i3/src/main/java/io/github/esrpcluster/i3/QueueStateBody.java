package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.Checks;
import java.util.Objects;
import java.util.Optional;

/**
 * The body of a QueueState notification (NENA-STA-010.3 sections 4.2.1.2 and 4.2.1.3).
 *
 * <p>The registry may grow. A token that this library does not know is kept as it came, and {@link
 * #state()} is empty then; it is never taken for another.
 *
 * @param queueUri the queue: a SIP, SIPS or URN URI, kept as written
 * @param queueLength calls in the queue, 0 or more. It may be above {@code queueMaxLength}: no
 *     source forbids it, and a maximum can be lowered under a filled queue
 * @param queueMaxLength calls that fit, 0 or more
 * @param stateToken token of the queueState registry (section 10.17), not blank
 */
public record QueueStateBody(
    String queueUri, int queueLength, int queueMaxLength, String stateToken) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the URI is not a {@link ServiceId}, a length is negative or
   *     the token blank
   */
  public QueueStateBody {
    ServiceId.of(queueUri);
    Checks.notNegative("queueLength", queueLength);
    Checks.notNegative("queueMaxLength", queueMaxLength);
    Checks.token("queue state", stateToken);
  }

  /** Returns the body for a state of the queue. */
  public static QueueStateBody of(
      ServiceId queue, int queueLength, int queueMaxLength, QueueState state) {
    Objects.requireNonNull(queue, "queue");
    return new QueueStateBody(queue.toString(), queueLength, queueMaxLength, state.token());
  }

  /** Returns the queue as the service id of a cluster. */
  public ServiceId queue() {
    return ServiceId.of(queueUri);
  }

  /** Returns the state; empty for an unknown token. */
  public Optional<QueueState> state() {
    return QueueState.find(stateToken);
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return BodyText.of(this);
  }
}
