package io.github.esrpcluster.simulation;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Executor of the manager that refuses tasks for some time. */
final class FlakyExecutor implements Executor {
  private final Simulation simulation;
  private final Executor executor;
  private long until = Long.MIN_VALUE;

  FlakyExecutor(Simulation simulation, Executor executor) {
    this.simulation = simulation;
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    if (simulation.now() < until) {
      simulation.ledger.injected(Fault.EXECUTOR_REFUSED);
      throw new RejectedExecutionException("the executor of the simulation refuses");
    }
    executor.execute(task);
  }

  /** Refuses everything before this time. */
  void refuse(long newUntil) {
    until = Math.max(until, newUntil);
  }

  void recover() {
    until =
        Math.min(until, simulation.now() + 1); // events that wait are delivered with the next sweep
  }

  /** Returns the end of the last time of refusals. */
  long worksSince() {
    return until;
  }
}
