package io.github.esrpcluster.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Verdict;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Publishers with one typical fault each. */
final class FaultyPublishers {
  private FaultyPublishers() {}

  static ServiceStatusPublisher returnsNull(StubPublisherDriver receiver) {
    return status -> null;
  }

  static ServiceStatusPublisher waitsForTheAnswer(StubPublisherDriver receiver) {
    return status -> {
      CompletableFuture<Void> answer = receiver.offer(status);
      answer.exceptionally(e -> null).join();
      return answer;
    };
  }

  static ServiceStatusPublisher throwsRefusals(StubPublisherDriver receiver) {
    return status -> {
      receiver.offer(status).join();
      return CompletableFuture.completedFuture(null);
    };
  }

  static ServiceStatusPublisher firesAndForgets(StubPublisherDriver receiver) {
    return status -> {
      receiver.offer(status);
      return CompletableFuture.completedFuture(null);
    };
  }

  static ServiceStatusPublisher swallowsFailures(StubPublisherDriver receiver) {
    return status -> receiver.offer(status).exceptionally(e -> null);
  }

  static ServiceStatusPublisher neverCompletes(StubPublisherDriver receiver) {
    return status -> {
      receiver.offer(status);
      return new CompletableFuture<>();
    };
  }

  static ServiceStatusPublisher skipsRepetitions(StubPublisherDriver receiver) {
    AtomicReference<ServiceStatus> last = new AtomicReference<>();
    return status ->
        status.equals(last.getAndSet(status))
            ? CompletableFuture.completedFuture(null)
            : receiver.offer(status);
  }

  static ServiceStatusPublisher writesLatin1(StubPublisherDriver receiver) {
    return status ->
        receiver.offer(
            changed(status, new String(status.reason().getBytes(ISO_8859_1), ISO_8859_1)));
  }

  static ServiceStatusPublisher truncatesLongReasons(StubPublisherDriver receiver) {
    return status ->
        receiver.offer(
            changed(status, status.reason().substring(0, Math.min(255, status.reason().length()))));
  }

  static ServiceStatusPublisher truncatesTheVersion(StubPublisherDriver receiver) {
    return status ->
        Math.toIntExact(status.version()) < 0 ? new CompletableFuture<>() : receiver.offer(status);
  }

  static ServiceStatusPublisher knowsNotAllStates(StubPublisherDriver receiver) {
    return status ->
        status.state() == ServiceState.MAJOR_INCIDENT_IN_PROGRESS
            ? CompletableFuture.failedFuture(new IllegalArgumentException("no such state"))
            : receiver.offer(status);
  }

  static ServiceStatusPublisher isOneNotificationLate(StubPublisherDriver receiver) {
    AtomicReference<ServiceStatus> waiting = new AtomicReference<>();
    return status -> {
      ServiceStatus before = waiting.getAndSet(status);
      return before == null ? CompletableFuture.completedFuture(null) : receiver.offer(before);
    };
  }

  static ServiceStatusPublisher confusesServices(StubPublisherDriver receiver) {
    AtomicReference<ServiceId> first = new AtomicReference<>();
    return status -> {
      first.compareAndSet(null, status.service());
      return receiver.offer(ServiceStatus.builder(first.get(), status.verdict()).build());
    };
  }

  static ServiceStatusPublisher failsForEver(StubPublisherDriver receiver) {
    AtomicBoolean failed = new AtomicBoolean();
    return status ->
        failed.get()
            ? CompletableFuture.failedFuture(new IllegalStateException("failed before"))
            : receiver.offer(status).whenComplete((done, e) -> failed.set(e != null));
  }

  private static ServiceStatus changed(ServiceStatus status, String reason) {
    return ServiceStatus.builder(status.service(), Verdict.of(status.state(), reason)).build();
  }
}
