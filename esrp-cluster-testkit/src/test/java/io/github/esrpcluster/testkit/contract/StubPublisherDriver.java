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

/** An upstream entity in memory, with a publisher in front of it. */
final class StubPublisherDriver implements PublisherDriver {
  private enum StubMode {
    TAKES_OVER,
    REFUSES,
    HOLDS
  }

  private record HeldNotification(ServiceStatus message, CompletableFuture<Void> answer) {}

  private final ServiceStatusPublisher publisher;
  private final List<ServiceStatus> arrived = new ArrayList<>();
  private final Queue<HeldNotification> held = new ArrayDeque<>();
  private StubMode mode = StubMode.TAKES_OVER;

  StubPublisherDriver(Function<StubPublisherDriver, ServiceStatusPublisher> publisher) {
    this.publisher = publisher.apply(this);
  }

  /** What the other end answers to a message. */
  synchronized CompletableFuture<Void> offer(ServiceStatus message) {
    if (mode == StubMode.REFUSES) {
      return CompletableFuture.failedFuture(new IllegalStateException("503"));
    }
    if (mode == StubMode.HOLDS) {
      CompletableFuture<Void> answer = new CompletableFuture<>();
      held.add(new HeldNotification(message, answer));
      return answer;
    }
    arrived.add(message);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public ServiceStatusPublisher publisher() {
    return publisher;
  }

  @Override
  public synchronized List<Verdict> delivered(ServiceId service) {
    return arrived.stream()
        .filter(message -> message.service().equals(service))
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
    mode = StubMode.TAKES_OVER;
    while (!held.isEmpty()) {
      HeldNotification oldest = held.remove();
      arrived.add(oldest.message());
      oldest.setBehavior().complete(null);
    }
  }
}
