package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LimitExceededException;
import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes a whole cluster one node of another cluster: a publisher of a child manager that reports
 * the status of one service to a parent manager as the status of one node. Immutable and
 * thread-safe.
 *
 * <p>Add the publisher for exactly one service: the statuses of several services would replace each
 * other. Set a {@code min-rate} whose interval is shorter than the lease, because only
 * notifications renew the lease of the node:
 *
 * <pre>{@code
 * child.addPublisher(
 *     ClusterAsNode.in(parent, registration),
 *     PublisherOptions.named("parent")
 *         .services(service)
 *         .rates(NotificationRates.unlimited().minRate(0.1))
 *         .build());
 * }</pre>
 *
 * <p>Each notification reports to the parent, without a sequence number and an epoch, and registers
 * the node if the parent does not know it. If the parent refuses the reason as too long, the state
 * is reported without a reason.
 *
 * <table>
 *   <caption>How a service state becomes an element state; i3 has no such table, this is the
 *   library's choice</caption>
 *   <tr><th>state of the service</th><th>state of the node</th></tr>
 *   <tr><td>Normal, ScheduledMaintenanceAvailable</td><td>Normal</td></tr>
 *   <tr><td>Partial, MajorIncidentInProgress</td><td>ServiceDisruption</td></tr>
 *   <tr><td>Overloaded</td><td>Overloaded</td></tr>
 *   <tr><td>GoingDown</td><td>GoingDown</td></tr>
 *   <tr><td>ScheduledMaintenanceDown</td><td>ScheduledMaintenance</td></tr>
 *   <tr><td>Unstaffed, Down</td><td>Down</td></tr>
 *   <tr><td>Unreachable</td><td>none: nothing is reported, so the lease expires</td></tr>
 * </table>
 */
public final class ClusterAsNode implements ServiceStatusPublisher {
  private final NodeRegistry parent;
  private final Registration registration;

  private ClusterAsNode(NodeRegistry parent, Registration registration) {
    this.parent = parent;
    this.registration = registration;
  }

  /**
   * Returns a publisher that reports to the parent as the node of this registration. The node
   * registers with the first notification.
   *
   * @param registration the node, its service in the parent and its terms; without a status, since
   *     the notification reports one
   * @throws IllegalArgumentException if a value of the registration breaks a rule
   */
  public static ClusterAsNode in(NodeRegistry parent, Registration registration) {
    return new ClusterAsNode(
        Objects.requireNonNull(parent, "parent"), Registration.copyOf(registration));
  }

  /**
   * Returns the state of a node that represents a service in this state, by the table above; empty
   * for {@code Unreachable}, which no node may report.
   */
  public static Optional<ElementState> asElementState(ServiceState state) {
    return switch (state) {
      case NORMAL, SCHEDULED_MAINTENANCE_AVAILABLE -> Optional.of(ElementState.NORMAL);
      case PARTIAL, MAJOR_INCIDENT_IN_PROGRESS -> Optional.of(ElementState.SERVICE_DISRUPTION);
      case OVERLOADED -> Optional.of(ElementState.OVERLOADED);
      case GOING_DOWN -> Optional.of(ElementState.GOING_DOWN);
      case SCHEDULED_MAINTENANCE_DOWN -> Optional.of(ElementState.SCHEDULED_MAINTENANCE);
      case UNSTAFFED, DOWN -> Optional.of(ElementState.DOWN);
      case UNREACHABLE -> Optional.empty();
    };
  }

  /**
   * Reports the status to the parent, on the calling thread. The status policy of the parent may
   * run on that thread too.
   *
   * @return a stage that has completed: the parent has accepted the report
   * @throws IllegalStateException if the parent manager is closed
   * @throws LimitExceededException if the parent would have more services or members than it allows
   */
  @Override
  public CompletionStage<Void> publish(ServiceStatus status) {
    asElementState(status.state()).ifPresent(state -> report(state, status));
    return CompletableFuture.completedFuture(null);
  }

  private void report(ElementState state, ServiceStatus status) {
    ReportOutcome outcome;
    try {
      outcome = reportOrJoin(report(state, status, status.reason()));
    } catch (LimitExceededException e) { // the state must not wait for its reason
      outcome = reportOrJoin(report(state, status, ""));
    }
    if (outcome == ReportOutcome.CLOSED) {
      throw new IllegalStateException("the parent manager is closed");
    }
  }

  private NodeStatus report(ElementState state, ServiceStatus status, String reason) {
    return NodeStatus.builder(registration.node(), state)
        .reason(reason)
        .service(registration.service())
        .posture(status.posture())
        .build();
  }

  private ReportOutcome reportOrJoin(NodeStatus report) {
    ReportOutcome outcome = parent.report(report);
    if (outcome == ReportOutcome.UNKNOWN_NODE) {
      parent.register(registration);
      return parent.report(report);
    }
    return outcome;
  }
}
