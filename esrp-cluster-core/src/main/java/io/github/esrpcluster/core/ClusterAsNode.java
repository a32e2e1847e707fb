package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.LimitExceededException;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.internal.ElementStates;
import io.github.esrpcluster.core.ServiceOrigins.Origin;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

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
 * <p>Each notification reports to the parent under the epoch of the node's lease, without a
 * sequence number, and registers the node if the parent does not know it. If the parent refuses the
 * report, the notification fails and is tried again.
 *
 * <p>Services may be nodes of each other, over any number of managers of this process. A status
 * that rests only on the service to which it is reported does not count there: the node reports
 * {@code Down}, and {@code Green} in place of a posture of that kind. So such services are {@code
 * Down} at the latest one interval of {@code min-rate} after the last real node of them ended. An
 * operator's override counts as a real node. Add the {@code ClusterAsNode} itself for that, with
 * the parent itself: behind a publisher or registry of your own it is not recognised. A service
 * that would be a node of itself is refused when the publisher is added.
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
  /** The services of the two managers, as far as they are known. */
  private record Link(ServiceOrigins child, ServiceOrigins parent) {}

  private final NodeRegistry parent;
  private final Registration registration;
  private final @Nullable Link link;

  /** The service last published. The parent's services only know it as long as it is here. */
  private volatile @Nullable Origin origin;

  private ClusterAsNode(NodeRegistry parent, Registration registration, @Nullable Link link) {
    this.parent = parent;
    this.registration = registration;
    this.link = link;
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
        Objects.requireNonNull(parent, "parent"), Registration.copyOf(registration), null);
  }

  /** Returns the same publisher with knowledge of the services of both managers. */
  ClusterAsNode linked(ServiceOrigins childServices, ServiceOrigins parentServices) {
    return new ClusterAsNode(parent, registration, new Link(childServices, parentServices));
  }

  NodeRegistry parent() {
    return parent;
  }

  Registration registration() {
    return registration;
  }

  /**
   * Returns the state of a node that represents a service in this state, by the table above; empty
   * for {@code Unreachable}, which no node may report.
   */
  public static Optional<ElementState> asElementState(ServiceState state) {
    return ElementStates.ofService(state);
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
    Origin own = origin(status.service());
    SecurityPosture posture = own == null ? status.posture() : grounded(status.posture(), own);
    if (own != null && restsOnParent(state, own)) {
      String reason =
          "not counted: rests only on " + registration.service() + ", of which it is a node";
      report(ElementState.DOWN, posture, reason);
    } else {
      report(state, posture, status.reason());
    }
  }

  private @Nullable Origin origin(ServiceId service) {
    if (link == null) {
      return null;
    }
    Origin last = origin;
    Origin own =
        last != null && last.service().equals(service) ? last : new Origin(link.child, service);
    origin = own;
    link.parent.put(registration.service(), registration.node(), own);
    return own;
  }

  private boolean restsOnParent(ElementState state, Origin own) {
    return state != ElementState.DOWN && restsOnParent(own, new StateSupport(state));
  }

  /** Returns the worst posture, up to that of the service, that does not rest on the parent. */
  private SecurityPosture grounded(SecurityPosture worst, Origin own) {
    return EnumSet.range(SecurityPosture.GREEN, worst).stream()
        .filter(posture -> posture != SecurityPosture.GREEN)
        .filter(posture -> !restsOnParent(own, new PostureSupport(posture)))
        .max(Comparator.naturalOrder())
        .orElse(SecurityPosture.GREEN);
  }

  private boolean restsOnParent(Origin own, ServiceOrigins.Support support) {
    return link != null
        && ServiceOrigins.restsOnlyOn(
            new Origin(link.parent, registration.service()), own, support);
  }

  /** A state follows from members in no worse state. */
  private record StateSupport(ElementState state) implements ServiceOrigins.Support {
    @Override
    public boolean comesFrom(Member member) {
      return state.takesCalls()
          ? member.state().takesCalls()
          : member.state().compareTo(state) <= 0;
    }

    @Override
    public boolean isOverridden(ServiceCluster cluster) {
      return cluster.isStateOverridden();
    }
  }

  /** A posture follows from live members in no better posture. */
  private record PostureSupport(SecurityPosture posture) implements ServiceOrigins.Support {
    @Override
    public boolean comesFrom(Member member) {
      return member.liveness() != Liveness.EXPIRED
          && member.posture().filter(reported -> reported.compareTo(posture) >= 0).isPresent();
    }

    @Override
    public boolean isOverridden(ServiceCluster cluster) {
      return cluster.isPostureOverridden();
    }
  }

  private void report(ElementState state, SecurityPosture posture, String reason) {
    ReportOutcome outcome = reportOrJoin(status(state, posture, reason));
    switch (outcome) {
      case APPLIED, UNCHANGED -> {}
      case CLOSED -> throw new IllegalStateException("the parent manager is closed");
      case STALE, NOT_PERMITTED, UNKNOWN_NODE ->
          throw new IllegalStateException(
              "the parent manager refused the report of "
                  + registration.node()
                  + " ("
                  + outcome
                  + "): another process may have registered it");
    }
  }

  private NodeStatus status(ElementState state, SecurityPosture posture, String reason) {
    return NodeStatus.builder(registration.node(), state)
        .reason(reason)
        .service(registration.service())
        .posture(posture)
        .build();
  }

  private ReportOutcome reportOrJoin(NodeStatus report) {
    NodeRegistry nodes = registration.owner().map(parent::actingAs).orElse(parent);
    ReportOutcome outcome =
        nodes
            .lease(registration.service(), registration.node())
            .map(lease -> nodes.report(inEpoch(report, lease)))
            .orElse(ReportOutcome.UNKNOWN_NODE);
    return outcome == ReportOutcome.UNKNOWN_NODE
        ? nodes.report(inEpoch(report, nodes.register(registration)))
        : outcome;
  }

  /** The parent may require epochs. */
  private static NodeStatus inEpoch(NodeStatus report, Lease lease) {
    return report.toBuilder().epoch(lease.epoch()).build();
  }
}
