package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Runs the manager in virtual time: on one thread, without waits, every run the same. */
final class VirtualTimeRuntime implements ManagerRuntime {
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
  public void advance(Duration duration) {
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
