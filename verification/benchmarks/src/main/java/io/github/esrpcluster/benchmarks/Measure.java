package io.github.esrpcluster.benchmarks;

import java.util.TreeMap;

/**
 * One number of a JMH run.
 *
 * @param job the run
 * @param value which of its numbers: {@link #SCORE}, {@code p99}, or the name of a second result
 */
record Measure(Job job, String value) {
  static final String SCORE = "score";

  /** Returns the time of an operation of {@link Operations}. */
  static Measure of(String operation, Contender contender, String shape) {
    return of("Operations." + operation, contender, shape, SCORE);
  }

  /** Returns the bytes that an operation allocates. */
  static Measure bytesOf(String operation, Contender contender, String shape) {
    return of("Allocations.allocations", contender, shape, operation);
  }

  static Measure of(String benchmark, Contender contender, String shape, String value) {
    return of(benchmark, value).with("contender", contender.name()).with("shape", shape);
  }

  static Measure of(String benchmark, String value) {
    return new Measure(new Job(benchmark, new TreeMap<>(), 1), value);
  }

  Measure with(String parameter, String set) {
    TreeMap<String, String> more = new TreeMap<>(job.parameters());
    more.put(parameter, set);
    return new Measure(new Job(job.benchmark(), more, job.threads()), value);
  }

  Measure onThreads(int threads) {
    return new Measure(new Job(job.benchmark(), job.parameters(), threads), value);
  }
}
