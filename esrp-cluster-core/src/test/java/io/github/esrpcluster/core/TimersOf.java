package io.github.esrpcluster.core;

import io.github.esrpcluster.testkit.VirtualTime;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The timers of virtual time, with something to be done before or after each is set. */
final class TimersOf extends ScheduledThreadPoolExecutor {
  private final VirtualTime time;
  volatile Runnable before = () -> {};
  volatile Runnable after = () -> {};

  /** So many times there is no thread, which is said by no refusal. */
  static Runnable failing(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return () -> {
      if (left.getAndDecrement() > 0) {
        throw new IllegalStateException("no thread");
      }
    };
  }

  /** As from one that was shut down. */
  static Runnable refusing() {
    return () -> {
      throw new RejectedExecutionException("shut down");
    };
  }

  TimersOf(VirtualTime time) {
    super(0);
    this.time = time;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    before.run();
    ScheduledFuture<?> timer = time.schedule(task, delay, unit);
    after.run();
    return timer;
  }
}
