package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.Texts;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The clusters of all services, and the publishers that each of them notifies. Thread-safe. */
final class ServiceRegistry {
  /** A generation has as many versions: more than a service publishes in a second. */
  private static final long VERSIONS = 1_000_000;

  private final ManagerContext context;
  private final MemberIndex index;
  private final SweepStallCheck stallCheck;
  private final ConcurrentHashMap<ServiceId, ServiceCluster> clusters = new ConcurrentHashMap<>();
  private final List<NotificationTarget> targets = new CopyOnWriteArrayList<>();

  /**
   * The highest version of the services removed, or of an earlier generation: no version of a
   * service is used again.
   */
  private final AtomicLong removedVersions;

  /** Held while a cluster is created: it is created before the manager closes, or not at all. */
  private final Object creating = new Object();

  volatile boolean closed;

  ServiceRegistry(ManagerContext context, MemberIndex index, SweepStallCheck stallCheck) {
    this.context = context;
    this.index = index;
    this.stallCheck = stallCheck;
    this.removedVersions = new AtomicLong(context.settings.generation() * VERSIONS);
  }

  @Nullable ServiceCluster find(ServiceId service) {
    return clusters.get(service);
  }

  Collection<ServiceCluster> all() {
    return clusters.values();
  }

  /** Returns the services: a copy, in no order. */
  Set<ServiceId> services() {
    return Collections.unmodifiableSet(new HashSet<>(clusters.keySet()));
  }

  /**
   * Returns the cluster of the service, and creates it if there is none. It may end before the
   * caller uses it; then the caller asks again.
   *
   * @throws IllegalStateException if the manager is closed
   */
  ServiceCluster findOrCreate(ServiceId service) {
    requireOpen();
    ServiceCluster known = clusters.get(service);
    if (known != null && known.ended()) {
      requireOpen(); // a cluster that is closing still delivers its final status
      remove(known); // the thread that ended it has not come to that yet
      known = null;
    }
    return known != null && known.attached ? known : create(service);
  }

  private ServiceCluster create(ServiceId service) {
    try {
      ServiceCluster cluster;
      synchronized (creating) {
        requireOpen();
        ServiceCluster known = clusters.get(service);
        cluster = known != null ? known : newCluster(service);
        if (known == null) {
          clusters.put(service, cluster);
        }
      }
      targets.forEach(target -> attach(cluster, target));
      cluster.attached = true; // if an error comes before, the next call attaches the others
      return cluster;
    } finally {
      context.events.dispatch();
    }
  }

  private ServiceCluster newCluster(ServiceId service) {
    int max = context.settings.maxServices();
    long count = clusters.mappingCount() + 1;
    ManagerLimits.check(context, "maxServices", max, count, () -> service + " as a service");
    return new ServiceCluster(service, context, index, removedVersions.get(), stallCheck);
  }

  /** Removes the cluster if it holds nothing any more. */
  void removeIfIdle(ServiceCluster cluster) {
    if (cluster.endIfIdle() || (cluster.ended() && !closed)) {
      remove(cluster);
    }
  }

  private void remove(ServiceCluster ended) {
    removedVersions.accumulateAndGet(ended.version(), Math::max); // before it can come back
    ended.closeFeeds();
    clusters.remove(ended.service(), ended);
  }

  // ---- publishers

  Collection<NotificationTarget> targets() {
    return targets;
  }

  /**
   * Adds a publisher for all services that it covers.
   *
   * @throws IllegalArgumentException if there is one of that name, or the same object
   * @throws IllegalStateException if the manager is closed
   */
  void attach(NotificationTarget target) {
    synchronized (targets) {
      requireOpen();
      targets.forEach(other -> requireDistinct(other, target));
      targets.add(target); // before the clusters: one that is created meanwhile finds it here
    }
    all().forEach(cluster -> attach(cluster, target));
  }

  /** The notifications of one object under two names would overtake each other. */
  @SuppressWarnings("ReferenceEquality") // the same object
  private static void requireDistinct(NotificationTarget known, NotificationTarget added) {
    if (known.detached) {
      return; // an error has kept it from leaving the list
    }
    if (known.name().equals(added.name())) {
      throw new IllegalArgumentException(
          "publisher "
              + Texts.quote(added.name())
              + " is present already: give each publisher a name of its own");
    }
    if (known.publisher == added.publisher) {
      throw new IllegalArgumentException(
          "publisher "
              + Texts.quote(added.name())
              + " is the same object as publisher "
              + Texts.quote(known.name())
              + ": add an object of its own for each name");
    }
  }

  private static void attach(ServiceCluster cluster, NotificationTarget target) {
    if (target.options.covers(cluster.service())) {
      cluster.attach(target);
    }
  }

  void detach(NotificationTarget target) {
    target.detached = true;
    all().forEach(cluster -> cluster.detach(target));
    targets.remove(target); // last: the sweep repeats what an error has cut short
  }

  // ---- the end

  /** Creates no cluster any more. */
  void close() {
    synchronized (creating) {
      closed = true;
    }
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the cluster manager is closed");
    }
  }

  /** Gives up every notification that has not been delivered. */
  void closeFeeds() {
    all().forEach(ServiceCluster::closeFeeds);
  }
}
