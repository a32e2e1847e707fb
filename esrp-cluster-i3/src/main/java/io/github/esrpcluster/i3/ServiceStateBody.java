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
 * {@link #state()} is empty then; it is never taken for another.
 *
 * @param service the service
 * @param stateToken token of the serviceState registry (section 10.12), not blank
 * @param reason for people; an empty text where there is nothing to say
 * @param posture where the service maintains one
 */
public record ServiceStateBody(
    ServiceIdentity service, String stateToken, String reason, Optional<Posture> posture) {
  /**
   * Checks the texts.
   *
   * @throws IllegalArgumentException if the token is blank, or half of a surrogate pair is missing
   */
  public ServiceStateBody {
    Objects.requireNonNull(service, "service");
    Checks.token("service state", stateToken);
    Checks.wellFormed("reason", reason);
    Objects.requireNonNull(posture, "posture");
  }

  /**
   * A security posture as it stands in a body.
   *
   * @param token token of the securityPosture registry (section 10.18), not blank
   * @param reason for people; an empty text where there is nothing to say
   */
  public record Posture(String token, String reason) {
    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException if the token is blank, or half of a surrogate pair is
     *     missing
     */
    public Posture {
      Checks.token("posture", token);
      Checks.wellFormed("posture reason", reason);
    }

    /** The posture; empty for a token that this library does not know. */
    public Optional<SecurityPosture> known() {
      return SecurityPosture.find(token);
    }
  }

  /**
   * The body for a message of the manager. The posture is always there: an ESRP maintains one. A
   * reason that no body could carry is repaired rather than refused, since a state must go out
   * whatever a policy wrote beside it: half a surrogate pair becomes U+FFFD.
   */
  public static ServiceStateBody of(ServiceStatus status, ServiceIdentity service) {
    return new ServiceStateBody(
        service,
        status.state().token(),
        Texts.repaired(status.reason()),
        Optional.of(new Posture(status.posture().token(), "")));
  }

  /** The state; empty for a token that this library does not know. */
  public Optional<ServiceState> state() {
    return ServiceState.find(stateToken);
  }
}
