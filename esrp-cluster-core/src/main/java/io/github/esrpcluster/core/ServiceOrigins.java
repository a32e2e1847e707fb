package io.github.esrpcluster.core;

import com.google.common.collect.MapMaker;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

/**
 * Knows which nodes of one manager stand for whole services, of this or another manager, and so
 * whether a status rests on anything else than itself. Thread-safe; no lock may be held.
 */
final class ServiceOrigins {
  /** A service of a manager. */
  record Origin(ServiceOrigins manager, ServiceId service) {}

  /** Finds the members and overrides on which a status can rest. */
  interface Support {
    /** Returns whether the status can follow from this member. */
    boolean comesFrom(Member member);

    /** Returns whether the status is the word of an operator. */
    boolean isOverridden(ServiceCluster cluster);
  }

  private record Place(ServiceId service, NodeId node) {}

  private final ServiceRegistry services;

  /** A service is held by its publisher: without the publisher its node reports no more. */
  private final ConcurrentMap<Place, Origin> origins = new MapMaker().weakValues().makeMap();

  ServiceOrigins(ServiceRegistry services) {
    this.services = services;
  }

  /** Records that this node stands for a service. The caller must keep {@code origin}. */
  void put(ServiceId service, NodeId node, Origin origin) {
    origins.put(new Place(service, node), origin);
  }

  /**
   * Returns whether the status of a service follows from nodes that rest on {@code target}, and
   * from no others. A status that follows from no node at all does not: a policy or the end of a
   * manager may give one.
   */
  static boolean restsOnlyOn(Origin target, Origin from, Support support) {
    Set<Origin> seen = new HashSet<>(Set.of(target));
    Queue<Origin> next = new ArrayDeque<>(List.of(from));
    for (Origin origin = next.poll(); origin != null; origin = next.poll()) {
      if (seen.add(origin) && origin.manager().isGround(origin.service(), support, next)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the status needs no other service; otherwise adds those that it rests on. */
  private boolean isGround(ServiceId service, Support support, Queue<Origin> below) {
    ServiceCluster cluster = services.find(service);
    if (cluster == null) {
      return true;
    }
    Set<Origin> found = new HashSet<>();
    for (Member member : cluster.snapshot().members) {
      if (support.comesFrom(member)) {
        Origin origin = origins.get(new Place(service, member.node()));
        if (origin == null || MemberSnapshot.isOverridden(member)) {
          return true;
        }
        found.add(origin);
      }
    }
    below.addAll(found);
    return found.isEmpty() || support.isOverridden(cluster);
  }
}
