package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.internal.InterruptFlag;
import io.github.esrpcluster.core.EventRecords.ManagerClosingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orderly end: every service publishes {@code GoingDown} before anything stops, and publishers
 * have the grace time to deliver it.
 */
final class ManagerShutdown {
  private static final Logger log = LoggerFactory.getLogger(ManagerShutdown.class);

  private final ManagerContext context;
  private final ServiceRegistry services;
  private final Sweeper sweeper;
  private final Runnable endThreads;
  private final Object lock = new Object();

  /** Cleared by an error: then the next call begins again, and repeats what was done. */
  @GuardedBy("lock")
  private boolean begun;

  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private volatile boolean hasTimer;

  /**
   * @param endThreads ends the threads that the manager itself has started
   */
  ManagerShutdown(
      ManagerContext context, ServiceRegistry services, Sweeper sweeper, Runnable endThreads) {
    this.context = context;
    this.services = services;
    this.sweeper = sweeper;
    this.endThreads = endThreads;
  }

  /** Returns a copy for each caller, which it cannot complete for the others. */
  CompletableFuture<Void> begin() {
    boolean first;
    synchronized (lock) {
      first = !begun;
      begun = true;
    }
    if (first) {
      try {
        closeAll();
      } catch (Throwable e) {
        synchronized (lock) { // no memory or stack: calls nothing
          begun = false;
        }
        throw e;
      }
    }
    return done.copy();
  }

  private void closeAll() {
    services.close();
    context.events.inform(ManagerClosingEvent::new);
    List<CompletableFuture<Void>> delivered = new ArrayList<>();
    Error first = null;
    for (ServiceCluster cluster : services.all()) {
      try {
        delivered.addAll(cluster.close());
      } catch (RuntimeException e) { // the others must close, too
        boolean interrupted = InterruptFlag.get();
        log.error(
            "{}: closing {} failed; its publishers may not receive GoingDown",
            context.settings.name(),
            cluster.service(),
            e);
        InterruptFlag.set(interrupted);
      } catch (Error e) {
        delivered.add(new CompletableFuture<>()); // the grace time is left for another call
        first = first == null ? e : first;
      }
    }
    context.events.dispatch();
    endWhen(CompletableFuture.allOf(delivered.toArray(new CompletableFuture<?>[0])));
    if (first != null) {
      throw first;
    }
  }

  private void endWhen(CompletionStage<Void> delivered) {
    Future<?> grace = scheduleEnd();
    // On the executor: the thread that delivered the last status may hold locks of a vendor.
    delivered.thenRunAsync(
        () -> {
          grace.cancel(false);
          end();
        },
        context.executor);
  }

  private Future<?> scheduleEnd() {
    boolean interrupted = InterruptFlag.get();
    try {
      long grace = context.settings.closeGrace().toNanos();
      Future<?> timer = context.scheduler.schedule(this::end, grace, TimeUnit.NANOSECONDS);
      hasTimer = true;
      return timer;
    } catch (Throwable e) { // refused, or no thread could be started: close() ends the wait
      return CompletableFuture.completedFuture(null);
    } finally {
      InterruptFlag.set(interrupted);
    }
  }

  /** Returns whether a timer ends the grace time, even if no thread waits for it. */
  boolean hasTimer() {
    return hasTimer;
  }

  /** Ends the grace time. An error leaves the rest to the next call. */
  void end() {
    if (!done.isDone()) {
      sweeper.stop();
      services.closeFeeds();
      context.events.end();
      endThreads.run();
      boolean interrupted = InterruptFlag.get();
      done.complete(null); // runs callbacks, which may block
      InterruptFlag.set(interrupted);
    }
  }
}
