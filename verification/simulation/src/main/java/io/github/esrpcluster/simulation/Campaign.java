package io.github.esrpcluster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs many seeds, spread over the cores; each simulation runs on one thread, apart from the
 * others.
 *
 * @param first the first seed
 * @param seeds how many
 * @param length how many steps each has
 */
public record Campaign(long first, long seeds, int length) {
  /** Runs all seeds, or until one finds a violation. */
  SimulationReport run() throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      AtomicBoolean found = new AtomicBoolean();
      List<Callable<SimulationReport>> shares = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int share = i;
        shares.add(() -> runShare(share, threads, found));
      }
      SimulationReport whole = new SimulationReport();
      for (Future<SimulationReport> share : pool.invokeAll(shares)) {
        whole.add(share.get());
      }
      return whole;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }

  private SimulationReport runShare(int share, int of, AtomicBoolean found) {
    SimulationReport report = new SimulationReport();
    for (long i = share; i < seeds && !found.get(); i += of) {
      SimulationRun simulation = new SimulationRun(Script.of(first + i, length));
      simulation
          .play()
          .ifPresent(
              failure -> {
                found.set(true);
                report.add(failure);
              });
      report.add(simulation);
    }
    return report;
  }

  /**
   * Plays seeds one after the other until one finds a violation.
   *
   * @return the number of seeds played, a space and the violation; empty if no seed finds any
   */
  public String seedsToKill() {
    for (long i = 0; i < seeds; i++) {
      var failure = new SimulationRun(Script.of(first + i, length)).play();
      if (failure.isPresent()) {
        Throwable cause = failure.get().cause();
        return (i + 1) + " " + String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      }
    }
    return "";
  }
}
