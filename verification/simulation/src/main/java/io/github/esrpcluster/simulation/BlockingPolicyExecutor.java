package io.github.esrpcluster.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Executor of the policies: while it holds tasks, each policy that is called hangs. */
final class BlockingPolicyExecutor implements Executor {
  private final Executor executor;
  private final Queue<Runnable> held = new ArrayDeque<>();
  private boolean holding;
  private long until;

  BlockingPolicyExecutor(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    if (holding) {
      held.add(task);
    } else {
      executor.execute(task);
    }
  }

  void hold(long newUntil) {
    holding = true;
    until = newUntil;
  }

  boolean holding() {
    return holding;
  }

  boolean isOver(long now) {
    return holding && now >= until;
  }

  void release() {
    holding = false;
    while (!held.isEmpty()) {
      executor.execute(held.remove());
    }
  }
}
