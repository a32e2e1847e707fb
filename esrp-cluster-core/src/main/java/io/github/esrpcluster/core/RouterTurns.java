package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers the requests of each kind consecutively. Requests that exclude different nodes have
 * different candidates: in one count, each kind could find the same few candidates at its turns
 * again and again. Thread-safe; takes no lock, except for a set of excluded nodes that is new.
 */
final class RouterTurns {
  /** Enough for each pair of twenty nodes that refuse calls. More sets only start counts again. */
  private static final int MAX_SETS = 256;

  /** The counts of the requests that exclude the same nodes. */
  private static final class Counts {
    final AtomicLong withKey;
    final AtomicLong withoutKey;
    final AtomicLong fallback;

    Counts(long first) {
      withKey = new AtomicLong(first);
      withoutKey = new AtomicLong(first);
      fallback = new AtomicLong(first);
    }
  }

  private final Counts firstAttempts = new Counts(0);
  private final Map<Set<NodeId>, Counts> retries = new ConcurrentHashMap<>();

  /** Where the next new count begins: sets that come once each are spread too. */
  private final AtomicLong setsSeen = new AtomicLong();

  /** Returns the next number for a pick by the policy. */
  long next(RoutingRequest request) {
    Counts counts = counts(request.excluded());
    return (request.key().isPresent() ? counts.withKey : counts.withoutKey).getAndIncrement();
  }

  /** Returns the next number for a pick in place of a policy that gave no usable answer. */
  long nextFallback(RoutingRequest request) {
    return counts(request.excluded()).fallback.getAndIncrement();
  }

  private Counts counts(Set<NodeId> excluded) {
    if (excluded.isEmpty()) {
      return firstAttempts;
    }
    Counts known = retries.get(excluded);
    return known == null ? added(excluded) : known;
  }

  private Counts added(Set<NodeId> excluded) {
    if (retries.size() >= MAX_SETS) {
      retries.clear();
    }
    return retries.computeIfAbsent(excluded, unseen -> new Counts(setsSeen.getAndIncrement()));
  }
}
