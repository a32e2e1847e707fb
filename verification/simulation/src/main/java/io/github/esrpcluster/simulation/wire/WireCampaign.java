package io.github.esrpcluster.simulation.wire;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/**
 * Runs many seeds, spread over the cores; each simulation runs on one thread, apart from the
 * others.
 *
 * @param first the first seed
 * @param seeds how many
 * @param length how many steps each has
 */
public record WireCampaign(long first, long seeds, int length) {
  /** Runs all seeds, or until one finds a violation. */
  WireReport run() {
    WireReport report = new WireReport();
    AtomicBoolean found = new AtomicBoolean();
    LongStream.range(first, first + seeds)
        .parallel()
        .filter(seed -> !found.get())
        .forEach(
            seed -> {
              WireRun run = new WireRun(WireScript.of(seed, length), null);
              run.play()
                  .ifPresent(
                      failure -> {
                        found.set(true);
                        report.add(failure);
                      });
              report.add(run);
            });
    return report;
  }

  /**
   * Plays seeds one after the other until one finds a violation.
   *
   * @return the number of seeds played, a space and the violation; empty if no seed finds any
   */
  public String seedsToKill() {
    for (long i = 0; i < seeds; i++) {
      var failure = new WireRun(WireScript.of(first + i, length), null).play();
      if (failure.isPresent()) {
        Throwable cause = failure.get().cause();
        return (i + 1) + " " + String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      }
    }
    return "";
  }
}
