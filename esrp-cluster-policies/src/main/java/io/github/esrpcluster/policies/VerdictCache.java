package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last verdict of a policy in each state. The same policy evaluates many services, and
 * services of equal size get equal verdicts.
 *
 * <p>Thread-safe: entries are immutable, and compared before they are used.
 */
@SuppressWarnings("EnumOrdinal") // an array indexed by state: read at every evaluation
final class VerdictCache {
  private record Entry(long needed, long whole, Verdict verdict) {}

  private final LongFunction<String> ofWhole;
  private final @Nullable Entry[] last = new Entry[ServiceState.values().length];

  /**
   * @param ofWhole the end of the reason, such as {@code " of 3 nodes"}
   */
  VerdictCache(LongFunction<String> ofWhole) {
    this.ofWhole = ofWhole;
  }

  String of(long whole) {
    return ofWhole.apply(whole);
  }

  /** Returns the verdict for these numbers, if it was the last one in this state. */
  @Nullable Verdict find(ServiceState state, long needed, long whole) {
    Entry entry = last[state.ordinal()];
    return entry != null && entry.needed == needed && entry.whole == whole ? entry.verdict : null;
  }

  /** Keeps the verdict for these numbers and returns it. */
  Verdict keep(long needed, long whole, Verdict verdict) {
    last[verdict.state().ordinal()] = new Entry(needed, whole, verdict); // a race keeps either
    return verdict;
  }
}
