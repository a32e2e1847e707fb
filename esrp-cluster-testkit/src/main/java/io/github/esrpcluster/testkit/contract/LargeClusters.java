package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Clusters of any size. */
final class LargeClusters {
  private static final ElementState[] STATES = ElementState.values();

  /** The largest, built once. */
  static final List<ClusterView> LARGEST = of(10_000).toList();

  private LargeClusters() {}

  /** Returns clusters of this size: with one state or every state, in one site or many. */
  static Stream<ClusterView> of(int size) {
    return Stream.of(
        cluster(size, i -> ElementState.NORMAL, size),
        cluster(size, i -> ElementState.UNREACHABLE, size),
        cluster(size, i -> i == size - 1 ? ElementState.NORMAL : ElementState.DOWN, size),
        mixed(size),
        oneSitePerMember(size));
  }

  /** Returns a cluster with every state, in a few sites. */
  static ClusterView mixed(int size) {
    return cluster(size, i -> STATES[i % STATES.length], 1 + size / 3);
  }

  /** Returns a cluster with every state and a site for each member. */
  static ClusterView oneSitePerMember(int size) {
    return cluster(size, i -> STATES[i % STATES.length], 1);
  }

  private static ClusterView cluster(int size, IntFunction<ElementState> state, int perSite) {
    ClusterViewBuilder builder = ClusterViewBuilder.of("sip:esrp.example.org");
    for (int i = 0; i < size; i++) {
      builder.site("site" + i / perSite);
      builder.node("esrp" + i + ".example.org", state.apply(i), 1 + i % 7);
    }
    return builder.build();
  }
}
