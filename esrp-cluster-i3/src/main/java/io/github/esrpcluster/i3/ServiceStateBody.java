package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.Texts;
import java.util.Objects;
import java.util.Optional;

/**
 * The body of a ServiceState notification (NENA-STA-010.3 section 2.4.2): always the full state.
 *
 * <p>The registries may grow. A token that this library does not know is kept as it came, and
 * {@link #state()} is empty then; it is never taken for another. Only the words {@code Unmanned}
 * and {@code PartialService} of older senders become {@code Unstaffed} and {@code Partial}, so that
 * they are read and never written. Their meaning is inferred.
 *
 * @param service the service
 * @param stateToken token of the serviceState registry (section 10.12), not blank
 * @param reason for people; may be empty. Half of a surrogate pair becomes U+FFFD
 * @param posture empty if the service maintains none
 */
public record ServiceStateBody(
    ServiceIdentity service, String stateToken, String reason, Optional<Posture> posture) {
  /**
   * Checks the texts.
   *
   * @throws IllegalArgumentException if the token is blank, or has half of a surrogate pair
   */
  public ServiceStateBody {
    Objects.requireNonNull(service, "service");
    stateToken = OlderWords.replaced(Checks.token("service state", stateToken));
    reason = Texts.repaired(Objects.requireNonNull(reason, "reason"));
    Objects.requireNonNull(posture, "posture");
  }

  /**
   * A security posture as it stands in a body.
   *
   * @param token token of the securityPosture registry (section 10.18), not blank
   * @param reason for people; may be empty. Half of a surrogate pair becomes U+FFFD
   */
  public record Posture(String token, String reason) {
    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException if the token is blank, or has half of a surrogate pair
     */
    public Posture {
      Checks.token("posture", token);
      reason = Texts.repaired(Objects.requireNonNull(reason, "posture reason"));
    }

    /** Returns the posture; empty for an unknown token. */
    public Optional<SecurityPosture> known() {
      return SecurityPosture.find(token);
    }

    /** Returns text for people, printable. */
    @Override
    public String toString() {
      return BodyText.of(this);
    }
  }

  /** Returns the body for a status of the manager, always with a posture. */
  public static ServiceStateBody of(ServiceStatus status, ServiceIdentity service) {
    return new ServiceStateBody(
        service,
        status.state().token(),
        status.reason(),
        Optional.of(new Posture(status.posture().token(), "")));
  }

  /** Returns the state; empty for an unknown token. */
  public Optional<ServiceState> state() {
    return ServiceState.find(stateToken);
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return BodyText.of(this);
  }
}
