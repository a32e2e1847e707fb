package io.github.esrpcluster.benchmarks;

import static io.github.esrpcluster.benchmarks.Contender.ESRP;
import static io.github.esrpcluster.benchmarks.Contender.EUREKA;
import static io.github.esrpcluster.benchmarks.Contender.GRPC;
import static io.github.esrpcluster.benchmarks.Contender.LOWER_BOUND;
import static io.github.esrpcluster.benchmarks.Contender.NAIVE_BASELINE;
import static io.github.esrpcluster.benchmarks.Contender.SPRING;
import static io.github.esrpcluster.benchmarks.Ratio.Goal.atLeast;
import static io.github.esrpcluster.benchmarks.Ratio.Goal.atMost;

import io.github.esrpcluster.benchmarks.Ratio.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is measured, as ratios; a run measures what the ratios need and nothing else. */
final class Ratios {
  private static final double FLAT = 1.3;

  private final List<Ratio> all = new ArrayList<>();

  private Ratios() {}

  static List<Ratio> all() {
    Ratios ratios = new Ratios();
    ratios.statusChange();
    ratios.renewal();
    ratios.readStatus();
    ratios.route();
    ratios.registerRelease();
    ratios.leaseStorm();
    ratios.transmission();
    ratios.registrations();
    return List.copyOf(ratios.all);
  }

  private void statusChange() {
    String op = "statusChange";
    speed(op, "1000x10", EUREKA, atLeast(50), true);
    speed(op, "1000x10", NAIVE_BASELINE, null, true);
    speed(op, "1000x10", SPRING, null, true);
    speed(op, "1x1000", NAIVE_BASELINE, null, false);
    speed(op, "1000x10", LOWER_BOUND, atLeast(0.8), true);
    speed(op, "1000x100", LOWER_BOUND, atLeast(0.8), false);
    speed(op, "100000x10", LOWER_BOUND, atLeast(0.8), false);
    onTwoThreads(op, atLeast(0.8), false);
    growth(op, "1x1000", atMost(FLAT), true);
    growth(op, "1x10000", atMost(1.5), true);
    String lowerBound = op + ".1x10000.growthOfLowerBound";
    add(
        lowerBound,
        Measure.of(op, LOWER_BOUND, "1x10000"),
        Measure.of(op, LOWER_BOUND, "1x10"),
        null,
        false);
    growth("changeAndRoute", "1x1000", null, false);
  }

  private void renewal() {
    String op = "renewal";
    speed(op, "1000x10", EUREKA, atLeast(3), true);
    speed(op, "1000x10", NAIVE_BASELINE, null, false);
    speed(op, "1000x10", LOWER_BOUND, atLeast(1.3), true);
    speed(op, "100000x10", LOWER_BOUND, atLeast(1.3), false);
    onTwoThreads(op, atLeast(1.3), true);
    growth(op, "1x1000", atMost(FLAT), true);
  }

  private void readStatus() {
    String op = "readStatus";
    speed(op, "1000x10", EUREKA, atLeast(400), true);
    speed(op, "1000x10", LOWER_BOUND, atLeast(1), true);
    onTwoThreads(op, atLeast(1), false);
    growth(op, "1x1000", atMost(FLAT), true);
  }

  private void route() {
    String op = "route";
    speed(op, "1000x10", EUREKA, atLeast(80), true);
    speed(op, "1000x100", EUREKA, atLeast(1000), true);
    speed(op, "1000x10", GRPC, null, true);
    speed(op, "1000x10", NAIVE_BASELINE, null, false);
    speed(op, "1000x10", LOWER_BOUND, atLeast(0.8), true);
    speed(op, "100000x10", LOWER_BOUND, atLeast(0.8), false);
    onTwoThreads(op, atLeast(0.8), false);
    growth(op, "1x1000", atMost(FLAT), true);
  }

  private void registerRelease() {
    String op = "registerRelease";
    speed(op, "1000x10", EUREKA, atLeast(10), true);
    speed(op, "1000x10", LOWER_BOUND, atLeast(0.3), true);
    speed(op, "100000x10", LOWER_BOUND, atLeast(0.3), false);
    growth(op, "1x1000", atMost(FLAT), true);
  }

  private void leaseStorm() {
    Measure ours = storm(ESRP, "1000x100");
    add("leaseStorm.1000x100.vsEureka", storm(EUREKA, "1000x100"), ours, atLeast(10), true);
    add("leaseStorm.1000x100.vsNaiveBaseline", storm(NAIVE_BASELINE, "1000x100"), ours, null, true);
    // Ten times the leases: linear is 10.
    add("leaseStorm.1000x100.growth", ours, storm(ESRP, "100x100"), atMost(10 * FLAT), true);
  }

  private static Measure storm(Contender contender, String shape) {
    return Measure.of("LeaseStorm.leaseStorm", contender, shape, Measure.SCORE);
  }

  private void transmission() {
    for (String percentile : List.of("p50", "p99", "p99.9")) {
      Goal goal = percentile.equals("p99") ? atMost(3) : null;
      add(
          "reportToPublisher." + percentile + ".vsLowerBound",
          Measure.of("HandOver.reportToPublisher", percentile),
          Measure.of("HandOver.bareHandOver", percentile),
          goal,
          true);
    }
    add(
        "fanOut.1000publishers.vsLowerBound",
        Measure.of("HandOver.reportToPublisher", "p50").with("publishers", "1000"),
        Measure.of("HandOver.bareHandOver", "p50").with("publishers", "1000"),
        null,
        true);
    Measure others = Measure.of("SleepingPublisher.otherPublisher", "p99");
    add(
        "sleepingPublisher.p99.growth",
        others.with("asleep", "true"),
        others.with("asleep", "false"),
        atMost(1.5),
        true);
    Measure heap = Measure.of("SleepingPublisher.heap", "heapRatio");
    add(
        "sleepingPublisher.heap.growth",
        heap.with("asleep", "true"),
        heap.with("asleep", "false"),
        atMost(1.05),
        true);
  }

  private void registrations() {
    Measure ours = heap(ESRP, "1000x100");
    add(
        "heapPerRegistration.1000x100.vsEureka",
        ours,
        heap(EUREKA, "1000x100"),
        atMost(0.35),
        true);
    add(
        "heapPerRegistration.1000x100.vsLowerBound",
        ours,
        heap(LOWER_BOUND, "1000x100"),
        atMost(1.6),
        true);
    add("heapPerRegistration.100000x10.growth", heap(ESRP, "100000x10"), ours, atMost(FLAT), false);
    add("restart.100000x10.vsEureka", restart(EUREKA), restart(ESRP), null, false);
    add("restart.100000x10.vsLowerBound", restart(LOWER_BOUND), restart(ESRP), null, false);
  }

  private static Measure heap(Contender contender, String shape) {
    return Measure.of("Registrations.heap", contender, shape, "perRegistration");
  }

  private static Measure restart(Contender contender) {
    return Measure.of("Registrations.restart", contender, "100000x10", Measure.SCORE);
  }

  /** How many times as fast as they do it. */
  private void speed(String op, String shape, Contender them, @Nullable Goal goal, boolean quick) {
    String name = op + "." + shape + ".vs" + titled(them);
    add(name, Measure.of(op, them, shape), Measure.of(op, ESRP, shape), goal, quick);
  }

  private void onTwoThreads(String op, Goal goal, boolean quick) {
    add(
        op + ".1000x10.twoThreads.vsLowerBound",
        Measure.of(op, LOWER_BOUND, "1000x10").onThreads(2),
        Measure.of(op, ESRP, "1000x10").onThreads(2),
        goal,
        quick);
  }

  /** What it costs with many nodes, over the cost with ten. */
  private void growth(String op, String shape, @Nullable Goal goal, boolean quick) {
    String name = op + "." + shape + ".growth";
    add(name, Measure.of(op, ESRP, shape), Measure.of(op, ESRP, "1x10"), goal, quick);
  }

  private void add(String name, Measure over, Measure under, @Nullable Goal goal, boolean quick) {
    all.add(new Ratio(name, over, under, goal, quick));
  }

  /** {@code LowerBound} for {@code LOWER_BOUND}. */
  private static String titled(Contender contender) {
    return Stream.of(contender.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
