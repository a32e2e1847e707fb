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

/** Publishers that somebody might write, each wrong in its own way. */
final class FaultyPublishers {
  private FaultyPublishers() {}

  static ServiceStatusPublisher returnsNull(StubPublisherDriver upstream) {
    return status -> null;
  }

  static ServiceStatusPublisher waitsForTheAnswer(StubPublisherDriver upstream) {
    return status -> {
      CompletableFuture<Void> answer = upstream.offer(status);
      answer.exceptionally(e -> null).join();
      return answer;
    };
  }

  static ServiceStatusPublisher throwsWhatWasRefused(StubPublisherDriver upstream) {
    return status -> {
      upstream.offer(status).join();
      return CompletableFuture.completedFuture(null);
    };
  }

  static ServiceStatusPublisher firesAndForgets(StubPublisherDriver upstream) {
    return status -> {
      upstream.offer(status);
      return CompletableFuture.completedFuture(null);
    };
  }

  static ServiceStatusPublisher swallowsFailures(StubPublisherDriver upstream) {
    return status -> upstream.offer(status).exceptionally(e -> null);
  }

  static ServiceStatusPublisher neverCompletes(StubPublisherDriver upstream) {
    return status -> {
      upstream.offer(status);
      return new CompletableFuture<>();
    };
  }

  static ServiceStatusPublisher saysNothingTwice(StubPublisherDriver upstream) {
    AtomicReference<ServiceStatus> last = new AtomicReference<>();
    return status ->
        status.equals(last.getAndSet(status))
            ? CompletableFuture.completedFuture(null)
            : upstream.offer(status);
  }

  static ServiceStatusPublisher writesLatin1(StubPublisherDriver upstream) {
    return status ->
        upstream.offer(
            changed(status, new String(status.reason().getBytes(ISO_8859_1), ISO_8859_1)));
  }

  static ServiceStatusPublisher cutsLongReasons(StubPublisherDriver upstream) {
    return status ->
        upstream.offer(
            changed(status, status.reason().substring(0, Math.min(255, status.reason().length()))));
  }

  static ServiceStatusPublisher cutsTheVersionToAnInt(StubPublisherDriver upstream) {
    return status ->
        Math.toIntExact(status.version()) < 0 ? new CompletableFuture<>() : upstream.offer(status);
  }

  static ServiceStatusPublisher doesNotKnowAllStates(StubPublisherDriver upstream) {
    return status ->
        status.state() == ServiceState.MAJOR_INCIDENT_IN_PROGRESS
            ? CompletableFuture.failedFuture(new IllegalArgumentException("no such state"))
            : upstream.offer(status);
  }

  static ServiceStatusPublisher isOneMessageLate(StubPublisherDriver upstream) {
    AtomicReference<ServiceStatus> waiting = new AtomicReference<>();
    return status -> {
      ServiceStatus before = waiting.getAndSet(status);
      return before == null ? CompletableFuture.completedFuture(null) : upstream.offer(before);
    };
  }

  static ServiceStatusPublisher mixesServicesUp(StubPublisherDriver upstream) {
    AtomicReference<ServiceId> first = new AtomicReference<>();
    return status -> {
      first.compareAndSet(null, status.service());
      return upstream.offer(ServiceStatus.builder(first.get(), status.verdict()).build());
    };
  }

  static ServiceStatusPublisher givesUpForEver(StubPublisherDriver upstream) {
    AtomicBoolean failed = new AtomicBoolean();
    return status ->
        failed.get()
            ? CompletableFuture.failedFuture(new IllegalStateException("given up"))
            : upstream.offer(status).whenComplete((done, e) -> failed.set(e != null));
  }

  private static ServiceStatus changed(ServiceStatus status, String reason) {
    return ServiceStatus.builder(status.service(), Verdict.of(status.state(), reason)).build();
  }
}
