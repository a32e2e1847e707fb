package io.github.esrpcluster.benchmarks;

import com.netflix.appinfo.ApplicationInfoManager;
import com.netflix.appinfo.InstanceInfo;
import com.netflix.discovery.DefaultEurekaClientConfig;
import com.netflix.discovery.EurekaClient;
import com.netflix.discovery.EurekaClientConfig;
import com.netflix.discovery.shared.Applications;
import com.netflix.eureka.DefaultEurekaServerConfig;
import com.netflix.eureka.EurekaServerConfig;
import com.netflix.eureka.cluster.PeerEurekaNode;
import com.netflix.eureka.cluster.PeerEurekaNodes;
import com.netflix.eureka.registry.PeerAwareInstanceRegistryImpl;
import com.netflix.eureka.resources.DefaultServerCodecs;
import com.netflix.eureka.resources.ServerCodecs;
import java.lang.reflect.Proxy;

/**
 * Opens the registry of a Eureka server that has no peers, in this process: no HTTP layer, no
 * network, no files. The response cache and all timers run as Eureka's own settings say.
 */
final class EurekaRegistry {
  private final EurekaServerConfig server = new Alone();
  private final EurekaClientConfig client = new DefaultEurekaClientConfig();
  private final ServerCodecs codecs = new DefaultServerCodecs(server);

  /** An empty registry, open for traffic. Its {@code shutdown()} stops every timer. */
  static PeerAwareInstanceRegistryImpl open() {
    return new EurekaRegistry().opened();
  }

  private PeerAwareInstanceRegistryImpl opened() {
    ApplicationInfoManager self = self();
    PeerAwareInstanceRegistryImpl registry =
        new PeerAwareInstanceRegistryImpl(
            server,
            client,
            codecs,
            emptyClient(),
            (config, transport, serverCodecs, resolver) -> null);
    try {
      registry.init(new NoPeers(registry, self));
    } catch (Exception e) {
      throw new IllegalStateException("Eureka's registry does not start", e);
    }
    registry.openForTraffic(self, 0);
    return registry;
  }

  /** The server as an instance. Its constructor makes it the one that registries find. */
  private static ApplicationInfoManager self() {
    InstanceInfo info = EurekaInstances.of("EUREKA", "eureka", "eureka.example.org", 0);
    return new ApplicationInfoManager(null, info, null);
  }

  /** Asked now and then how many instances other servers have. */
  private static EurekaClient emptyClient() {
    return (EurekaClient)
        Proxy.newProxyInstance(
            EurekaClient.class.getClassLoader(),
            new Class<?>[] {EurekaClient.class},
            (proxy, method, arguments) -> {
              if (method.getReturnType() == Applications.class) {
                return new Applications();
              }
              throw new UnsupportedOperationException(method.toString());
            });
  }

  /** Lets everything be evicted at once. All else is Eureka's default. */
  private static final class Alone extends DefaultEurekaServerConfig {
    @Override
    public boolean shouldEnableSelfPreservation() {
      return false;
    }

    @Override
    public double getRenewalPercentThreshold() {
      return 0;
    }
  }

  /** Never started, so there is nothing to shut down. */
  private final class NoPeers extends PeerEurekaNodes {
    NoPeers(PeerAwareInstanceRegistryImpl registry, ApplicationInfoManager self) {
      super(registry, server, client, codecs, self);
    }

    @Override
    protected PeerEurekaNode createPeerEurekaNode(String url) {
      throw new UnsupportedOperationException(url);
    }

    @Override
    public void shutdown() {}
  }
}
