package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RegistrationRefusedException;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.SipUri;
import io.github.esrpcluster.i3.DequeueRegistration;
import io.github.esrpcluster.i3.DequeueRegistration.Deregister;
import io.github.esrpcluster.i3.DequeueRegistration.Register;
import io.github.esrpcluster.i3.DequeueRegistrationAnswer;
import io.github.esrpcluster.i3.DequeueRegistrationRequest;
import io.github.esrpcluster.i3.DequeueRegistrationStatus;
import io.github.esrpcluster.i3.I3FormatException;
import io.github.esrpcluster.i3.I3Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lets dequeuers register as nodes (NENA-STA-010.3 section 4.2.1.4). A queue is a service, or one
 * of the queues of a service. Thread-safe.
 */
final class DequeueRegistrar {
  private final ClusterManager manager;
  private final Map<ServiceId, ServiceId> servicesByQueue;
  private final Optional<ElementState> stateOfNewNodes;

  DequeueRegistrar(
      ClusterManager manager,
      Map<ServiceId, ServiceId> servicesByQueue,
      Optional<ElementState> stateOfNewNodes) {
    this.manager = manager;
    this.servicesByQueue = Map.copyOf(servicesByQueue);
    this.stateOfNewNodes = stateOfNewNodes;
  }

  /**
   * Handles a request.
   *
   * @param hosts which dequeuers the peer may register, by the host of their URI
   */
  DequeueReply handle(byte[] body, Predicate<String> hosts) {
    try {
      return handle(I3Json.standard().dequeueRegistration().read(body), hosts);
    } catch (I3FormatException e) {
      return DequeueReply.refused(DequeueRegistrationStatus.of(e), e);
    } catch (RegistrationRefusedException e) {
      return DequeueReply.refused(DequeueRegistrationStatus.POLICY_VIOLATION, e);
    } catch (RuntimeException e) { // a limit, or the server closes
      return DequeueReply.refused(DequeueRegistrationStatus.UNSPECIFIED_ERROR, e);
    }
  }

  private DequeueReply handle(DequeueRegistrationRequest request, Predicate<String> hosts) {
    ServiceId service = servicesByQueue.get(ServiceId.of(request.queueUri()));
    if (service == null) {
      return new DequeueReply(
          DequeueRegistrationStatus.BAD_QUEUE, "this server does not manage that queue");
    }
    if (!hosts.test(SipUri.find(request.dequeuerUri()).map(SipUri::host).orElse(""))) {
      return new DequeueReply(
          DequeueRegistrationStatus.POLICY_VIOLATION,
          "the certificate does not have the host of the dequeuer");
    }
    DequeueRegistration registration;
    try {
      registration = inService(request, service).registration();
    } catch (IllegalArgumentException e) { // a URI without a domain name
      return DequeueReply.refused(DequeueRegistrationStatus.BAD_REQUEST, e);
    }
    return registration instanceof Register register
        ? register(register.registration())
        : deregister((Deregister) registration);
  }

  private static DequeueRegistrationRequest inService(
      DequeueRegistrationRequest request, ServiceId service) {
    return new DequeueRegistrationRequest(
        service.toString(),
        request.dequeuerUri(),
        request.expirationTime(),
        request.dequeuePreference());
  }

  private DequeueReply register(Registration asked) {
    Registration.Builder terms = asked.toBuilder();
    if (!hasReported(asked)) {
      stateOfNewNodes.ifPresent(terms::status);
    }
    return DequeueReply.granted(DequeueRegistrationAnswer.granted(manager.register(terms.build())));
  }

  /** A renewal must not replace what the node has reported since. */
  private boolean hasReported(Registration asked) {
    return manager.members(asked.node()).stream()
        .filter(member -> member.registration().service().equals(asked.service()))
        .anyMatch(member -> member.report().isPresent() && member.liveness() != Liveness.EXPIRED);
  }

  /** A dequeuer that is not registered has what it asks for. */
  private DequeueReply deregister(Deregister request) {
    ReleaseOutcome outcome = manager.release(request.queue(), request.dequeuer());
    return switch (outcome) {
      case RELEASED, UNKNOWN -> DequeueReply.granted(DequeueRegistrationAnswer.deregistered());
      case NOT_PERMITTED ->
          new DequeueReply(
              DequeueRegistrationStatus.POLICY_VIOLATION, "another owner registered that node");
      default -> new DequeueReply(DequeueRegistrationStatus.UNSPECIFIED_ERROR, outcome.toString());
    };
  }
}
