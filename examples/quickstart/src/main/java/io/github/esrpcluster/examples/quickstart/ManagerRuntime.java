package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The time source and the threads of the manager: in real or in virtual time. */
public interface ManagerRuntime extends AutoCloseable {
  /** Returns the time source of the manager. */
  TimeSource time();

  /** Returns the executor that runs publishers and listeners. */
  Executor executor();

  /** Returns the scheduler of the manager's timers. */
  ScheduledExecutorService scheduler();

  /** Waits until publishers and listeners have processed all that is queued. */
  void settle();

  /** Waits for this duration; the manager continues to run. */
  void advance(Duration duration);

  /** Waits for this duration with the manager's timer blocked, as on a suspended machine. */
  void stall(Duration duration);

  /** Stops the threads. */
  @Override
  void close();
}
