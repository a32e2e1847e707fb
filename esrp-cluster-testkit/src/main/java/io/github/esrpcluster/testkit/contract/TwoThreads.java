package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the same code on this thread and on another one at the same time. Whether their steps
 * overlap depends on the machine: what is found is a fault, but a fault may be missed.
 */
final class TwoThreads {
  /** The code of both threads. */
  interface SharedCode {
    /**
     * Runs on one thread.
     *
     * @param thread 0 or 1
     */
    void run(int thread, TwoThreads both);
  }

  private final AtomicInteger arrivals = new AtomicInteger();
  private volatile boolean ended;

  private TwoThreads() {}

  static void run(SharedCode code) throws InterruptedException {
    TwoThreads both = new TwoThreads();
    FutureTask<Boolean> other = new FutureTask<>(() -> both.runOn(1, code), true);
    Thread thread = new Thread(other, "other thread of a contract");
    thread.setDaemon(true);
    thread.start();
    both.runOn(0, code);
    try {
      other.get();
    } catch (ExecutionException e) {
      fail("in another thread: " + e.getCause(), e);
    }
  }

  private void runOn(int thread, SharedCode code) {
    try {
      code.run(thread, this);
    } finally {
      ended = true;
    }
  }

  /** Returns whether both threads still run; code that repeats something ends otherwise. */
  boolean bothRun() {
    return !ended;
  }

  /**
   * Lets both threads go on from here at the same time.
   *
   * @param round 1 at the first call of each thread, then one more each time
   */
  @SuppressWarnings("ThreadPriorityCheck") // on one processor the other thread must get its turn
  void meet(int round) {
    arrivals.incrementAndGet();
    while (arrivals.get() < 2 * round && !ended) {
      Thread.yield();
    }
  }
}
