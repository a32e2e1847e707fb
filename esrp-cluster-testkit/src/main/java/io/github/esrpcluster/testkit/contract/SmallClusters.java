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
 * Every cluster of up to {@value #PLACES} members: each place is empty or has a member in one of
 * the element states, which makes {@value #COUNT} views, the empty one among them.
 *
 * <p>Places differ, so that a policy cannot confuse them: members weigh 1, 2, 5, 10 and 17, the
 * first reports no load and the last more than it can carry, and they live in the sites in turn.
 * Immutable; the views are made once for each list of sites.
 */
public final class SmallClusters {
  /** How many members the largest of them has. */
  public static final int PLACES = 5;

  /** How many clusters there are: {@value}. */
  public static final int COUNT = 1 << (3 * PLACES);

  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final ElementState[] STATES = ElementState.values();
  private static final double[] LOADS = {0, 0.3, 0.6, 0.95, 1.5};
  private static final Map<List<String>, SmallClusters> MADE = new ConcurrentHashMap<>();

  private final List<List<Member>> members; // by place, then by state
  private final List<ClusterView> views; // by number

  private SmallClusters(List<String> sites) {
    members = IntStream.range(0, PLACES).mapToObj(place -> inEachState(place, sites)).toList();
    views = IntStream.range(0, COUNT).mapToObj(this::view).toList();
  }

  /**
   * Those whose members live in these sites.
   *
   * @throws IllegalArgumentException if there is no site
   */
  public static SmallClusters in(List<String> sites) {
    if (sites.isEmpty()) {
      throw new IllegalArgumentException("no sites: name at least one for the members to live in");
    }
    return MADE.computeIfAbsent(List.copyOf(sites), SmallClusters::new);
  }

  /** All of them. None has a previous verdict. */
  public List<ClusterView> views() {
    return views;
  }

  /**
   * Tells every step by which one member comes from a state to a better one, in the order in which
   * {@link ElementState} is declared, and all else stays.
   */
  void forEachImprovement(Consumer<Improvement> consumer) {
    for (int number = 0; number < COUNT; number++) {
      for (int place = 0; place < PLACES; place++) {
        int from = digit(number, place);
        for (int to = 1; to < from; to++) {
          int better = number - ((from - to) << (3 * place));
          consumer.accept(new Improvement(number, better, STATES[from - 1], STATES[to - 1]));
        }
      }
    }
  }

  /** The numbers of the views before and after one member went from one state to a better one. */
  record Improvement(int before, int after, ElementState from, ElementState to) {}

  /** The digit of a place is 0 where nobody is, else 1 more than the ordinal of the state. */
  private static int digit(int number, int place) {
    return (number >> (3 * place)) & 7;
  }

  private ClusterView view(int number) {
    List<Member> present = new ArrayList<>(PLACES);
    for (int place = 0; place < PLACES; place++) {
      int digit = digit(number, place);
      if (digit > 0) {
        present.add(members.get(place).get(digit - 1));
      }
    }
    return ClusterView.of(SERVICE, present);
  }

  private static List<Member> inEachState(int place, List<String> sites) {
    Registration registration =
        Registration.builder(SERVICE, NodeId.of("esrp" + place + ".example.org"))
            .weight(1 + place * place)
            .site(sites.get(place % sites.size()))
            .build();
    return IntStream.range(0, STATES.length)
        .mapToObj(ordinal -> member(registration, STATES[ordinal], LOADS[place]))
        .toList();
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
