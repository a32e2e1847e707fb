package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.internal.Checks;

/**
 * The body of the answer to a DequeueRegistration that was accepted (NENA-STA-010.3 section
 * 4.2.1.4).
 *
 * @param expirationTime seconds granted, 0 or more; may differ from the seconds requested
 */
public record DequeueRegistrationAnswer(int expirationTime) {
  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public DequeueRegistrationAnswer {
    Checks.notNegative("expirationTime", expirationTime);
  }

  /**
   * Returns the answer to a registration: whole seconds, rounded down, so that no dequeuer renews
   * too late.
   *
   * @throws IllegalArgumentException if the lease is shorter than a second, since 0 would say that
   *     it was not granted, or too long for the member
   */
  public static DequeueRegistrationAnswer granted(Lease lease) {
    long seconds = lease.granted().toSeconds();
    if (seconds < 1 || seconds > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "lease of "
              + lease.granted()
              + " (the answer has whole seconds, from 1 to "
              + Integer.MAX_VALUE
              + ")");
    }
    return new DequeueRegistrationAnswer((int) seconds);
  }

  /** Returns the answer to a deregistration. */
  public static DequeueRegistrationAnswer deregistered() {
    return new DequeueRegistrationAnswer(0);
  }
}
