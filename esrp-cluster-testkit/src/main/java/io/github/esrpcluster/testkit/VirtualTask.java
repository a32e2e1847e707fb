package io.github.esrpcluster.testkit;

import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A task on the timeline, and its future. */
final class VirtualTask<V extends @Nullable Object> extends FutureTask<V>
    implements RunnableScheduledFuture<V> {
  static final Comparator<VirtualTask<?>> IN_TIME_ORDER =
      Comparator.<VirtualTask<?>>comparingLong(task -> task.due)
          .thenComparingLong(task -> task.place);

  /** For a task that reports its failure only to its future. */
  static final Consumer<Throwable> KEEP = failure -> {};

  private final VirtualExecutor executor;
  private final Object what;
  private final Consumer<Throwable> onFailure;
  private final @Nullable LongUnaryOperator nextDue;

  // Both written while the task is off the timeline, or by the timeline under its lock.
  private volatile long due;
  private volatile long place;

  /**
   * Creates a task that is not placed yet.
   *
   * @param what the object that the caller submitted, for messages
   * @param onFailure gets the exception of the task, as the future does
   * @param nextDue maps the due time of a run to that of the next; null to run once
   */
  VirtualTask(
      VirtualExecutor executor,
      Callable<V> task,
      Object what,
      Consumer<Throwable> onFailure,
      @Nullable LongUnaryOperator nextDue) {
    super(task);
    this.executor = executor;
    this.what = what;
    this.onFailure = onFailure;
    this.nextDue = nextDue;
  }

  void place(long newDue, long newPlace) {
    due = newDue;
    place = newPlace;
  }

  boolean placed() {
    return place > 0;
  }

  long due() {
    return due;
  }

  @Override
  public boolean isPeriodic() {
    return nextDue != null;
  }

  @Override
  public void run() {
    if (nextDue == null) {
      super.run();
    } else if (runAndReset()) {
      executor.again(this, nextDue.applyAsLong(due));
    }
  }

  @Override
  protected void setException(Throwable failure) {
    super.setException(failure);
    onFailure.accept(failure);
  }

  @Override
  protected void done() {
    if (isCancelled()) {
      executor.forget(this);
    }
  }

  /** Never interrupts: the thread that runs the task is the test's own. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return super.cancel(false);
  }

  /** Runs what is due; throws if the task is still not done, because nothing could complete it. */
  @Override
  public V get() throws InterruptedException, ExecutionException {
    if (!isDone()
        && !executor.runUntil(this::isDone, 0)
        && !Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException(
          this + " is not done, and waiting would block the only thread: call advance(...) first");
    }
    return super.get();
  }

  /** Lets virtual time pass, as {@link VirtualTime#await} does. */
  @Override
  public V get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    long nanos = unit.toNanos(timeout);
    if (!isDone()
        && !executor.runUntil(this::isDone, nanos)
        && !Thread.currentThread().isInterrupted()) {
      throw new TimeoutException(this + " is not done after " + timeout + " " + unit);
    }
    return super.get();
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(due - executor.timeline.now(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    return other instanceof VirtualTask<?> that
        ? IN_TIME_ORDER.compare(this, that)
        : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
  }

  @Override
  public String toString() {
    return "task " + what;
  }
}
