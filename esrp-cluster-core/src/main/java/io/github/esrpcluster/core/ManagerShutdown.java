package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orderly end: every service says {@code GoingDown} before anything is torn down, and is given
 * the grace time to be heard.
 */
final class ManagerShutdown {
  private static final Logger log = LoggerFactory.getLogger(ManagerShutdown.class);

  private final ManagerContext context;
  private final Sweeper sweeper;
  private final ServiceRegistry clusters;
  private final Runnable endThreads;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private volatile boolean untimed;

  ManagerShutdown(ManagerContext context, Sweeper sweeper, Runnable endThreads) {
    this.context = context;
    this.sweeper = sweeper;
    this.clusters = sweeper.clusters();
    this.endThreads = endThreads;
  }

  /** The same future for all; each caller gets a copy that cannot be completed for the others. */
  CompletableFuture<Void> begin() {
    if (begun.compareAndSet(false, true)) {
      clusters.close();
      List<CompletableFuture<Void>> last = new ArrayList<>();
      guarded(() -> context.events().tell(ClusterEvent.ManagerClosing::new));
      clusters.all().forEach(cluster -> guarded(() -> last.addAll(cluster.closeDown())));
      context.events().dispatch();
      endWhen(CompletableFuture.allOf(last.toArray(new CompletableFuture<?>[0])));
    }
    return done.copy();
  }

  /** What fails for one service, as a vendor's clock may, must not keep the end from the others. */
  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      log.error("a step of closing failed", e);
    }
  }

  private void endWhen(CompletionStage<Void> heard) {
    Future<?> grace = scheduleEnd();
    // Elsewhere: whoever delivered the last word may hold locks.
    heard.thenRunAsync(
        () -> {
          grace.cancel(false);
          end();
        },
        context.executor());
  }

  private Future<?> scheduleEnd() {
    try {
      long grace = context.settings().closeGrace().toNanos();
      return context.scheduler().schedule(this::end, grace, TimeUnit.NANOSECONDS);
    } catch (Throwable e) { // refused, or no thread could be started
      // No timer to wait with: the last states are heard all the same, and close() ends the wait.
      untimed = true;
      return CompletableFuture.completedFuture(null);
    }
  }

  /** A timer ends the grace time, whether or not somebody waits. */
  boolean endsByItself() {
    return !untimed;
  }

  /** Ends the grace time. */
  void end() {
    if (ended.compareAndSet(false, true)) {
      sweeper.stop();
      clusters.end();
      context.events().end();
      endThreads.run();
      done.complete(null); // runs guests, who may block
    }
  }
}
