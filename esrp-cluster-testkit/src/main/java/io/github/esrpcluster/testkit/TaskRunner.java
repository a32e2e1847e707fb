package io.github.esrpcluster.testkit;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a timeline on the thread that asks for it, again from within a task if need be.
 * What a task throws leaves through the outermost call, so that it never hits a task that merely
 * waits for something else.
 */
final class TaskRunner {
  /** More than any test needs at one instant, few enough to run in a second. */
  static final int MOST_AT_ONE_INSTANT = 1_000_000;

  private final Timeline timeline;
  private final AtomicReference<@Nullable Thread> driver = new AtomicReference<>();

  // What follows belongs to the driver.
  private int ran;
  private int ranAtThisInstant;
  private long thisInstant;
  private @Nullable Throwable failure;

  TaskRunner(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Runs in time order what falls due by then, until it is enough; returns how many ran. */
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

  /** Keeps what a task threw, for the outermost call. */
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
          "virtual time is driven by " + other + " already: drive it from one thread at a time");
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
              + " tasks ran and time did not move: tasks keep rescheduling themselves without a"
              + " delay; the last was "
              + last);
    }
  }

  private void throwFailure() {
    Throwable thrown = failure;
    if (thrown != null) {
      TaskRunner.<RuntimeException>throwAsIs(thrown);
    }
  }

  // A task may throw a checked exception without declaring it; it is not disguised as another.
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwAsIs(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
