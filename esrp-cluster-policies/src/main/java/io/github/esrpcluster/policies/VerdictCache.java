package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last verdict of one policy in each state. One policy evaluates all services at every
 * change, and services of one size get the same verdict.
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

  /** Returns the verdict for these numbers, which is created if it is not the last one. */
  Verdict get(ServiceState state, long needed, long whole, Supplier<Verdict> created) {
    Entry entry = last[state.ordinal()];
    if (entry == null || entry.needed != needed || entry.whole != whole) {
      entry = new Entry(needed, whole, created.get());
      last[state.ordinal()] = entry; // a race creates equal verdicts
    }
    return entry.verdict;
  }
}
