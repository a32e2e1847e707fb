package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.i3.ServiceIdentity;
import java.util.List;

/**
 * A service that the server manages.
 *
 * @param uri the URI to which calls are routed
 * @param identity the name of the service in i3 bodies
 * @param policy makes one status of the states of its nodes
 * @param queues the queues of the service
 */
record ServiceConfig(
    ServiceId uri, ServiceIdentity identity, StatusPolicy policy, List<QueueConfig> queues) {
  ServiceConfig {
    queues = List.copyOf(queues);
  }
}
