package io.github.esrpcluster.core;

import io.github.esrpcluster.testkit.VirtualTime;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The timers of virtual time, with something to be done before each is set. */
final class TimersOf extends ScheduledThreadPoolExecutor {
  private final VirtualTime time;
  volatile Runnable before = () -> {};

  TimersOf(VirtualTime time) {
    super(0);
    this.time = time;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    before.run();
    return time.schedule(task, delay, unit);
  }
}
