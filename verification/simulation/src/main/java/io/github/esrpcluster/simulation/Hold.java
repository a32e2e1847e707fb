package io.github.esrpcluster.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hold-down as it is documented: a deterioration shows at once; an improvement shows when all
 * verdicts during the hold-down were better than the one that shows; then the worst of them.
 */
final class Hold {
  private final long length;
  private final List<ModelVerdict> held = new ArrayList<>();
  private long since;
  private @Nullable ModelVerdict shown;

  Hold(long length) {
    this.length = length;
  }

  void add(ModelVerdict verdict, long now) {
    if (shown == null || length == 0 || !verdict.betterThan(shown)) {
      show(verdict);
      return;
    }
    if (held.isEmpty()) {
      since = now;
    }
    held.add(verdict);
    if (isOver(now)) {
      release(now);
    }
  }

  private void show(ModelVerdict verdict) {
    shown = verdict;
    held.clear();
  }

  /** Shows the worst verdict held; a last verdict that is better is held again. */
  void release(long now) {
    ModelVerdict last = held.get(held.size() - 1);
    ModelVerdict worst = last;
    for (ModelVerdict each : held) {
      worst = worst.betterThan(each) ? each : worst;
    }
    ModelVerdict newest = newestLike(worst);
    show(newest);
    if (last.betterThan(newest)) {
      held.add(last);
      since = now;
    }
  }

  private ModelVerdict newestLike(ModelVerdict worst) {
    ModelVerdict newest = worst;
    for (ModelVerdict each : held) {
      newest = each.state() == worst.state() ? each : newest;
    }
    return newest;
  }

  boolean holds() {
    return !held.isEmpty();
  }

  boolean isOver(long now) {
    return now - since >= length;
  }

  /** When it is over. */
  long end() {
    return since + length;
  }

  /** Returns the verdict that shows; null before the first. */
  @Nullable ModelVerdict shown() {
    return shown;
  }
}
