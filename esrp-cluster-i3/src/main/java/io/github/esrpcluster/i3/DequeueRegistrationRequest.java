package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.i3.DequeueRegistration.Deregister;
import io.github.esrpcluster.i3.DequeueRegistration.Register;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The body of a DequeueRegistration request, {@code PUT .../DequeueRegistration/v1/Registrations}
 * (NENA-STA-010.3 section 4.2.1.4).
 *
 * @param queueUri the queue to serve: a SIP, SIPS or URN URI, kept as written
 * @param dequeuerUri the dequeuer: a URI by the rules of {@link Registration#contact()}, kept as
 *     written
 * @param expirationTime seconds, 0 or more; 0 asks to deregister
 * @param dequeuePreference {@value Registration#MIN_PREFERENCE} to {@value
 *     Registration#MAX_PREFERENCE}, which is the most preferred
 */
public record DequeueRegistrationRequest(
    String queueUri, String dequeuerUri, int expirationTime, OptionalInt dequeuePreference) {
  private static final int LONGEST_LEASE = (int) Registration.MAX_LEASE.toSeconds();

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a value breaks its rule; the message names both
   */
  public DequeueRegistrationRequest {
    ServiceId.of(queueUri);
    Checks.contactUri("dequeuerUri", dequeuerUri);
    Checks.notNegative("expirationTime", expirationTime);
    Objects.requireNonNull(dequeuePreference, "dequeuePreference");
    dequeuePreference.ifPresent(
        preference ->
            Checks.inRange(
                "dequeuePreference",
                preference,
                Registration.MIN_PREFERENCE,
                Registration.MAX_PREFERENCE));
  }

  /**
   * Returns the request, for a node of its own: two dequeuers at one host are two nodes, and one
   * that leaves does not take the other with it. For {@code sip:} and a domain name the node has
   * that name. For a URI with anything else, such as a user, a port, a parameter or {@code sips:},
   * the node has a name below it, for example {@code agent1-239b822b75052929.psap1.state.pa.us} for
   * {@code sip:agent1@psap1.state.pa.us}. Equal URIs have equal nodes, on every run; the case of
   * the host and needless escapes make no difference.
   *
   * <p>Report the status for {@link DequeueRegistration#dequeuer()}. If the ElementState of the
   * host is the status of its only dequeuer, give the node of the host with {@link
   * #registration(NodeId)}.
   *
   * @throws IllegalArgumentException if {@code dequeuerUri} is not a SIP URI with a fully qualified
   *     domain name of at most 189 characters; in that case give the node
   */
  public DequeueRegistration registration() {
    return registration(
        DequeuerNodes.find(dequeuerUri)
            .orElseThrow(
                () ->
                    Checks.refusal(
                        "dequeuerUri",
                        dequeuerUri,
                        "has no host that is a fully qualified domain name of at most 189"
                            + " characters, so no default node: give one with"
                            + " registration(NodeId)")));
  }

  /**
   * Returns the request, for this node. A longer time than 24 hours becomes a lease of 24 hours:
   * the answer has the time that was granted.
   */
  public DequeueRegistration registration(NodeId dequeuer) {
    ServiceId queue = ServiceId.of(queueUri);
    if (expirationTime == 0) {
      return new Deregister(queue, dequeuer);
    }
    Registration.Builder registration =
        Registration.builder(queue, dequeuer)
            .contact(dequeuerUri)
            .lease(Duration.ofSeconds(Math.min(expirationTime, LONGEST_LEASE)));
    dequeuePreference.ifPresent(registration::preference);
    return new Register(registration.build());
  }
}
