package io.github.esrpcluster.core;

import java.util.function.Consumer;

/** A task of two functions. */
record LimitedTask(Runnable task, Consumer<Throwable> whenRefused) implements LimitedExecutor.Task {
  @Override
  public void run() {
    task.run();
  }

  @Override
  public void refused(Throwable refusal) {
    whenRefused.accept(refusal);
  }
}
