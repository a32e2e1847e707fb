package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A receiver in memory, and the publisher that sends to it. */
final class StubPublisherDriver implements PublisherDriver {
  private enum StubMode {
    ACCEPTS,
    REFUSES,
    HOLDS
  }

  private record HeldNotification(ServiceStatus status, CompletableFuture<Void> answer) {}

  private final ServiceStatusPublisher publisher;
  private final List<ServiceStatus> delivered = new ArrayList<>();
  private final Queue<HeldNotification> held = new ArrayDeque<>();
  private StubMode mode = StubMode.ACCEPTS;

  StubPublisherDriver(Function<StubPublisherDriver, ServiceStatusPublisher> publisher) {
    this.publisher = publisher.apply(this);
  }

  /** Sends a notification to the receiver; returns its answer. */
  synchronized CompletableFuture<Void> offer(ServiceStatus status) {
    if (mode == StubMode.REFUSES) {
      return CompletableFuture.failedFuture(new IllegalStateException("503"));
    }
    if (mode == StubMode.HOLDS) {
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
  public synchronized List<Verdict> delivered(ServiceId service) {
    return delivered.stream()
        .filter(status -> status.service().equals(service))
        .map(ServiceStatus::verdict)
        .toList();
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
  public synchronized void recover() {
    mode = StubMode.ACCEPTS;
    while (!held.isEmpty()) {
      HeldNotification oldest = held.remove();
      delivered.add(oldest.status());
      oldest.answer().complete(null);
    }
  }
}
