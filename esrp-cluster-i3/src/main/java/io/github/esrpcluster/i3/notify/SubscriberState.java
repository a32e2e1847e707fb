package io.github.esrpcluster.i3.notify;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of one subscription. Times are monotonic nanoseconds.
 *
 * @param dialog null while there is no subscription
 * @param inFlight the SUBSCRIBE that was not answered yet; null if none. It may be of a dialog that
 *     is over
 * @param sentAt when it was sent
 * @param outcomeBy when the stack must have given its outcome
 * @param attemptAt when the present attempt began
 * @param established whether a NOTIFY was accepted in this attempt
 * @param notified whether a NOTIFY was accepted since the last SUBSCRIBE
 * @param notifiedUntil the end of the subscription by that NOTIFY; null if it had none
 * @param retryAt when the next attempt begins
 * @param notifyBy when the wait for a NOTIFY ends
 * @param refreshAt when the next refresh is due
 * @param expiresAt when the subscription expires
 * @param stateKnown whether the manager knows the state of the node from this attempt
 * @param forgiven whether a deadline was missed by this process since the last contact
 * @param failures failures in a row
 * @param seconds the duration to ask for
 */
record SubscriberState(
    DownstreamPhase phase,
    @Nullable SubscriberDialog dialog,
    @Nullable SubscriberRequest inFlight,
    long sentAt,
    long outcomeBy,
    long attemptAt,
    boolean established,
    boolean notified,
    @Nullable Long notifiedUntil,
    @Nullable Long retryAt,
    @Nullable Long notifyBy,
    @Nullable Long refreshAt,
    @Nullable Long expiresAt,
    boolean stateKnown,
    boolean forgiven,
    int failures,
    long seconds) {

  /** Returns a subscription whose first attempt begins at this time. */
  static SubscriberState waiting(long firstAttemptAt, long seconds) {
    return new SubscriberState(
        DownstreamPhase.WAITING,
        null,
        null,
        firstAttemptAt,
        firstAttemptAt,
        firstAttemptAt,
        false,
        false,
        null,
        firstAttemptAt,
        null,
        null,
        null,
        false,
        false,
        0,
        seconds);
  }

  /** Returns when {@link SubscriberTransition#timePassed} is due; null if never. */
  @Nullable Long deadline() {
    if (inFlight != null) {
      return outcomeBy;
    }
    return earliest(retryAt, notifyBy, notifyBy == null ? refreshAt : null, expiresAt);
  }

  static @Nullable Long earliest(@Nullable Long... times) {
    Stream<Long> known = Arrays.stream(times).filter(Objects::nonNull);
    return known.reduce((one, other) -> one - other <= 0 ? one : other).orElse(null);
  }
}
