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
final class WrongPublishers {
  private WrongPublishers() {}

  static ServiceStatusPublisher returnsNull(StubUpstream upstream) {
    return status -> null;
  }

  static ServiceStatusPublisher waitsForTheAnswer(StubUpstream upstream) {
    return status -> {
      CompletableFuture<Void> answer = upstream.offer(status);
      answer.exceptionally(e -> null).join();
      return answer;
    };
  }

  static ServiceStatusPublisher throwsWhatWasRefused(StubUpstream upstream) {
    return status -> {
      upstream.offer(status).join();
      return CompletableFuture.completedFuture(null);
    };
  }

  static ServiceStatusPublisher firesAndForgets(StubUpstream upstream) {
    return status -> {
      upstream.offer(status);
      return CompletableFuture.completedFuture(null);
    };
  }

  static ServiceStatusPublisher swallowsFailures(StubUpstream upstream) {
    return status -> upstream.offer(status).exceptionally(e -> null);
  }

  static ServiceStatusPublisher neverCompletes(StubUpstream upstream) {
    return status -> {
      upstream.offer(status);
      return new CompletableFuture<>();
    };
  }

  static ServiceStatusPublisher saysNothingTwice(StubUpstream upstream) {
    AtomicReference<ServiceStatus> last = new AtomicReference<>();
    return status ->
        status.equals(last.getAndSet(status))
            ? CompletableFuture.completedFuture(null)
            : upstream.offer(status);
  }

  static ServiceStatusPublisher writesLatin1(StubUpstream upstream) {
    return status ->
        upstream.offer(
            changed(status, new String(status.reason().getBytes(ISO_8859_1), ISO_8859_1)));
  }

  static ServiceStatusPublisher cutsLongReasons(StubUpstream upstream) {
    return status ->
        upstream.offer(
            changed(status, status.reason().substring(0, Math.min(255, status.reason().length()))));
  }

  static ServiceStatusPublisher cutsTheVersionToAnInt(StubUpstream upstream) {
    return status ->
        Math.toIntExact(status.version()) < 0 ? new CompletableFuture<>() : upstream.offer(status);
  }

  static ServiceStatusPublisher doesNotKnowAllStates(StubUpstream upstream) {
    return status ->
        status.state() == ServiceState.MAJOR_INCIDENT_IN_PROGRESS
            ? CompletableFuture.failedFuture(new IllegalArgumentException("no such state"))
            : upstream.offer(status);
  }

  static ServiceStatusPublisher isOneMessageLate(StubUpstream upstream) {
    AtomicReference<ServiceStatus> waiting = new AtomicReference<>();
    return status -> {
      ServiceStatus before = waiting.getAndSet(status);
      return before == null ? CompletableFuture.completedFuture(null) : upstream.offer(before);
    };
  }

  static ServiceStatusPublisher mixesServicesUp(StubUpstream upstream) {
    AtomicReference<ServiceId> first = new AtomicReference<>();
    return status -> {
      first.compareAndSet(null, status.service());
      return upstream.offer(ServiceStatus.builder(first.get(), status.verdict()).build());
    };
  }

  static ServiceStatusPublisher givesUpForEver(StubUpstream upstream) {
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
