package io.github.esrpcluster.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hold-down as it is documented: the worst verdict found within the last hold-down shows. Keeps
 * every verdict and looks at all of them. An end of the hold-down shows when the manager looks.
 */
final class Hold {
  private record Found(ModelVerdict verdict, long from) {}

  private final long length;
  private final List<Found> all = new ArrayList<>();

  /** When the manager looked last. */
  private long looked;

  Hold(long length) {
    this.length = length;
  }

  void add(ModelVerdict verdict, long now) {
    looked = now;
    all.add(new Found(verdict, now));
  }

  /** The manager has found that the hold-down is over. */
  void release(long now) {
    looked = now;
  }

  /** Forgets all verdicts: the next one shows at once. */
  void reset() {
    all.clear();
  }

  private int last() {
    return all.size() - 1;
  }

  /** Returns whether this verdict counts: it is the last, or was replaced within the hold-down. */
  private boolean counts(int index) {
    return index == last() || looked - all.get(index + 1).from() < length;
  }

  /** Returns the newest of the worst verdicts that count; -1 before the first. */
  private int worst() {
    int worst = last();
    for (int index = last() - 1; index >= 0; index--) {
      if (counts(index) && all.get(worst).verdict().betterThan(all.get(index).verdict())) {
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

  /** Returns when the verdict that shows no longer counts; only if an improvement waits. */
  long end() {
    return all.get(worst() + 1).from() + length;
  }

  /** Returns the verdict that shows; null before the first. */
  @Nullable ModelVerdict shown() {
    return all.isEmpty() ? null : all.get(worst()).verdict();
  }
}
