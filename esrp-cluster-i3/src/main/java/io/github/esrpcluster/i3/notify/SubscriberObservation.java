package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.SecurityPosture;
import java.util.Optional;

/**
 * The state of a node, as a NOTIFY has it.
 *
 * @param token the state as it came, of the registry of the event package
 * @param state the state of the node; empty if the registry has no such token, or the notifier
 *     cannot reach the service itself
 * @param reason for people; may be empty
 * @param postureToken the posture as it came; empty if there is none
 * @param posture the posture; empty if there is none, or it is unknown
 * @param identifier the element or service that the body names
 * @param content the text of the body
 */
record SubscriberObservation(
    String token,
    Optional<ElementState> state,
    String reason,
    String postureToken,
    Optional<SecurityPosture> posture,
    String identifier,
    String content) {
  /** Returns whether state and posture are the same: a reason alone is no change of state. */
  boolean sameAs(SubscriberObservation other) {
    return token.equals(other.token) && postureToken.equals(other.postureToken);
  }
}
