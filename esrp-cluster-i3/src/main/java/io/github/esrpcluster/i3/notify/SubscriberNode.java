package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.internal.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A downstream as a node of the manager, in all its services. Each method returns why the manager
 * refused a call, for people; empty if it did not. Calls are made by one thread at a time.
 */
final class SubscriberNode {
  private static final long CONTACTS_PER_LEASE = 3;

  private final List<SubscriberMembership> memberships;
  private final long longestInterval;

  /** Read by other threads. */
  private volatile long contactInterval;

  SubscriberNode(NodeRegistry registry, Downstream downstream) {
    memberships =
        downstream.registrations().stream()
            .map(registration -> new SubscriberMembership(registry, registration))
            .toList();
    Rate min = downstream.rates().min();
    longestInterval = min == null ? Long.MAX_VALUE : min.intervalNanos() / 2 * CONTACTS_PER_LEASE;
    contactInterval = interval(Downstream.DEFAULT_LEASE.toNanos());
  }

  private long interval(long lease) {
    return Math.max(
        SubscriberRules.SHORTEST_INTERVAL, Math.min(longestInterval, lease / CONTACTS_PER_LEASE));
  }

  /**
   * Returns the longest time without contact: a third of the shortest lease, or one and a half
   * intervals of {@code min-rate}.
   */
  long contactInterval() {
    return contactInterval;
  }

  Optional<String> join() {
    return each(
        membership -> {
          Lease lease = membership.join();
          contactInterval = Math.min(contactInterval, interval(lease.granted().toNanos()));
        });
  }

  Optional<String> keep() {
    return each(SubscriberMembership::keep);
  }

  Optional<String> renew() {
    return each(SubscriberMembership::renew);
  }

  Optional<String> report(ElementState state, SubscriberObservation observation) {
    return each(membership -> membership.report(state, observation));
  }

  Optional<String> expire() {
    return each(SubscriberMembership::expire);
  }

  Optional<String> leave() {
    return each(SubscriberMembership::leave);
  }

  /** A service that refuses does not keep the others from the call. */
  private Optional<String> each(Consumer<SubscriberMembership> call) {
    String problem = null;
    for (SubscriberMembership membership : memberships) {
      try {
        call.accept(membership);
      } catch (RuntimeException e) {
        problem = Texts.describe(e);
      }
    }
    return Optional.ofNullable(problem);
  }
}
