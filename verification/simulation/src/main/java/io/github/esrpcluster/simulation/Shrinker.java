package io.github.esrpcluster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leaves out steps of a failing script for as long as it fails in the same way. */
final class Shrinker {
  private static final int MOST_RUNS = 2_000;

  private Failure shortest;
  private int runs;

  private Shrinker(Failure failure) {
    shortest = failure;
  }

  static Failure shrink(Failure failure) {
    Shrinker shrinker = new Shrinker(failure);
    shrinker.tryWith(
        shrinker.steps().subList(0, Math.min(failure.step(), shrinker.steps().size())));
    for (int chunk = shrinker.steps().size() / 2; chunk > 0; chunk /= 2) {
      shrinker.leaveOut(chunk);
    }
    shrinker.leaveOut(1);
    return shrinker.shortest;
  }

  private List<Step> steps() {
    return shortest.script().steps();
  }

  private void leaveOut(int chunk) {
    for (int from = steps().size() - chunk; from >= 0 && runs < MOST_RUNS; from -= chunk) {
      List<Step> fewer = new ArrayList<>(steps());
      fewer.subList(from, Math.min(from + chunk, fewer.size())).clear();
      tryWith(fewer);
    }
  }

  private void tryWith(List<Step> fewer) {
    runs++;
    Optional<Failure> failure = new SimulationRun(shortest.script().with(fewer)).play();
    failure.filter(shortest::isLike).ifPresent(shorter -> shortest = shorter);
  }
}
