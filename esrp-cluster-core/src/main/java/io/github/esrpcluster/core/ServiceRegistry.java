package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The clusters of all services, and the upstream entities that each of them feeds. */
final class ServiceRegistry {
  private final ManagerContext context;
  private final StallCheck stallCheck;
  private final ConcurrentHashMap<ServiceId, ServiceCluster> byService = new ConcurrentHashMap<>();
  private final List<NotificationTarget> upstreams = new CopyOnWriteArrayList<>();

  /** No version of a forgotten service comes twice, should it come back. */
  private final AtomicLong forgottenVersions = new AtomicLong();

  /** A cluster is made before the manager closes, and is closed with it, or not at all. */
  private final Object making = new Object();

  private volatile boolean closed;

  ServiceRegistry(ManagerContext context, StallCheck stallCheck) {
    this.context = context;
    this.stallCheck = stallCheck;
  }

  @Nullable ServiceCluster find(ServiceId service) {
    return byService.get(service);
  }

  Collection<ServiceCluster> all() {
    return byService.values();
  }

  Set<ServiceId> services() {
    return Set.copyOf(byService.keySet());
  }

  Collection<NotificationTarget> upstreams() {
    return upstreams;
  }

  MemberEntry join(Registration facts, Optional<NodeStatus> first) {
    return inCluster(facts.service(), cluster -> cluster.join(facts, first));
  }

  /**
   * Does something in the service's cluster, which is made if there is none; again if it is gone.
   */
  <T> T inCluster(ServiceId service, Function<ServiceCluster, @Nullable T> action) {
    T result;
    do {
      result = action.apply(findOrMake(service));
    } while (result == null);
    return result;
  }

  private ServiceCluster findOrMake(ServiceId service) {
    requireOpen();
    ServiceCluster known = byService.get(service);
    return known != null ? known : make(service);
  }

  private ServiceCluster make(ServiceId service) {
    try {
      ServiceCluster cluster;
      synchronized (making) {
        requireOpen();
        cluster = byService.computeIfAbsent(service, this::newCluster);
      }
      upstreams.forEach(upstream -> attach(cluster, upstream));
      return cluster;
    } finally {
      context.events().dispatch();
    }
  }

  private ServiceCluster newCluster(ServiceId service) {
    int max = context.settings().maxServices();
    int count = context.counters().services.incrementAndGet();
    try {
      ManagerLimits.check(context, "maxServices", max, count, () -> service + " as a service");
      return new ServiceCluster(service, context, forgottenVersions.get(), stallCheck);
    } catch (RuntimeException e) {
      context.counters().services.decrementAndGet();
      throw e;
    }
  }

  private void attach(ServiceCluster cluster, NotificationTarget upstream) {
    if (upstream.options.covers(cluster.service())) {
      cluster.attach(upstream);
    }
  }

  void attach(NotificationTarget upstream) {
    requireOpen();
    upstreams.add(upstream); // before the clusters: one that is made meanwhile finds it here
    all().forEach(cluster -> attach(cluster, upstream));
  }

  void detach(NotificationTarget upstream) {
    upstream.detach();
    upstreams.remove(upstream);
    all().forEach(cluster -> cluster.detach(upstream));
  }

  /** Forgets the cluster if it has nothing to remember. */
  void forgetIfIdle(ServiceCluster cluster) {
    if (cluster.forgetIfIdle()) {
      forgottenVersions.accumulateAndGet(cluster.version(), Math::max); // before it can come back
      byService.remove(cluster.service(), cluster);
      context.counters().services.decrementAndGet();
      cluster.closeFeeds();
    }
  }

  void close() {
    synchronized (making) {
      closed = true;
    }
  }

  boolean closed() {
    return closed;
  }

  /** Gives up what has not been transmitted. */
  void end() {
    all().forEach(ServiceCluster::closeFeeds);
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the cluster manager is closed");
    }
  }
}
