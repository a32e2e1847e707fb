package io.github.esrpcluster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The hold-down as it is documented: the worst finding within the last hold-down shows. Keeps every
 * finding and looks at all of them. An end of the hold-down shows when the manager looks.
 *
 * @param <F> the findings: verdicts or postures
 */
final class Hold<F> {
  private record Found<F>(F finding, long from) {}

  private final long length;
  private final BiPredicate<F, F> better;
  private final List<Found<F>> all = new ArrayList<>();

  /** When the manager looked last. */
  private long looked;

  Hold(long length, BiPredicate<F, F> better) {
    this.length = length;
    this.better = better;
  }

  void add(F finding, long now) {
    looked = now;
    all.add(new Found<>(finding, now));
  }

  /** The manager has found that the hold-down is over. */
  void release(long now) {
    looked = now;
  }

  /** Forgets all findings: the next one shows at once. */
  void reset() {
    all.clear();
  }

  private int last() {
    return all.size() - 1;
  }

  /** Returns whether this finding counts: it is the last, or was replaced within the hold-down. */
  private boolean counts(int index) {
    return index == last() || looked - all.get(index + 1).from() < length;
  }

  /** Returns the newest of the worst findings that count; -1 before the first. */
  private int worst() {
    int worst = last();
    for (int index = last() - 1; index >= 0; index--) {
      if (counts(index) && better.test(all.get(worst).finding(), all.get(index).finding())) {
        worst = index;
      }
    }
    return worst;
  }

  boolean holds() {
    return worst() != last();
  }

  boolean isOver(long now) {
    return now >= end();
  }

  /** Returns when the finding that shows no longer counts; only if an improvement waits. */
  long end() {
    return all.get(worst() + 1).from() + length;
  }

  /** Returns the finding that shows; null before the first. */
  @Nullable F shown() {
    return all.isEmpty() ? null : all.get(worst()).finding();
  }
}
