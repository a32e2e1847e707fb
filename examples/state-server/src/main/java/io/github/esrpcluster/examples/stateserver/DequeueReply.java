package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.i3.DequeueRegistrationAnswer;
import io.github.esrpcluster.i3.DequeueRegistrationStatus;
import io.github.esrpcluster.i3.I3Json;

/**
 * The answer to a request of a dequeuer.
 *
 * @param status the status
 * @param text the body: JSON for {@code OK}, otherwise the reason for people
 */
record DequeueReply(DequeueRegistrationStatus status, String text) {
  static DequeueReply granted(DequeueRegistrationAnswer answer) {
    return new DequeueReply(
        DequeueRegistrationStatus.OK, I3Json.standard().dequeueAnswer().write(answer));
  }

  static DequeueReply refused(DequeueRegistrationStatus status, RuntimeException reason) {
    return new DequeueReply(status, String.valueOf(reason.getMessage()));
  }
}
