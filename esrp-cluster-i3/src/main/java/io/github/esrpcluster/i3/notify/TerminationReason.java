package io.github.esrpcluster.i3.notify;

/** Why a notifier ends a subscription, and the word for it (RFC 6665 section 4.1.3). */
enum TerminationReason {
  /** The subscription expired, or the subscriber ended it. */
  TIMEOUT("timeout"),
  /** The subscriber may no longer subscribe: it must not try again. */
  REJECTED("rejected"),
  /**
   * The service, node or queue is not known any more. It may come back with its next registration,
   * so the subscriber may try again later; after {@code noresource} it must not.
   */
  NO_RESOURCE("probation"),
  /** The notifier is shut down; its successor may serve the subscriber later. */
  SHUT_DOWN("probation");

  private final String token;

  TerminationReason(String token) {
    this.token = token;
  }

  String token() {
    return token;
  }

  /** Returns whether the subscriber may try again after a time. */
  boolean isTemporary() {
    return this == NO_RESOURCE || this == SHUT_DOWN;
  }
}
