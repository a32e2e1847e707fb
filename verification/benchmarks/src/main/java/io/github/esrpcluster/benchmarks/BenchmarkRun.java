package io.github.esrpcluster.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs jobs by JMH, each in its own JVM. */
final class BenchmarkRun {
  private static final String PACKAGE = BenchmarkRun.class.getPackageName() + ".";

  private final boolean quick;

  BenchmarkRun(boolean quick) {
    this.quick = quick;
  }

  /** Returns all numbers of one job, by the names that {@link Measure#value} uses. */
  Map<String, Double> of(Job job) throws RunnerException {
    Collection<RunResult> results = new Runner(options(job).build()).run();
    if (results.size() != 1) {
      throw new IllegalStateException(job + " is not one benchmark but " + results.size());
    }
    RunResult result = results.iterator().next();
    Map<String, Double> values = new HashMap<>();
    Statistics times = result.getPrimaryResult().getStatistics();
    values.put("p50", times.getPercentile(50));
    values.put("p99", times.getPercentile(99));
    values.put("p99.9", times.getPercentile(99.9));
    values.put(Measure.SCORE, score(result));
    for (Map.Entry<String, Result> second : result.getSecondaryResults().entrySet()) {
      values.put(second.getKey(), second.getValue().getStatistics().getPercentile(50));
    }
    return values;
  }

  /**
   * Returns the best of the iterations: other load on the machine only makes an iteration slower.
   */
  private static double score(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
        .min()
        .orElseThrow();
  }

  private ChainedOptionsBuilder options(Job job) {
    boolean once = countsBytes(job) || job.benchmark().endsWith(".restart");
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + (PACKAGE + job.benchmark()).replace(".", "\\.") + "$")
            .threads(job.threads())
            .forks(1)
            .warmupIterations(once ? 0 : 2)
            .warmupTime(TimeValue.milliseconds(quick ? 400 : 500))
            .measurementIterations(once ? 1 : quick ? 5 : 6)
            .measurementTime(TimeValue.milliseconds(quick ? 150 : 300))
            .timeout(TimeValue.minutes(3))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .timeUnit(TimeUnit.NANOSECONDS)
            // A heap that grows is touched while an operation is measured: pauses of 0.3 s.
            .jvmArgs(
                "-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch", collectorFor(job), compilerFor(job));
    job.parameters().forEach(options::param);
    return options;
  }

  /**
   * Returns the serial collector where the bytes in use are counted, since it needs least for
   * itself; while other threads allocate, its count would differ from run to run.
   */
  private static String collectorFor(Job job) {
    return job.benchmark().startsWith("Registrations") && countsBytes(job)
        ? "-XX:+UseSerialGC"
        : "-XX:+UseG1GC";
  }

  /** Returns the option by which bytes allocated do not depend on when the compiler gets a core. */
  private static String compilerFor(Job job) {
    return job.benchmark().startsWith("Allocations") ? "-Xbatch" : "-XX:+BackgroundCompilation";
  }

  private static boolean countsBytes(Job job) {
    return job.benchmark().endsWith(".heap") || job.benchmark().startsWith("Allocations");
  }
}
