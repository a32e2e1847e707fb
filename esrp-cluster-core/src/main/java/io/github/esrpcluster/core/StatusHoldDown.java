package io.github.esrpcluster.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Delays improvements, never deteriorations: shows the worst finding within the last hold-down. A
 * finding that a better one replaced counts until a hold-down after its replacement.
 *
 * <p>Not thread-safe: the cluster's lock guards it.
 *
 * @param <F> the findings: verdicts or postures
 */
final class StatusHoldDown<F> {
  /** A finding that a better one replaced, and when it no longer counts. */
  private record Replaced<F>(F finding, long until) {}

  private final long nanos;
  private final BiPredicate<F, F> better;

  /**
   * From the worst to the best, and so from the first to be over to the last. All are worse than
   * the newest finding: each state occurs once.
   */
  private final Deque<Replaced<F>> replaced = new ArrayDeque<>();

  private @Nullable F newest;

  /**
   * @param better whether the first of two findings is better than the second
   */
  StatusHoldDown(long nanos, BiPredicate<F, F> better) {
    this.nanos = nanos;
    this.better = better;
  }

  /** Returns the finding to publish, given the newest one. */
  F show(F found, long now) {
    removeOver(now);
    F before = newest;
    if (before != null && better.test(found, before)) {
      replaced.addLast(new Replaced<>(before, now + nanos));
    } else {
      removeNotWorseThan(found);
    }
    newest = found;
    return replaced.isEmpty() ? found : replaced.getFirst().finding;
  }

  private void removeOver(long now) {
    while (!replaced.isEmpty() && now - replaced.getFirst().until >= 0) {
      replaced.removeFirst();
    }
  }

  private void removeNotWorseThan(F found) {
    while (!replaced.isEmpty() && !better.test(found, replaced.getLast().finding)) {
      replaced.removeLast();
    }
  }

  /** Forgets all findings: the next one shows at once. */
  void reset() {
    replaced.clear();
    newest = null;
  }

  /** Returns the finding that shows next if no worse one comes; empty if none waits. */
  Optional<F> held() {
    return replaced.isEmpty()
        ? Optional.empty()
        : replaced.stream()
            .skip(1)
            .findFirst()
            .map(Replaced::finding)
            .or(() -> Optional.ofNullable(newest));
  }

  /** Returns how long that finding still waits, in nanoseconds; zero if none waits. */
  long left(long now) {
    return replaced.isEmpty() ? 0 : Math.max(0, replaced.getFirst().until - now);
  }
}
