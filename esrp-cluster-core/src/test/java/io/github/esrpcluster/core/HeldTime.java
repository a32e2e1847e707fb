package io.github.esrpcluster.core;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Virtual time in which one thread can be made to stand still where it looks at a clock: in the
 * middle of a change, as a thread does that the operating system has taken off its processor.
 */
final class HeldTime implements TimeSource {
  /** In seconds; on a busy machine a thread may stand still for a minute without our doing. */
  static final int PATIENCE = 180;

  private final VirtualTime time;
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile Thread victim;
  private volatile boolean atWallClock;
  private final AtomicInteger looksLeft = new AtomicInteger();

  HeldTime(VirtualTime time) {
    this.time = time;
  }

  /** Starts a thread and returns when it stands still: where it makes its first event. */
  Thread holdAtFirstEvent(Runnable work) {
    return hold(work, true, 1);
  }

  /** Starts a thread and returns when it stands still: at its n-th look at the monotonic clock. */
  Thread holdAtLook(int look, Runnable work) {
    return hold(work, false, look);
  }

  private Thread hold(Runnable work, boolean wallClock, int looks) {
    HeldThread thread = new HeldThread(work);
    atWallClock = wallClock;
    looksLeft.set(looks);
    victim = thread;
    thread.start();
    await(held);
    return thread;
  }

  void release() {
    released.countDown();
  }

  /** Returns when the thread waits for a lock, or has ended. */
  static void awaitBlocked(Thread thread) {
    while (thread.getState() != Thread.State.BLOCKED && thread.isAlive()) {
      Thread.onSpinWait();
    }
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE, TimeUnit.SECONDS)) {
        throw new AssertionError("no signal in time");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void end(Thread thread) throws InterruptedException {
    thread.join(TimeUnit.SECONDS.toMillis(PATIENCE));
    if (thread.isAlive()) {
      throw new AssertionError(thread + " does not end");
    }
    if (thread instanceof HeldThread held && held.failure != null) {
      throw new AssertionError("what was held failed", held.failure);
    }
  }

  /** Keeps its failure, which would otherwise be lost. */
  private static final class HeldThread extends Thread {
    private volatile Throwable failure;

    HeldThread(Runnable work) {
      super(work, "held");
      setDaemon(true);
      setUncaughtExceptionHandler((thread, thrown) -> failure = thrown);
    }
  }

  private void look(boolean wallClock) {
    if (Thread.currentThread() == victim
        && wallClock == atWallClock
        && looksLeft.decrementAndGet() == 0) {
      held.countDown();
      await(released);
    }
  }

  @Override
  public long nanoTime() {
    look(false);
    return time.nanoTime();
  }

  @Override
  public Instant now() {
    look(true);
    return time.now();
  }

  @Override
  public boolean await(CompletableFuture<?> future, Duration atMost) {
    return time.await(future, atMost);
  }
}
