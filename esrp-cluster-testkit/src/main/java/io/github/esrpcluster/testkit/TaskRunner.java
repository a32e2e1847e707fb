package io.github.esrpcluster.testkit;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a timeline on the calling thread; calls may be nested. The exception of a task
 * leaves through the outermost call, so that it does not reach another task that waits.
 */
final class TaskRunner {
  /** More than a test needs at one instant, and few enough to run in a second. */
  static final int MOST_AT_ONE_INSTANT = 1_000_000;

  private final Timeline timeline;
  private final AtomicReference<@Nullable Thread> driver = new AtomicReference<>();

  // Accessed by the driver only.
  private int ran;
  private int ranAtThisInstant;
  private long thisInstant;
  private @Nullable Throwable failure;

  TaskRunner(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Runs the tasks due by then, in time order, until it is enough; returns how many ran. */
  int run(long until, BooleanSupplier enough) {
    if (driver.get() == Thread.currentThread()) {
      int before = ran;
      runTasks(until, enough);
      return ran - before;
    }
    begin();
    try {
      runTasks(until, () -> failure != null || enough.getAsBoolean());
      throwFailure();
      return ran;
    } finally {
      driver.set(null);
    }
  }

  /** Keeps the exception of a task for the outermost call. */
  void failed(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    } else if (failure != thrown) {
      failure.addSuppressed(thrown);
    }
  }

  private void begin() {
    Thread other = driver.compareAndExchange(null, Thread.currentThread());
    if (other != null) {
      throw new IllegalStateException(
          "virtual time is moved by " + other + " already: move it from one thread at a time");
    }
    ran = 0;
    ranAtThisInstant = 0;
    failure = null;
  }

  private void runTasks(long until, BooleanSupplier enough) {
    while (!enough.getAsBoolean()) {
      VirtualTask<?> task = timeline.takeDueBy(until);
      if (task == null) {
        return;
      }
      ran++;
      task.run();
      requireProgress(task);
    }
  }

  private void requireProgress(VirtualTask<?> last) {
    long now = timeline.now();
    ranAtThisInstant = now == thisInstant ? ranAtThisInstant + 1 : 1;
    thisInstant = now;
    if (ranAtThisInstant >= MOST_AT_ONE_INSTANT) {
      throw new IllegalStateException(
          ranAtThisInstant
              + " tasks ran and no time passed: tasks keep rescheduling themselves without a delay;"
              + " the last was "
              + last);
    }
  }

  private void throwFailure() {
    Throwable thrown = failure;
    if (thrown != null) {
      TaskRunner.<RuntimeException>throwAsIs(thrown);
    }
  }

  // A task may throw a checked exception without declaring it; it is not wrapped.
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwAsIs(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
