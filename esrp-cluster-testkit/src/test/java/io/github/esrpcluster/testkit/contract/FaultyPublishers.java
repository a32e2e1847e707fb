package io.github.esrpcluster.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.temporal.ChronoUnit.SECONDS;

import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

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
      return receiver.offer(
          ServiceStatus.builder(first.get(), status.verdict()).version(status.version()).build());
    };
  }

  static ServiceStatusPublisher failsForEver(StubPublisherDriver receiver) {
    AtomicBoolean failed = new AtomicBoolean();
    return status ->
        failed.get()
            ? CompletableFuture.failedFuture(new IllegalStateException("failed before"))
            : receiver.offer(status).whenComplete((done, e) -> failed.set(e != null));
  }

  // ---- values of a status

  static ServiceStatusPublisher dropsThePosture(StubPublisherDriver receiver) {
    return status -> receiver.offer(copy(status).posture(SecurityPosture.GREEN).build());
  }

  static ServiceStatusPublisher dropsTheVersion(StubPublisherDriver receiver) {
    return status -> receiver.offer(copy(status).version(1).build());
  }

  static ServiceStatusPublisher dropsTheTime(StubPublisherDriver receiver) {
    return status -> receiver.offer(copy(status).at(Instant.EPOCH).build());
  }

  static ServiceStatusPublisher dropsMilliseconds(StubPublisherDriver receiver) {
    return status -> receiver.offer(copy(status).at(status.at().truncatedTo(SECONDS)).build());
  }

  static ServiceStatusPublisher dropsTheTally(StubPublisherDriver receiver) {
    return status -> receiver.offer(copy(status).tally(Tally.empty()).build());
  }

  static ServiceStatusPublisher requiresADomain(StubPublisherDriver receiver) {
    return status ->
        status.service().defaultDomain().isPresent()
            ? receiver.offer(status)
            : CompletableFuture.failedFuture(new IllegalStateException("no domain"));
  }

  // ---- late notifications

  /** Reports the failure, and tries again by itself ten seconds later. */
  static ServiceStatusPublisher retriesByItself(StubPublisherDriver receiver) {
    return status -> {
      CompletableFuture<Void> answer = receiver.offer(status);
      answer.exceptionally(
          e -> {
            receiver.scheduler().schedule(() -> receiver.offer(status), 10, TimeUnit.SECONDS);
            return null;
          });
      return answer;
    };
  }

  /** Has one connection; statuses that wait for it are sent newest first. */
  static ServiceStatusPublisher sendsTheNewestFirst(StubPublisherDriver receiver) {
    return sendsTheNewestFirst(receiver, CompletableFuture::new);
  }

  /**
   * The same, but correct: a stage that is cancelled still reports that its status was accepted.
   */
  static ServiceStatusPublisher sendsTheNewestFirstAndReportsIt(StubPublisherDriver receiver) {
    return sendsTheNewestFirst(
        receiver,
        () ->
            new CompletableFuture<>() {
              @Override
              public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
              }
            });
  }

  private static ServiceStatusPublisher sendsTheNewestFirst(
      StubPublisherDriver receiver, Supplier<CompletableFuture<Void>> newStage) {
    return new ServiceStatusPublisher() {
      private final Deque<ServiceStatus> waiting = new ArrayDeque<>();
      private final Deque<CompletableFuture<Void>> stages = new ArrayDeque<>();
      private boolean busy;

      @Override
      public synchronized CompletableFuture<Void> publish(ServiceStatus status) {
        CompletableFuture<Void> stage = newStage.get();
        waiting.push(status);
        stages.push(stage);
        sendNext();
        return stage;
      }

      private synchronized void sendNext() {
        if (!busy && !waiting.isEmpty()) {
          busy = true;
          CompletableFuture<Void> stage = stages.pop();
          receiver.offer(waiting.pop()).whenComplete((nothing, failure) -> sent(stage));
        }
      }

      private synchronized void sent(CompletableFuture<Void> stage) {
        busy = false;
        stage.complete(null);
        sendNext();
      }
    };
  }

  static ServiceStatusPublisher usesOneThread(StubPublisherDriver receiver) {
    Executor thread = Executors.newSingleThreadExecutor(FaultyPublishers::daemon);
    return status ->
        CompletableFuture.runAsync(
            () -> receiver.offer(status).exceptionally(e -> null).join(), thread);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "the only thread");
    thread.setDaemon(true);
    return thread;
  }

  private static ServiceStatus.Builder copy(ServiceStatus status) {
    return ServiceStatus.builder(status.service(), status.verdict())
        .version(status.version())
        .at(status.at())
        .posture(status.posture())
        .tally(status.tally());
  }

  private static ServiceStatus changed(ServiceStatus status, String reason) {
    return ServiceStatus.builder(status.service(), Verdict.of(status.state(), reason))
        .version(status.version())
        .at(status.at())
        .posture(status.posture())
        .tally(status.tally())
        .build();
  }
}
