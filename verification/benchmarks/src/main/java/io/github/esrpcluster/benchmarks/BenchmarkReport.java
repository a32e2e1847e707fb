package io.github.esrpcluster.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Computes the ratios from the measures of all rounds. */
final class BenchmarkReport {
  private final List<Ratio> ratios;
  private final List<Map<Job, Map<String, Double>>> rounds;

  BenchmarkReport(List<Ratio> ratios, List<Map<Job, Map<String, Double>>> rounds) {
    this.ratios = ratios;
    this.rounds = rounds;
  }

  /** Returns the median of each ratio, by its name. */
  Map<String, Double> medians() {
    Map<String, Double> medians = new LinkedHashMap<>();
    ratios.forEach(ratio -> medians.put(ratio.name(), rounded(median(ofEachRound(ratio)))));
    return medians;
  }

  /** Returns every number measured, by job, value and round; times in nanoseconds. */
  Map<String, Map<String, List<Double>>> measures() {
    Map<String, Map<String, List<Double>>> all = new LinkedHashMap<>();
    for (Job job : rounds.get(0).keySet()) {
      Map<String, List<Double>> values = new LinkedHashMap<>();
      for (String value : rounds.get(0).get(job).keySet()) {
        values.put(value, rounds.stream().map(round -> round.get(job).get(value)).toList());
      }
      all.put(job.toString(), values);
    }
    return all;
  }

  /** Returns one line for each ratio: name, median, spread over the rounds, goal, met or not. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append("| ratio | median | min..max | goal | |\n|---|--:|--:|--:|---|\n");
    for (Ratio ratio : ratios) {
      double[] values = ofEachRound(ratio);
      double median = median(values);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s..%s | %s | %s |%n",
              ratio.name(),
              text(median),
              text(values[0]),
              text(values[values.length - 1]),
              ratio.goal() == null ? "" : ratio.goal(),
              ratio.verdict(rounded(median))));
    }
    return table.toString();
  }

  /** Sorted. */
  private double[] ofEachRound(Ratio ratio) {
    return rounds.stream().mapToDouble(round -> value(round, ratio)).sorted().toArray();
  }

  private static double value(Map<Job, Map<String, Double>> round, Ratio ratio) {
    Measure under = ratio.under();
    double over = value(round, ratio.over());
    return under == null ? over : over / value(round, under);
  }

  private static double value(Map<Job, Map<String, Double>> round, Measure measure) {
    Map<String, Double> values = Objects.requireNonNull(round.get(measure.job()));
    return Objects.requireNonNull(values.get(measure.value()), measure::toString);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double rounded(double value) {
    return Double.parseDouble(text(value));
  }

  /** The machine is too noisy for more than three digits. */
  private static String text(double value) {
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
