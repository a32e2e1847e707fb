package io.github.esrpcluster.benchmarks;

import com.netflix.appinfo.InstanceInfo;
import com.netflix.appinfo.InstanceInfo.InstanceStatus;
import com.netflix.discovery.shared.Application;
import com.netflix.eureka.registry.PeerAwareInstanceRegistryImpl;
import io.github.esrpcluster.benchmarks.StatusPublisher.StatusNotification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The registry of a real Eureka server without peers: one application per service, one instance per
 * node. Measured are the registry's own methods, called as a client's request calls them.
 *
 * <p>Not measured are HTTP, JSON and replication. A client of a real server reads the response
 * cache, which writes the whole application as JSON when first asked after a change. Here the
 * registry itself is asked, which copies the list of instances. That favours Eureka after a change.
 * Without a change it does not: the response cache then answers with stored text, by default up to
 * 30 s old, which the client parses; and a client of Eureka keeps a copy, from which it routes
 * without a request. Nothing fills the response cache here, so that a change, which invalidates it,
 * finds it empty.
 *
 * <p>Eureka has no status of a service. Here it is UP while a majority of the registered instances
 * is UP; they are counted after each change.
 */
final class EurekaFixture extends Fixture {
  /** Twice the lease and more: Eureka adds the duration of a lease once too often. */
  private static final long ALL_EXPIRED =
      -TimeUnit.SECONDS.toMillis(3L * EurekaInstances.LEASE_SECONDS);

  private final PeerAwareInstanceRegistryImpl registry = EurekaRegistry.open();
  private final StatusPublisher publisher = new StatusPublisher();
  private final String[] apps;
  private final String[] vips;
  private final String[] ids;
  private final boolean[] down;
  private final Published[] published;
  private final AtomicIntegerArray sequences;

  /** The status of a service as last handed over, and the lock for its evaluation. */
  private static final class Published {
    private InstanceStatus status = InstanceStatus.UP;
  }

  EurekaFixture(Shape shape, Names names) {
    super(shape);
    vips = Arrays.stream(names.services).map(Object::toString).toArray(String[]::new);
    // Eureka files applications under names in upper case.
    apps = Arrays.stream(vips).map(vip -> vip.toUpperCase(Locale.ROOT)).toArray(String[]::new);
    ids = Arrays.stream(names.nodes).map(Object::toString).toArray(String[]::new);
    down = new boolean[shape.nodes()];
    published = Stream.generate(Published::new).limit(shape.services()).toArray(Published[]::new);
    sequences = new AtomicIntegerArray(shape.services());
    IntStream.range(0, shape.nodes()).forEach(this::register);
  }

  private void register(int node) {
    int service = shape.serviceOf(node);
    registry.register(EurekaInstances.of(apps[service], vips[service], ids[node], node), false);
    down[node] = false;
  }

  private String appOf(int node) {
    return apps[shape.serviceOf(node)];
  }

  @Override
  void renewal(int node) {
    require(registry.renew(appOf(node), ids[node], false), node);
  }

  /** Updates the status of an instance, and counts the instances of its application. */
  @Override
  void change(int node) {
    InstanceStatus next = down[node] ? InstanceStatus.UP : InstanceStatus.DOWN;
    require(registry.statusUpdate(appOf(node), ids[node], next, null, false), node);
    down[node] = !down[node];
    publishIfChanged(shape.serviceOf(node));
  }

  private void require(boolean done, int node) {
    if (!done) {
      throw new IllegalStateException(ids[node] + " is not registered");
    }
  }

  private void publishIfChanged(int service) {
    // Without the lock two threads could hand over their results in the wrong order.
    synchronized (published[service]) {
      InstanceStatus found = status(service);
      if (found != published[service].status) {
        publish(service, found);
      }
    }
  }

  private void publish(int service, InstanceStatus status) {
    published[service].status = status;
    publisher.handOver(new StatusNotification(apps[service], status));
  }

  /** Lists the instances and counts those that are UP. */
  @Override
  InstanceStatus read(int service) {
    return status(service);
  }

  private InstanceStatus status(int service) {
    List<InstanceInfo> instances = instances(service);
    int up = 0;
    for (InstanceInfo instance : instances) {
      up += isUp(instance) ? 1 : 0;
    }
    return 2 * up > instances.size() ? InstanceStatus.UP : InstanceStatus.DOWN;
  }

  private List<InstanceInfo> instances(int service) {
    Application application = registry.getApplication(apps[service], false);
    return application == null ? List.of() : application.getInstancesAsIsFromEureka();
  }

  private static boolean isUp(InstanceInfo instance) {
    return instance.getStatus() == InstanceStatus.UP;
  }

  /** Lists the instances, leaves out those that are not UP, and picks the next in turn. */
  @Override
  InstanceInfo route(int service) {
    List<InstanceInfo> up = new ArrayList<>(shape.nodesEach());
    for (InstanceInfo instance : instances(service)) {
      if (isUp(instance)) {
        up.add(instance);
      }
    }
    if (up.isEmpty()) {
      throw new NoSuchElementException(apps[service] + " has no instance that is UP");
    }
    return up.get(Math.floorMod(sequences.getAndIncrement(service), up.size()));
  }

  /**
   * Cancels, and registers a new instance: Eureka would carry the status of the old one over. The
   * status of the service is not looked at.
   */
  @Override
  void releaseAndRegister(int node) {
    registry.cancel(appOf(node), ids[node], false);
    register(node);
  }

  /** The majority of those still registered, so that an evicted instance is no vote against. */
  @Override
  boolean takesCalls(int service) {
    return status(service) == InstanceStatus.UP;
  }

  /** Treats all leases as expired, and evicts all instances at once. */
  void evict() {
    registry.evict(ALL_EXPIRED);
  }

  /** Evicts all instances, publishes the status of each service, and waits for the publisher. */
  void expireAll() {
    evict();
    for (int service = 0; service < shape.services(); service++) {
      synchronized (published[service]) {
        publish(service, status(service));
      }
    }
    publisher.count();
  }

  /** Resequences the number of notifications handed over; all of them have been received. */
  long notifications() {
    return publisher.count();
  }

  /** Resequences the last notification. */
  StatusNotification lastNotification() {
    return publisher.last();
  }

  PeerAwareInstanceRegistryImpl registry() {
    return registry;
  }

  @Override
  public void close() {
    registry.shutdown();
    publisher.close();
  }
}
