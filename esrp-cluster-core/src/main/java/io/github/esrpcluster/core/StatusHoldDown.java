package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Verdict;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Delays improvements, never deteriorations: shows the worst verdict that was found within the last
 * hold-down. A verdict that a better one replaced counts until a hold-down after its replacement.
 *
 * <p>Not thread-safe: the cluster's lock guards it.
 */
final class StatusHoldDown {
  /** A verdict that a better one replaced, and when it no longer counts. */
  private record Replaced(Verdict verdict, long until) {}

  private final long nanos;

  /**
   * From the worst to the best, and so from the first to be over to the last. All are worse than
   * the newest verdict: each state occurs once.
   */
  private final Deque<Replaced> replaced = new ArrayDeque<>();

  private @Nullable Verdict newest;

  StatusHoldDown(long nanos) {
    this.nanos = nanos;
  }

  /** Returns the verdict to publish, given the newest verdict. */
  Verdict show(Verdict found, long now) {
    removeOver(now);
    Verdict before = newest;
    if (before != null && found.state().betterThan(before.state())) {
      replaced.addLast(new Replaced(before, now + nanos));
    } else {
      removeNotWorseThan(found);
    }
    newest = found;
    return replaced.isEmpty() ? found : replaced.getFirst().verdict;
  }

  private void removeOver(long now) {
    while (!replaced.isEmpty() && now - replaced.getFirst().until >= 0) {
      replaced.removeFirst();
    }
  }

  private void removeNotWorseThan(Verdict found) {
    while (!replaced.isEmpty() && !found.state().betterThan(replaced.getLast().verdict.state())) {
      replaced.removeLast();
    }
  }

  /** Forgets all verdicts: the next one shows at once. */
  void reset() {
    replaced.clear();
    newest = null;
  }

  /** Returns the verdict that shows next if no worse one is found; empty if none waits. */
  Optional<Verdict> held() {
    return replaced.isEmpty()
        ? Optional.empty()
        : replaced.stream()
            .skip(1)
            .findFirst()
            .map(Replaced::verdict)
            .or(() -> Optional.ofNullable(newest));
  }

  /** Returns how long that verdict still waits, in nanoseconds; zero if none waits. */
  long left(long now) {
    return replaced.isEmpty() ? 0 : Math.max(0, replaced.getFirst().until - now);
  }
}
