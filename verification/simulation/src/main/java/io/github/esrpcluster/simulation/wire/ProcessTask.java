package io.github.esrpcluster.simulation.wire;

import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A task of a {@link ProcessExecutor}, and its future. */
final class ProcessTask<V extends @Nullable Object> extends FutureTask<V>
    implements RunnableScheduledFuture<V> {
  private final ProcessExecutor process;
  private final long period;
  private long due;
  private @Nullable Future<?> timer;
  private @Nullable Throwable failure;

  /**
   * @param period nanoseconds from one due time to the next; if negative, from the end of a run to
   *     the next; zero to run once
   */
  ProcessTask(ProcessExecutor process, Callable<V> task, long period) {
    super(task);
    this.process = process;
    this.period = period;
  }

  /** Lets the task run after this time. */
  void arm(long delay) {
    due = process.now() + Math.max(0, delay);
    timer = process.timer(this::fire, Math.max(0, delay));
  }

  private void fire() {
    long wait = process.suspendedFor();
    if (wait > 0) {
      timer = process.timer(this::fire, wait);
    } else {
      run();
      throwFailure();
    }
  }

  @Override
  public void run() {
    if (period == 0) {
      super.run();
    } else if (runAndReset()) {
      // A missed run of a suspended process is not made up for.
      arm(period > 0 ? Math.max(0, due + period - process.now()) : -period);
    }
  }

  @Override
  protected void setException(Throwable thrown) {
    super.setException(thrown);
    failure = thrown;
  }

  /** Nothing that the simulated process does may throw out of a task. */
  private void throwFailure() {
    if (failure instanceof RuntimeException thrown) {
      throw thrown;
    }
    if (failure instanceof Error thrown) {
      throw thrown;
    }
  }

  @Override
  protected void done() {
    process.forget(this);
    if (timer != null) {
      timer.cancel(false);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return super.cancel(false);
  }

  @Override
  public boolean isPeriodic() {
    return period != 0;
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(due - process.now(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    return Comparator.<Delayed>comparingLong(each -> each.getDelay(TimeUnit.NANOSECONDS))
        .compare(this, other);
  }
}
