package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.ClusterAdmin;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.examples.quickstart.BadLineException;
import io.github.esrpcluster.examples.quickstart.ServiceNames;
import io.github.esrpcluster.i3.ServiceIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services of the configuration: the only ones that the server manages. */
final class ConfiguredServices implements ServiceNames {
  private final Map<ServiceId, ServiceConfig> services = new LinkedHashMap<>();

  ConfiguredServices(List<ServiceConfig> configured) {
    configured.forEach(service -> services.put(service.uri(), service));
  }

  @Override
  public ServiceIdentity of(ServiceId service) {
    ServiceConfig found = services.get(service);
    if (found == null) {
      throw new BadLineException(
          service + " is not a service of this server: it has " + services.keySet());
    }
    return found.identity();
  }

  /** Lets a manager evaluate the services, before their first nodes join. */
  void declareIn(ClusterAdmin manager) {
    services.forEach(
        (uri, service) -> {
          manager.declareService(uri);
          manager.setStatusPolicy(uri, service.policy());
        });
  }

  /** Returns the service of each URI that dequeuers may name: the service itself, or its queue. */
  Map<ServiceId, ServiceId> byQueue() {
    Map<ServiceId, ServiceId> byQueue = new LinkedHashMap<>();
    services.forEach(
        (uri, service) -> {
          byQueue.put(uri, uri);
          service.queues().forEach(queue -> byQueue.put(queue.uri(), uri));
        });
    return byQueue;
  }
}
