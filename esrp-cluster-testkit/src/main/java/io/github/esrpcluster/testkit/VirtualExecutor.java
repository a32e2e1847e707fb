package io.github.esrpcluster.testkit;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** An executor and scheduler on a timeline: the part of {@link VirtualTime} that accepts tasks. */
abstract class VirtualExecutor extends AbstractExecutorService implements ScheduledExecutorService {
  final Timeline timeline = new Timeline();
  final TaskRunner runner = new TaskRunner(timeline);

  @Override
  public void execute(Runnable command) {
    Objects.requireNonNull(command, "command");
    // A task made by newTaskFor() must be added itself, because the caller holds it as the future.
    timeline.add(
        command instanceof VirtualTask<?> made && !made.placed() ? made : reporting(command, null),
        0);
  }

  // Callers may ignore these futures: settle() and advance() throw the failures too.

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(reporting(command, null), unit.toNanos(delay));
  }

  @Override
  public <V extends @Nullable Object> ScheduledFuture<V> schedule(
      Callable<V> callable, long delay, TimeUnit unit) {
    return add(
        new VirtualTask<>(this, callable, callable, runner::failed, null), unit.toNanos(delay));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    long nanos = positive("period", period, unit);
    return add(reporting(command, due -> Timeline.sum(due, nanos)), unit.toNanos(initialDelay));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    long nanos = positive("delay", delay, unit);
    return add(
        reporting(command, due -> Timeline.sum(timeline.now(), nanos)), unit.toNanos(initialDelay));
  }

  private static long positive(String name, long value, TimeUnit unit) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          name + " " + value + " " + unit + " is not positive: give at least 1");
    }
    return unit.toNanos(value);
  }

  private <V extends @Nullable Object> VirtualTask<V> add(VirtualTask<V> task, long delay) {
    timeline.add(task, delay);
    return task;
  }

  private VirtualTask<@Nullable Object> reporting(
      Runnable command, @Nullable LongUnaryOperator nextDue) {
    return new VirtualTask<>(this, Executors.callable(command), command, runner::failed, nextDue);
  }

  private <V extends @Nullable Object> VirtualTask<V> silent(Callable<V> callable, Object what) {
    return new VirtualTask<>(this, callable, what, VirtualTask.KEEP, null);
  }

  @Override
  protected <V extends @Nullable Object> RunnableFuture<V> newTaskFor(Callable<V> callable) {
    return silent(callable, callable);
  }

  @Override
  protected <V extends @Nullable Object> RunnableFuture<V> newTaskFor(Runnable command, V value) {
    return silent(Executors.callable(command, value), command);
  }

  /**
   * Throws: an implementation would block the only thread that runs tasks.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public <V extends @Nullable Object> V invokeAny(Collection<? extends Callable<V>> tasks) {
    throw new UnsupportedOperationException(
        "invokeAny would block the only thread: submit each task and read its future");
  }

  /**
   * Throws: an implementation would block the only thread that runs tasks.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public <V extends @Nullable Object> V invokeAny(
      Collection<? extends Callable<V>> tasks, long timeout, TimeUnit unit) {
    return invokeAny(tasks);
  }

  // ---- shutdown

  /** Refuses new tasks and cancels the periodic tasks; the others still run when they are due. */
  @Override
  public void shutdown() {
    timeline.close();
    timeline.waiting().stream().filter(VirtualTask::isPeriodic).forEach(t -> t.cancel(false));
  }

  /** Refuses new tasks and removes all pending tasks; returns them. */
  @Override
  public List<Runnable> shutdownNow() {
    timeline.close();
    List<VirtualTask<?>> dropped = timeline.waiting();
    dropped.forEach(timeline::remove);
    return List.copyOf(dropped);
  }

  @Override
  public boolean isShutdown() {
    return timeline.closed();
  }

  @Override
  public boolean isTerminated() {
    return timeline.closed() && timeline.size() == 0;
  }

  /** Lets time pass until the last task has run or the timeout has passed. */
  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return runUntil(this::isTerminated, unit.toNanos(timeout));
  }

  // ---- for tasks

  /** Lets time pass, task by task, until it is done or the time has passed; true if it is done. */
  boolean runUntil(BooleanSupplier done, long atMost) {
    long end = Timeline.sum(timeline.now(), Math.max(atMost, 0));
    runner.run(end, () -> done.getAsBoolean() || Thread.currentThread().isInterrupted());
    if (!done.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      timeline.moveTo(end);
    }
    return done.getAsBoolean();
  }

  void again(VirtualTask<?> task, long due) {
    timeline.addAgain(task, due);
    if (timeline.closed()) {
      task.cancel(false);
    } else if (task.isCancelled()) {
      timeline.remove(task); // another thread cancelled it between its run and here
    }
  }

  void forget(VirtualTask<?> task) {
    timeline.remove(task);
  }
}
