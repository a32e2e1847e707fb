package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Virtual time: everything on one thread, waits take no time, every run is the same. */
final class VirtualClockwork implements Clockwork {
  private final VirtualTime time = new VirtualTime();

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public Executor executor() {
    return time;
  }

  @Override
  public ScheduledExecutorService scheduler() {
    return time;
  }

  @Override
  public void settle() {
    time.settle();
  }

  @Override
  public void pass(Duration duration) {
    time.advance(duration);
  }

  @Override
  public void stall(Duration duration) {
    time.stall(duration);
  }

  @Override
  public void close() {
    time.shutdown();
  }
}
