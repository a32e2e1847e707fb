package io.github.esrpcluster.api;

import java.util.Objects;

/**
 * What a status policy finds: the state of the service, and why. It cannot hold a state that an
 * ESRP service may not say of itself.
 *
 * @param state never {@link ServiceState#UNREACHABLE} or {@link ServiceState#UNSTAFFED}
 * @param reason for people; an empty text where there is nothing to say. One that differs from the
 *     last makes a new message, so it says what is needed rather than what is counted: see {@link
 *     StatusPolicy}
 */
public record Verdict(ServiceState state, String reason) {
  private static final Verdict NORMAL = new Verdict(ServiceState.NORMAL, "");

  /**
   * Checks the state.
   *
   * @throws IllegalArgumentException if a service may not say the state of itself
   */
  public Verdict {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reason, "reason");
    if (!state.publishable()) {
      throw new IllegalArgumentException(
          "state " + state.token() + ": an ESRP service never says that of itself");
    }
  }

  /** A verdict with a reason. */
  public static Verdict of(ServiceState state, String reason) {
    return new Verdict(state, reason);
  }

  /** {@link ServiceState#NORMAL}, for which there is nothing to say. */
  public static Verdict normal() {
    return NORMAL;
  }

  @Override
  public String toString() {
    return reason.isEmpty() ? state.token() : state.token() + " (" + reason + ")";
  }
}
