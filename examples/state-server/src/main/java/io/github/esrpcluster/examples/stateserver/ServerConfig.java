package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.i3.notify.Downstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that is configured.
 *
 * @param listeners where the server listens for SIP, at least one
 * @param advertisedHost the host that peers reach it by; empty for that of the listener
 * @param element the name of the server in its own requests
 * @param services the services it manages, at least one
 * @param defaultService the service for a Request-URI with an unknown user part
 * @param publishers the paths to upstream
 * @param downstream the subscriptions it makes
 * @param manager settings of the cluster manager
 * @param sipLimits how many subscriptions and connections it holds
 * @param tls certificates
 * @param subscribers peers that may subscribe; empty for all that reach a listener
 * @param registrants peers that may register over the web service; empty for all that reach it
 * @param web the web service
 * @param logEvents where log events go
 * @param keepAlive the time between two {@code OPTIONS}
 */
record ServerConfig(
    List<ListenAddress> listeners,
    Optional<String> advertisedHost,
    NodeId element,
    List<ServiceConfig> services,
    Optional<ServiceId> defaultService,
    List<PublisherConfig> publishers,
    List<Downstream> downstream,
    ManagerConfig manager,
    SipLimits sipLimits,
    Optional<TlsConfig> tls,
    Optional<AccessList> subscribers,
    Optional<AccessList> registrants,
    Optional<WebConfig> web,
    Optional<LogEventConfig> logEvents,
    Duration keepAlive) {
  static final Duration DEFAULT_KEEP_ALIVE = Duration.ofMinutes(1);

  /** Returns the configuration of a server with one service, which is also the default service. */
  static ServerConfig of(ServiceConfig service, List<ListenAddress> listeners) {
    ServerConfig config =
        new ServerConfig(
            ListenAddress.orDefaults(listeners),
            Optional.empty(),
            elementOf(List.of(service)),
            List.of(service),
            Optional.of(service.uri()),
            PublisherConfig.defaults(),
            List.of(),
            ManagerConfig.defaults(),
            SipLimits.defaults(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            DEFAULT_KEEP_ALIVE);
    SafeListeners.require(config);
    return config;
  }

  /** Returns the name of a server that has none of its own: that of its first service. */
  static NodeId elementOf(List<ServiceConfig> services) {
    return NodeId.of(services.get(0).identity().domain().toString());
  }
}
