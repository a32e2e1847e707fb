package io.github.esrpcluster.core;

/** Makes tasks of lambdas. */
final class LimitedExecutorTasks {
  private LimitedExecutorTasks() {}

  static LimitedExecutor.Task task(Runnable run, Runnable refused) {
    return new LimitedExecutor.Task() {
      @Override
      public void run() {
        run.run();
      }

      @Override
      public void refused(Throwable refusal) {
        refused.run();
      }
    };
  }
}
