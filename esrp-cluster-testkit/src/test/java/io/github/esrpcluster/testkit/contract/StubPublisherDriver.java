package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** A receiver in memory in virtual time, and the publisher that sends to it. */
final class StubPublisherDriver implements PublisherDriver {
  private enum StubMode {
    ACCEPTS,
    REFUSES,
    HOLDS
  }

  private record HeldNotification(ServiceStatus status, CompletableFuture<Void> answer) {}

  /** Enough for a thread to run; a publisher that has none never needs it. */
  private static final Duration REAL_TIME = Duration.ofMillis(100);

  private final ServiceStatusPublisher publisher;
  private final List<ServiceStatus> delivered = new ArrayList<>();
  private final Queue<HeldNotification> held = new ArrayDeque<>();
  private final Set<ServiceId> heldServices = new HashSet<>();
  private final VirtualTime time = new VirtualTime();
  private StubMode mode = StubMode.ACCEPTS;

  StubPublisherDriver(Function<StubPublisherDriver, ServiceStatusPublisher> publisher) {
    this.publisher = publisher.apply(this);
  }

  /** Sends a notification to the receiver; returns its answer. */
  synchronized CompletableFuture<Void> offer(ServiceStatus status) {
    if (mode == StubMode.REFUSES) {
      return CompletableFuture.failedFuture(new IllegalStateException("503"));
    }
    if (mode == StubMode.HOLDS || heldServices.contains(status.service())) {
      CompletableFuture<Void> answer = new CompletableFuture<>();
      held.add(new HeldNotification(status, answer));
      return answer;
    }
    delivered.add(status);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public ServiceStatusPublisher publisher() {
    return publisher;
  }

  @Override
  public synchronized List<ServiceStatus> delivered(ServiceId service) {
    return delivered.stream().filter(status -> status.service().equals(service)).toList();
  }

  @Override
  public synchronized void refuse() {
    mode = StubMode.REFUSES;
  }

  @Override
  public synchronized void hold() {
    mode = StubMode.HOLDS;
  }

  @Override
  public synchronized void hold(ServiceId service) {
    heldServices.add(service);
  }

  @Override
  public synchronized void recover() {
    mode = StubMode.ACCEPTS;
    heldServices.clear();
    while (!held.isEmpty()) {
      HeldNotification oldest = held.remove();
      delivered.add(oldest.status());
      oldest.answer().complete(null);
    }
  }

  /** Lets virtual time pass, after real time for publishers that have threads. */
  @Override
  public boolean await(CompletableFuture<Void> stage, Duration atMost) throws InterruptedException {
    return PublisherDriver.super.await(stage, REAL_TIME.compareTo(atMost) < 0 ? REAL_TIME : atMost)
        || time.await(stage, atMost);
  }

  /** Returns the scheduler of the publisher. */
  ScheduledExecutorService scheduler() {
    return time;
  }
}
