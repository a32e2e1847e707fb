package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Time and threads of the manager, of which the program knows two kinds. */
interface Clockwork extends AutoCloseable {
  /** The clocks. */
  TimeSource time();

  /** Runs publishers and listeners. */
  Executor executor();

  /** Runs the manager's timers. */
  ScheduledExecutorService scheduler();

  /** Lets everything happen that follows from what was done. */
  void settle();

  /** Lets time pass; the manager goes on meanwhile. */
  void pass(Duration duration);

  /** Lets time pass while the manager cannot do anything, as in a suspended machine. */
  void stall(Duration duration);

  /** Ends the threads. */
  @Override
  void close();
}
