package io.github.esrpcluster.i3;

import java.util.Arrays;
import java.util.Optional;

/** The HTTP status codes of DequeueRegistration (NENA-STA-010.3 section 4.2.1.4). */
public enum DequeueRegistrationStatus {
  /** Done; the body is a {@link DequeueRegistrationAnswer}. */
  OK(200),
  /** The request is malformed. */
  BAD_REQUEST(400),
  /** The request failed for a reason that no other code names. */
  UNSPECIFIED_ERROR(454),
  /** The queue is unknown, or not managed here. */
  BAD_QUEUE(456),
  /** The preference is out of its range. */
  BAD_DEQUEUE_PREFERENCE(457),
  /** A policy forbids it. */
  POLICY_VIOLATION(458);

  private final int code;

  DequeueRegistrationStatus(int code) {
    this.code = code;
  }

  /** Returns the HTTP status code. */
  public int code() {
    return code;
  }

  /** Returns the status with this code; empty for any other. */
  public static Optional<DequeueRegistrationStatus> find(int code) {
    return Arrays.stream(values()).filter(status -> status.code == code).findFirst();
  }

  /** Returns the status for a request that could not be read. */
  public static DequeueRegistrationStatus of(I3FormatException refusal) {
    return refusal.pointer().equals("/" + DequeueRegistrationJson.PREFERENCE)
        ? BAD_DEQUEUE_PREFERENCE
        : BAD_REQUEST;
  }
}
