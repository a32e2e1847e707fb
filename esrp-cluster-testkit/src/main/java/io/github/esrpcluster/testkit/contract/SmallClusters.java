package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Every cluster of up to {@value #MAX_MEMBERS} members: each place is empty or has a member in one
 * of the element states, which makes {@value #COUNT} views, including the empty one.
 *
 * <p>The places differ, so that a policy that confuses them is found: weights are 1, 2, 5, 10 and
 * 17, loads rise from none to 1.5, and sites are assigned in turn. Immutable and thread-safe; the
 * views are built once for each list of sites.
 */
public final class SmallClusters {
  /** The number of members of the largest cluster. */
  public static final int MAX_MEMBERS = 5;

  /** The number of clusters: {@value}. */
  public static final int COUNT = 1 << (3 * MAX_MEMBERS);

  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final ElementState[] STATES = ElementState.values();
  private static final double[] LOADS = {0, 0.3, 0.6, 0.95, 1.5};
  private static final Map<List<String>, SmallClusters> CACHE = new ConcurrentHashMap<>();

  private final List<List<Member>> members; // by place, then by state
  private final List<ClusterView> views; // by number

  private SmallClusters(List<String> sites) {
    members = IntStream.range(0, MAX_MEMBERS).mapToObj(place -> inEachState(place, sites)).toList();
    views = IntStream.range(0, COUNT).mapToObj(this::view).toList();
  }

  /**
   * Returns the clusters whose members are in these sites.
   *
   * @throws IllegalArgumentException if the list is empty
   */
  public static SmallClusters in(List<String> sites) {
    if (sites.isEmpty()) {
      throw new IllegalArgumentException("no sites: give at least one for the members");
    }
    return CACHE.computeIfAbsent(List.copyOf(sites), SmallClusters::new);
  }

  /** Returns all views, without a previous verdict. */
  public List<ClusterView> views() {
    return views;
  }

  /**
   * Passes every step in which one member changes to a better state (in the declaration order of
   * {@link ElementState}) and nothing else changes.
   */
  void forEachImprovement(Consumer<Improvement> consumer) {
    for (int number = 0; number < COUNT; number++) {
      for (int place = 0; place < MAX_MEMBERS; place++) {
        int from = digit(number, place);
        for (int to = 1; to < from; to++) {
          int better = number - ((from - to) << (3 * place));
          consumer.accept(new Improvement(number, better, STATES[from - 1], STATES[to - 1]));
        }
      }
    }
  }

  /** The indexes of the views before and after one member changed to a better state. */
  record Improvement(int before, int after, ElementState from, ElementState to) {}

  /** Returns the largest cluster with all its members normal and without a load. */
  static ClusterView healthy(List<String> sites) {
    return ClusterView.of(
        SERVICE,
        IntStream.range(0, MAX_MEMBERS)
            .mapToObj(place -> registration(SERVICE, place, sites))
            .map(registration -> member(registration, ElementState.NORMAL, 0))
            .toList());
  }

  /** Returns clusters of this service: empty, with one member in each state, and mixed ones. */
  static List<ClusterView> ofService(ServiceId service, List<String> sites) {
    List<ClusterView> views = new ArrayList<>();
    for (int count = 0; count <= MAX_MEMBERS; count++) {
      for (int shift = 0; shift < STATES.length; shift++) {
        List<Member> members = new ArrayList<>();
        for (int place = 0; place < count; place++) {
          ElementState state = STATES[(shift + place * place) % STATES.length];
          members.add(member(registration(service, place, sites), state, LOADS[place]));
        }
        views.add(ClusterView.of(service, members));
      }
    }
    return views;
  }

  /** Returns 0 if the place is empty, otherwise 1 more than the ordinal of the state. */
  private static int digit(int number, int place) {
    return (number >> (3 * place)) & 7;
  }

  private ClusterView view(int number) {
    List<Member> present = new ArrayList<>(MAX_MEMBERS);
    for (int place = 0; place < MAX_MEMBERS; place++) {
      int digit = digit(number, place);
      if (digit > 0) {
        present.add(members.get(place).get(digit - 1));
      }
    }
    return ClusterView.of(SERVICE, present);
  }

  private static List<Member> inEachState(int place, List<String> sites) {
    Registration registration = registration(SERVICE, place, sites);
    return IntStream.range(0, STATES.length)
        .mapToObj(ordinal -> member(registration, STATES[ordinal], LOADS[place]))
        .toList();
  }

  private static Registration registration(ServiceId service, int place, List<String> sites) {
    return Registration.builder(service, NodeId.of("esrp" + place + ".example.org"))
        .weight(1 + place * place)
        .site(sites.get(place % sites.size()))
        .build();
  }

  private static Member member(Registration registration, ElementState state, double load) {
    Member.Builder member = Member.builder(registration);
    if (state == ElementState.UNREACHABLE) {
      return member.report(report(registration, ElementState.NORMAL, load)).expired().build();
    }
    return member.report(report(registration, state, load)).build();
  }

  private static NodeStatus report(Registration registration, ElementState state, double load) {
    NodeStatus.Builder report = NodeStatus.builder(registration.node(), state);
    return load == 0 ? report.build() : report.load(load).build();
  }
}
