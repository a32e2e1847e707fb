package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Texts;

/**
 * Thrown if a registration breaks no rule, but the node may not register now. The call has changed
 * nothing; the manager has counted it ({@link ClusterStatistics#registrationsRefused()}) and fired
 * {@link ClusterEvent.RegistrationRefused}.
 */
public final class RegistrationRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RegistrationRefusal refusal;
  private final String reason;

  /** Lists why a registration is refused. */
  public enum RegistrationRefusal {
    /** The {@link AdmissionPolicy} refused it, failed, or could not keep up with changes. */
    ADMISSION,
    /** Another owner registered the node, and its lease runs ({@link Registration#owner()}). */
    NOT_OWNER,
    /**
     * A later run of the node is registered, and its lease runs ({@link
     * Registration#incarnationNumber()}).
     */
    OLDER_INCARNATION,
    /** The membership does not have the epoch that the caller expected. */
    SUPERSEDED
  }

  /**
   * Creates the exception. For managers.
   *
   * @param reason the reason, for people; may be empty
   */
  public RegistrationRefusedException(
      Registration asked, RegistrationRefusal refusal, String reason) {
    super(
        asked.node()
            + " was not registered for "
            + asked.service()
            + ": "
            + Texts.line(reason.isEmpty() ? refusal.toString() : reason));
    this.refusal = refusal;
    this.reason = reason;
  }

  /** Returns why the registration was refused. */
  public RegistrationRefusal refusal() {
    return refusal;
  }

  /** Returns the reason, for people; may be empty. */
  public String reason() {
    return reason;
  }
}
