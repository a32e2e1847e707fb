package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.internal.InterruptFlag;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs at most {@code width} tasks at a time on the delegate; others queue without holding a
 * thread.
 *
 * <p>Requests one thread at a time, because waking a thread costs more than most tasks take: a task
 * that comes while a worker is about to look at the queue is left to that worker. A worker that
 * takes a task, which may block, first requests another worker for the tasks behind it.
 */
final class LimitedExecutor {
  /** No limit: as many threads as tasks that block. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  /** A task that can be refused. */
  interface Task {
    /** Runs the task, on a thread of the delegate. Must not throw. */
    void run();

    /** Called instead, on any thread, if the delegate has no thread for the task. */
    void refused(Throwable refusal);
  }

  /**
   * Runs its action at most once: a pool that lacks memory for a thread may throw and run the
   * action all the same, or after it was given up.
   */
  private static final class SingleRun implements Runnable {
    private final AtomicBoolean started = new AtomicBoolean();
    private final Runnable action;

    SingleRun(Runnable action) {
      this.action = action;
    }

    boolean start() {
      return started.compareAndSet(false, true);
    }

    @Override
    public void run() {
      if (start()) {
        action.run();
      }
    }
  }

  /**
   * Hands tasks to an executor of the vendor, and keeps on which threads they run. A task starts
   * with a clear interrupt flag, and leaves the flag of its thread as it found it.
   */
  static final class CallbackExecutor implements Executor {
    private final Executor delegate;
    private final Set<Thread> running;

    /**
     * @param running contains each thread that runs a task; thread-safe
     */
    CallbackExecutor(Executor delegate, Set<Thread> running) {
      this.delegate = delegate;
      this.running = running;
    }

    @Override
    public void execute(Runnable task) {
      boolean interrupted = InterruptFlag.get();
      try {
        delegate.execute(() -> run(task));
      } finally {
        InterruptFlag.set(interrupted);
      }
    }

    private void run(Runnable task) {
      boolean interrupted = false;
      boolean outermost = false;
      try {
        interrupted = Thread.interrupted();
        outermost = enter();
      } finally { // also after an OutOfMemoryError: otherwise the task would be lost
        try {
          task.run();
        } finally {
          if (outermost) {
            running.remove(Thread.currentThread());
          }
          InterruptFlag.set(interrupted);
        }
      }
    }

    /** Returns whether this thread runs no other task. */
    private boolean enter() {
      return running.add(Thread.currentThread());
    }
  }

  /** After so many tasks a worker gives its thread back to the delegate, and requests another. */
  private static final int BATCH = 64;

  /** A worker that finds no task lets other threads run so often before it ends. */
  private static final int YIELDS = 16;

  private final Executor delegate;
  private final int width;
  private final Runnable work = this::work;
  private final Queue<Task> queue = new ConcurrentLinkedQueue<>();

  /** Plain counters and a lock: to count down needs neither memory nor stack. */
  private final Object lock = new Object();

  /** Workers that were requested and have not ended: never more than the width. */
  @GuardedBy("lock")
  private int workers;

  /** Workers that will poll the queue before they run another task. */
  @GuardedBy("lock")
  private int looking;

  LimitedExecutor(Executor delegate, int width) {
    this.delegate = delegate;
    this.width = width;
  }

  /**
   * Lets the executor run the action, without any limit; returns why it never will, or null.
   *
   * <p>An executor that throws although it runs the action has not refused it.
   */
  static @Nullable Throwable tryExecute(Executor executor, Runnable action) {
    SingleRun run = null;
    try {
      run = new SingleRun(action);
      executor.execute(run);
      return null;
    } catch (Throwable refusal) { // refused, or no thread could be started
      return run == null || run.start() ? refusal : null;
    }
  }

  /** Runs the task as soon as fewer than {@code width} run, or refuses it. */
  void execute(Task task) {
    queue.add(task);
    Throwable refusal = requestWorker();
    if (refusal != null) {
      if (queue.remove(task)) { // otherwise a worker has taken it
        task.refused(refusal);
      }
      refuseOrphans(refusal);
    }
  }

  /**
   * To be called regularly: tasks that wait behind others that block get a worker that could not be
   * had before, or are refused.
   */
  void watch() {
    if (!queue.isEmpty()) {
      Throwable refusal = requestWorker();
      if (refusal != null) {
        refuseAll(refusal);
      }
    }
  }

  /** Requests a worker unless one is about to look; returns why the delegate refused, or null. */
  private @Nullable Throwable requestWorker() {
    synchronized (lock) {
      if (looking > 0 || workers >= width) {
        return null;
      }
      workers++;
      looking++;
    }
    Throwable refusal;
    try {
      refusal = tryExecute(delegate, work);
    } catch (Throwable e) { // no stack
      refusal = e;
    }
    if (refusal != null) {
      synchronized (lock) {
        looking--;
        workers--;
      }
    }
    return refusal;
  }

  private boolean enter() {
    synchronized (lock) {
      if (looking > 0 || workers >= width) {
        return false;
      }
      workers++;
      looking++;
      return true;
    }
  }

  /** Refuses tasks that were added while the refused worker counted as looking. */
  private void refuseOrphans(Throwable refusal) {
    boolean none;
    synchronized (lock) {
      none = workers == 0;
    }
    if (none) {
      refuseAll(refusal);
    }
  }

  private void refuseAll(Throwable refusal) {
    for (Task next = queue.poll(); next != null; next = queue.poll()) {
      next.refused(refusal);
    }
  }

  /**
   * Runs a batch. A worker that leaves looks once more, since a task may have come while it seemed
   * to look: another worker runs it, or this one if the delegate refuses.
   */
  private void work() {
    do {
      try {
        runBatch();
      } finally {
        synchronized (lock) {
          looking--;
          workers--;
        }
      }
    } while (!queue.isEmpty() && requestWorker() != null && enter());
  }

  private void runBatch() {
    for (int left = BATCH; left > 0; left--) {
      Task next = next();
      if (next == null) {
        return;
      }
      run(next);
    }
  }

  /** Lets other threads run before it gives up: under load the next task comes from them. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it
  private @Nullable Task next() {
    Task next = queue.poll();
    for (int left = YIELDS; left > 0 && next == null; left--) {
      Thread.yield();
      next = queue.poll();
    }
    return next;
  }

  private void run(Task next) {
    synchronized (lock) {
      looking--;
    }
    try {
      if (!queue.isEmpty()) {
        requestWorker(); // if refused, this worker looks when the task has returned
      }
      next.run();
    } finally {
      synchronized (lock) {
        looking++;
      }
    }
  }
}
