package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The words of one policy, and its last verdict in each state, to be given again: one policy judges
 * all services at every change, and where they are of one size they are told the same.
 *
 * <p>Thread-safe: what is remembered is immutable, and looked at before it is used.
 */
@SuppressWarnings("EnumOrdinal") // an array indexed by state: read at every judgement
final class Wording {
  private record Said(long needed, long whole, Verdict verdict) {}

  private final LongFunction<String> ofWhole;
  private final @Nullable Said[] last = new Said[ServiceState.values().length];

  /**
   * @param ofWhole of how many something is needed, as in {@code " of 3 nodes"}
   */
  Wording(LongFunction<String> ofWhole) {
    this.ofWhole = ofWhole;
  }

  String of(long whole) {
    return ofWhole.apply(whole);
  }

  /** The verdict made for these numbers. */
  Verdict verdict(ServiceState state, long needed, long whole, Supplier<Verdict> made) {
    Said said = last[state.ordinal()];
    if (said == null || said.needed != needed || said.whole != whole) {
      said = new Said(needed, whole, made.get());
      last[state.ordinal()] = said; // a race says the same twice
    }
    return said.verdict;
  }
}
