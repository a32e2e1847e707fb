package io.github.esrpcluster.api;

import java.util.Objects;

/** The decision of an {@link AdmissionPolicy} on a registration. Immutable. */
public sealed interface Admission {
  /**
   * Accepts the registration.
   *
   * @param registration the terms to register: those asked for, or changed ones of the same service
   *     and node
   */
  record Admitted(Registration registration) implements Admission {
    /** Takes a checked copy of the registration. */
    public Admitted {
      registration = Registration.copyOf(registration);
    }
  }

  /**
   * Refuses the registration.
   *
   * @param reason the reason, for people and for the node; may be empty
   */
  record Denied(String reason) implements Admission {
    /** Checks the reason for null. */
    public Denied {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Returns the decision to register these terms.
   *
   * @throws IllegalArgumentException if a value of a vendor's implementation breaks a rule
   */
  static Admission accept(Registration registration) {
    return new Admitted(registration);
  }

  /** Returns the decision to refuse the registration for this reason. */
  static Admission refuse(String reason) {
    return new Denied(reason);
  }
}
