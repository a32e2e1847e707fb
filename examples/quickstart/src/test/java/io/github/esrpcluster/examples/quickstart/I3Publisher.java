package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.i3.I3;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.ServiceIdentity;
import io.github.esrpcluster.i3.ServiceStateBody;
import java.util.concurrent.CompletionStage;

/** Sends each status as an i3 ServiceState body. */
final class I3Publisher implements ServiceStatusPublisher {
  /** The SIP stack of a product. */
  interface SipNotifier {
    /** Sends a NOTIFY to the subscriber of the service; the stage completes with its 200 OK. */
    CompletionStage<Void> send(ServiceId service, String eventPackage, String type, String body);
  }

  private final SipNotifier notifier;
  private final Fqdn defaultDomain;

  /**
   * Creates a publisher.
   *
   * @param defaultDomain the domain of services whose id has none, such as a URN
   */
  I3Publisher(SipNotifier notifier, Fqdn defaultDomain) {
    this.notifier = notifier;
    this.defaultDomain = defaultDomain;
  }

  @Override
  public CompletionStage<Void> publish(ServiceStatus status) {
    Fqdn domain = status.service().defaultDomain().orElse(defaultDomain);
    ServiceStateBody body = ServiceStateBody.of(status, ServiceIdentity.esrp(domain));
    return notifier.send(
        status.service(),
        I3.SERVICE_STATE_PACKAGE,
        I3.SERVICE_STATE_TYPE,
        I3Json.standard().serviceState().write(body));
  }
}
