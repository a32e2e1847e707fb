package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Clusters of any size. */
final class LargeClusters {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final ElementState[] STATES = ElementState.values();
  private static final int HEAVY_STEPS = 20;
  private static final Map<List<String>, List<HeavyCluster>> HEAVY = new ConcurrentHashMap<>();

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

  /**
   * Returns heavy clusters of two sizes. The weight of 10,000 members fits an {@code int}, but not
   * its product with 100; the weight of 40,000 members does not fit.
   */
  static List<HeavyCluster> heavy(List<String> sites) {
    return HEAVY.computeIfAbsent(
        List.copyOf(sites), in -> Stream.of(10_000, 40_000).map(size -> heavy(size, in)).toList());
  }

  private static HeavyCluster heavy(int size, List<String> sites) {
    List<Member> light = members(size, Registration.MIN_WEIGHT, sites, ElementState.NORMAL);
    List<Member> normal = members(size, Registration.MAX_WEIGHT, sites, ElementState.NORMAL);
    List<Member> down = members(size, Registration.MAX_WEIGHT, sites, ElementState.DOWN);
    List<ClusterView> recovering =
        IntStream.rangeClosed(0, HEAVY_STEPS)
            .map(step -> size / HEAVY_STEPS * step)
            .mapToObj(up -> Stream.concat(normal.stream().limit(up), down.stream().skip(up)))
            .map(members -> ClusterView.of(SERVICE, members.toList()))
            .toList();
    return new HeavyCluster(recovering, ClusterView.of(SERVICE, light));
  }

  private static List<Member> members(
      int size, int weight, List<String> sites, ElementState state) {
    return IntStream.range(0, size)
        .mapToObj(
            i ->
                Registration.builder(SERVICE, NodeId.of("esrp" + i + ".example.org"))
                    .weight(weight)
                    .site(sites.get(i % sites.size())))
        .map(registration -> Member.builder(registration.build()).report(state).build())
        .toList();
  }

  /**
   * Holds a cluster whose members have the largest weight.
   *
   * @param recovering the cluster with 0 %, 5 % and so on to 100 % of its members normal, the
   *     others down
   * @param light the cluster with all members normal and of the smallest weight
   */
  record HeavyCluster(List<ClusterView> recovering, ClusterView light) {}

  private static ClusterView cluster(int size, IntFunction<ElementState> state, int perSite) {
    ClusterViewBuilder builder = ClusterViewBuilder.of(SERVICE);
    for (int i = 0; i < size; i++) {
      builder.site("site" + i / perSite);
      builder.node("esrp" + i + ".example.org", state.apply(i), 1 + i % 7);
    }
    return builder.build();
  }
}
