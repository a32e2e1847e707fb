package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of one simulated process in virtual time. The process can be suspended, alone: its
 * tasks then run late, in their order. It can also die, which drops them.
 */
final class ProcessExecutor extends AbstractExecutorService implements ScheduledExecutorService {
  private final VirtualTime time;
  private final Set<ProcessTask<?>> waiting = new LinkedHashSet<>();
  private long suspensionEnd;
  private boolean suspended;
  private boolean dead;

  ProcessExecutor(VirtualTime time) {
    this.time = time;
  }

  // ---- faults

  /** Suspends the process for this time from now; a longer suspension goes on. */
  void suspend(Duration duration) {
    long nanos = Math.max(suspendedFor(), duration.toNanos());
    suspended = true;
    suspensionEnd = time.nanoTime() + nanos;
  }

  /** Returns how long the process is still suspended; zero or less if it is not. */
  long suspendedFor() {
    if (suspended && suspensionEnd - time.nanoTime() <= 0) {
      suspended = false;
    }
    return suspended ? suspensionEnd - time.nanoTime() : 0;
  }

  /** Ends the process: no task runs any more. */
  void kill() {
    dead = true;
    dropAll();
  }

  boolean isDead() {
    return dead;
  }

  /** Returns the number of tasks that wait; cancelled ones do not. */
  int pending() {
    return waiting.size();
  }

  /** Returns when the waiting tasks are due, for people. */
  @Override
  public String toString() {
    return waiting.stream()
        .map(task -> "due in " + task.getDelay(TimeUnit.MILLISECONDS) / 1e3 + " s")
        .toList()
        .toString();
  }

  // ---- tasks

  @Override
  public void execute(Runnable command) {
    var unused = add(Executors.callable(command), 0, 0);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(Executors.callable(command), unit.toNanos(delay), 0);
  }

  @Override
  public <V extends @Nullable Object> ScheduledFuture<V> schedule(
      Callable<V> callable, long delay, TimeUnit unit) {
    return add(callable, unit.toNanos(delay), 0);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return add(Executors.callable(command), unit.toNanos(initialDelay), unit.toNanos(period));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return add(Executors.callable(command), unit.toNanos(initialDelay), -unit.toNanos(delay));
  }

  private <V extends @Nullable Object> ProcessTask<V> add(
      Callable<V> callable, long delay, long period) {
    ProcessTask<V> task = new ProcessTask<>(this, callable, period);
    if (dead) {
      // Called by a callback of another process: nothing of a dead one runs, nothing is reported.
      task.cancel(false);
      return task;
    }
    if (isShutdown()) {
      throw new RejectedExecutionException("the process is shut down");
    }
    waiting.add(task);
    task.arm(delay);
    return task;
  }

  long now() {
    return time.nanoTime();
  }

  ScheduledFuture<?> timer(Runnable task, long delay) {
    return time.schedule(task, delay, TimeUnit.NANOSECONDS);
  }

  void forget(ProcessTask<?> task) {
    waiting.remove(task);
  }

  private List<Runnable> dropAll() {
    List<ProcessTask<?>> dropped = new ArrayList<>(waiting);
    dropped.forEach(task -> task.cancel(false));
    return List.copyOf(dropped);
  }

  // ---- the end

  @Override
  public void shutdown() {
    shutdownNow();
  }

  @Override
  public List<Runnable> shutdownNow() {
    dead = true;
    return dropAll();
  }

  @Override
  public boolean isShutdown() {
    return dead;
  }

  @Override
  public boolean isTerminated() {
    return dead;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return dead;
  }
}
