package io.github.esrpcluster.simulation;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The executor of the manager, which has no thread to spare now and then. */
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
    until = Math.min(until, simulation.now() + 1); // what waits is told at the next pulse
  }

  /** Since when it has refused nothing, or will. */
  long worksSince() {
    return until;
  }
}
