package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import java.util.Objects;

/** A request of a dequeuer to the manager of a queue. */
public sealed interface DequeueRegistration {
  /** Returns the queue, which is the service of the cluster. */
  ServiceId queue();

  /** Returns the dequeuer, which is the node of the cluster: report its status for this id. */
  NodeId dequeuer();

  /**
   * Requests to serve the queue for a time.
   *
   * @param registration for {@code ClusterManager.register}
   */
  record Register(Registration registration) implements DequeueRegistration {
    /** Takes a checked copy. */
    public Register {
      registration = Registration.copyOf(registration);
    }

    @Override
    public ServiceId queue() {
      return registration.service();
    }

    @Override
    public NodeId dequeuer() {
      return registration.node();
    }
  }

  /**
   * Requests to serve the queue no longer: release the lease.
   *
   * @param queue the queue
   * @param dequeuer the dequeuer
   */
  record Deregister(ServiceId queue, NodeId dequeuer) implements DequeueRegistration {
    /** Checks for null. */
    public Deregister {
      Objects.requireNonNull(queue, "queue");
      Objects.requireNonNull(dequeuer, "dequeuer");
    }
  }
}
