package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReportOutcome;
import java.util.Optional;

/**
 * The membership of a downstream in one service. A downstream is always a member, because it is
 * configured: one that was never reached counts as {@code Unreachable} and in every quorum. Not
 * thread-safe.
 */
final class SubscriberMembership {
  private final NodeRegistry nodes;
  private final Registration registration;

  /** The epoch that this object began and has not reported in; 0 if none. */
  private long awaiting;

  SubscriberMembership(NodeRegistry registry, Registration registration) {
    this.nodes = registration.owner().map(registry::actingAs).orElse(registry);
    this.registration = registration;
  }

  private Optional<Lease> lease() {
    return nodes.lease(registration.service(), registration.node());
  }

  /** Registers the node with its terms. */
  Lease join() {
    long known = lease().map(Lease::epoch).orElse(0L);
    Lease lease = nodes.register(registration);
    if (lease.epoch() != known) {
      awaiting = lease.epoch();
    }
    return lease;
  }

  /**
   * Registers the node if it is no member. Renews the lease as long as there was no report: the
   * member is {@code Unreachable} anyway, and would be removed soon.
   */
  void keep() {
    Optional<Lease> lease = lease();
    if (lease.isEmpty()) {
      join();
    } else if (lease.get().epoch() == awaiting) {
      lease.get().renew();
    }
  }

  /** Renews the lease. */
  void renew() {
    lease().ifPresent(Lease::renew);
  }

  /**
   * Reports a state, and registers the node for that if it is no member.
   *
   * @throws IllegalStateException if the manager refuses it
   */
  void report(ElementState state, SubscriberObservation observation) {
    Lease lease = lease().orElseGet(this::join);
    NodeStatus.Builder status =
        NodeStatus.builder(registration.node(), state)
            .reason(observation.reason())
            .service(registration.service())
            .epoch(lease.epoch());
    observation.posture().ifPresent(status::posture);
    ReportOutcome outcome = nodes.report(status.build());
    switch (outcome) {
      case APPLIED, UNCHANGED -> awaiting = 0;
      case STALE, NOT_PERMITTED, UNKNOWN_NODE, CLOSED ->
          throw new IllegalStateException("the manager refused the state: " + outcome);
    }
  }

  /** Lets the lease expire, so that the last report does not count any more. */
  void expire() {
    lease().filter(lease -> lease.epoch() != awaiting).ifPresent(Lease::expire);
  }

  /** Ends the membership. */
  void leave() {
    lease().ifPresent(Lease::release);
  }
}
