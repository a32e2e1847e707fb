package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Texts;
import java.util.Objects;

/**
 * Holds the result of a status policy: the state of the service and the reason for it.
 *
 * @param state the state; never {@link ServiceState#UNREACHABLE} or {@link ServiceState#UNSTAFFED},
 *     which an ESRP service does not publish about itself
 * @param reason the reason, for people; may be empty. A new reason makes a new status, so it must
 *     not contain counts (see {@link StatusPolicy}). Half of a surrogate pair becomes U+FFFD
 */
public record Verdict(ServiceState state, String reason) {
  private static final Verdict NORMAL = new Verdict(ServiceState.NORMAL, "");

  /**
   * Creates a verdict; the same as {@link #of}.
   *
   * @throws IllegalArgumentException if an ESRP service may not publish the state ({@link
   *     ServiceState#publishable()})
   */
  public Verdict {
    Objects.requireNonNull(state, "state");
    reason = Texts.repaired(Objects.requireNonNull(reason, "reason"));
    if (!state.publishable()) {
      throw new IllegalArgumentException(
          "state "
              + state.token()
              + " cannot be published by an ESRP service: use another, for example Down");
    }
  }

  /**
   * Returns a verdict with a reason.
   *
   * @throws IllegalArgumentException if an ESRP service may not publish the state ({@link
   *     ServiceState#publishable()})
   */
  public static Verdict of(ServiceState state, String reason) {
    return new Verdict(state, reason);
  }

  /** Returns the verdict {@link ServiceState#NORMAL} with an empty reason. */
  public static Verdict normal() {
    return NORMAL;
  }

  /** Returns text for people, printable: {@code Partial (needed: 2 of 3 nodes)}. */
  @Override
  public String toString() {
    return reason.isEmpty() ? state.token() : state.token() + " (" + Texts.line(reason) + ")";
  }
}
