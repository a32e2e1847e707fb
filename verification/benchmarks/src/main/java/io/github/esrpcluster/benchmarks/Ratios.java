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

/** Everything that the report shows. A run measures what the ratios need and nothing else. */
final class Ratios {
  /** At least so many times as fast as Eureka's registry, in every operation. */
  private static final Goal VS_EUREKA = atLeast(10);

  /** Never slower than the naive baseline at ten nodes. */
  private static final Goal VS_NAIVE_BASELINE = atLeast(1);

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
    ratios.notification();
    ratios.registrations();
    return List.copyOf(ratios.all);
  }

  private void statusChange() {
    String op = "statusChange";
    usual(op, atMost(300));
    speed(op, "1000x10", SPRING, null, false);
    speed(op, "1x1000", NAIVE_BASELINE, null, false);
    speed(op, "1000x100", LOWER_BOUND, null, false);
    speed(op, "100000x10", LOWER_BOUND, null, false);
    onTwoThreads(op);
    growth(op, "1x10000", atMost(1.5), false);
    add(
        op + ".1x10000.growthOfLowerBound",
        Measure.of(op, LOWER_BOUND, "1x10000"),
        Measure.of(op, LOWER_BOUND, "1x10"),
        null,
        false);
    growth("changeAndRoute", "1x1000", null, false);
  }

  private void renewal() {
    String op = "renewal";
    usual(op, atMost(1));
    speed(op, "100000x10", LOWER_BOUND, null, false);
    onTwoThreads(op);
  }

  private void readStatus() {
    String op = "readStatus";
    usual(op, atMost(1));
    onTwoThreads(op);
  }

  private void route() {
    String op = "route";
    usual(op, atMost(25));
    speed(op, "1000x100", EUREKA, VS_EUREKA, false);
    speed(op, "1000x10", GRPC, null, false);
    speed(op, "100000x10", LOWER_BOUND, null, false);
    onTwoThreads(op);
  }

  private void registerRelease() {
    String op = "registerRelease";
    usual(op, atMost(960));
    speed(op, "100000x10", LOWER_BOUND, null, false);
  }

  private void leaseStorm() {
    Measure ours = storm(ESRP, "1000x100");
    add("leaseStorm.1000x100.vsEureka", storm(EUREKA, "1000x100"), ours, VS_EUREKA, true);
    add(
        "leaseStorm.1000x100.vsNaiveBaseline",
        storm(NAIVE_BASELINE, "1000x100"),
        ours,
        null,
        false);
    // Ten times the leases: linear is 10.
    add("leaseStorm.1000x100.growth", ours, storm(ESRP, "100x100"), atMost(10 * FLAT), false);
  }

  private static Measure storm(Contender contender, String shape) {
    return Measure.of("LeaseStorm.leaseStorm", contender, shape, Measure.SCORE);
  }

  private void notification() {
    for (String percentile : List.of("p50", "p99", "p99.9")) {
      Goal goal = percentile.equals("p99") ? atMost(3) : null;
      add(
          "reportToPublisher." + percentile + ".vsLowerBound",
          Measure.of("HandOver.reportToPublisher", percentile),
          Measure.of("HandOver.bareHandOver", percentile),
          goal,
          false);
    }
    add(
        "fanOut.1000publishers.vsLowerBound",
        Measure.of("HandOver.reportToPublisher", "p50").with("publishers", "1000"),
        Measure.of("HandOver.bareHandOver", "p50").with("publishers", "1000"),
        null,
        false);
    Measure others = Measure.of("SleepingPublisher.otherPublisher", "p99");
    add(
        "sleepingPublisher.p99.growth",
        others.with("asleep", "true"),
        others.with("asleep", "false"),
        atMost(1.5),
        false);
    Measure heap = Measure.of("SleepingPublisher.heap", "heapRatio");
    add(
        "sleepingPublisher.heap.growth",
        heap.with("asleep", "true"),
        heap.with("asleep", "false"),
        atMost(1.05),
        false);
  }

  private void registrations() {
    Measure ours = heap(ESRP, "1000x100");
    add(
        "heapPerRegistration.1000x100.vsEureka",
        ours,
        heap(EUREKA, "1000x100"),
        atMost(0.35),
        false);
    add(
        "heapPerRegistration.1000x100.vsLowerBound",
        ours,
        heap(LOWER_BOUND, "1000x100"),
        null,
        false);
    add("heapPerRegistration.100000x10.growth", heap(ESRP, "100000x10"), ours, atMost(FLAT), false);
    add("restart.100000x10.vsEureka", restart(EUREKA), restart(ESRP), VS_EUREKA, false);
    add("restart.100000x10.vsLowerBound", restart(LOWER_BOUND), restart(ESRP), null, false);
  }

  private static Measure heap(Contender contender, String shape) {
    return Measure.of("Registrations.heap", contender, shape, "perRegistration");
  }

  private static Measure restart(Contender contender) {
    return Measure.of("Registrations.restart", contender, "100000x10", Measure.SCORE);
  }

  /** Adds what the quick run shows of each operation within the process. */
  private void usual(String op, Goal bytes) {
    String shape = "1000x10";
    speed(op, shape, EUREKA, VS_EUREKA, true);
    speed(op, shape, NAIVE_BASELINE, VS_NAIVE_BASELINE, true);
    speed(op, shape, LOWER_BOUND, null, true);
    growth(op, "1x1000", atMost(FLAT), true);
    String name = op + "." + shape + ".bytes";
    all.add(Ratio.plain(name, Measure.bytesOf(op, ESRP, shape), bytes, true));
    all.add(
        Ratio.plain(
            name + "OfNaiveBaseline", Measure.bytesOf(op, NAIVE_BASELINE, shape), null, true));
  }

  /** Adds how many times as fast as another contender the library is. */
  private void speed(String op, String shape, Contender other, @Nullable Goal goal, boolean quick) {
    String name = op + "." + shape + ".vs" + titled(other);
    add(name, Measure.of(op, other, shape), Measure.of(op, ESRP, shape), goal, quick);
  }

  private void onTwoThreads(String op) {
    add(
        op + ".1000x10.twoThreads.vsLowerBound",
        Measure.of(op, LOWER_BOUND, "1000x10").onThreads(2),
        Measure.of(op, ESRP, "1000x10").onThreads(2),
        null,
        false);
  }

  /** Adds the time with many nodes, divided by the time with ten. */
  private void growth(String op, String shape, @Nullable Goal goal, boolean quick) {
    String name = op + "." + shape + ".growth";
    add(name, Measure.of(op, ESRP, shape), Measure.of(op, ESRP, "1x10"), goal, quick);
  }

  private void add(String name, Measure over, Measure under, @Nullable Goal goal, boolean quick) {
    all.add(new Ratio(name, over, under, goal, quick));
  }

  /** Returns {@code LowerBound} for {@code LOWER_BOUND}. */
  private static String titled(Contender contender) {
    return Stream.of(contender.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
