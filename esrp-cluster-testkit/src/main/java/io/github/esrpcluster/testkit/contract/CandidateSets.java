package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Members among whom a pick is made: as many and as odd as a service may have. */
final class CandidateSets {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final double[] LOADS = {0, 0.5, 0.5, 1, 1.5, Double.MAX_VALUE};

  private CandidateSets() {}

  /** Sets of one, two and more, which differ in all that members can differ in. */
  static Stream<List<Member>> small() {
    return Stream.of(
        set(1, i -> alike(i)),
        set(2, i -> alike(i)),
        set(7, i -> alike(i)),
        set(1, i -> weighing(i, Registration.MAX_WEIGHT)),
        set(3, i -> weighing(i, Registration.MAX_WEIGHT)),
        set(2, i -> weighing(i, i == 0 ? Registration.MIN_WEIGHT : Registration.MAX_WEIGHT)),
        set(4, i -> weighing(i, 1 + i * i)),
        set(5, i -> preferred(i, Registration.MAX_PREFERENCE - i)),
        set(6, i -> preferred(i, 1 + i / 2)),
        set(LOADS.length, i -> loaded(i, LOADS[i])),
        set(4, i -> i % 2 == 0 ? alike(i) : loaded(i, 0.9)),
        set(3, i -> member(i).report(ElementState.SERVICE_DISRUPTION).build()),
        set(3, i -> member(i).report(ElementState.NORMAL).expired().build()),
        set(2, i -> member(i).build())); // as a last resort: never heard of
  }

  /** Those, and one of ten thousand. */
  static Stream<List<Member>> all() {
    return Stream.concat(small(), Stream.of(various(10_000)));
  }

  /** So many, no two neighbours alike. */
  static List<Member> various(int size) {
    return set(
        size,
        i ->
            Member.builder(
                    registration(i)
                        .weight(1 + i % Registration.MAX_WEIGHT)
                        .preference(1 + i % 5)
                        .build())
                .report(report(i).load(i % 11 / 10.0).build())
                .build());
  }

  /** The same in all but their weights: 1, 2, 5 and 10. */
  static List<Member> weighingDifferently() {
    return set(4, i -> weighing(i, 1 + i * i));
  }

  /** The same nodes, registered anew. */
  static List<Member> registeredAnew(List<Member> members) {
    return members.stream()
        .map(member -> Member.builder(member.registration()).epoch(member.epoch() + 1))
        .map(member -> member.report(ElementState.NORMAL).build())
        .toList();
  }

  private static List<Member> set(int size, IntFunction<Member> member) {
    return IntStream.range(0, size).mapToObj(member).toList();
  }

  private static Member alike(int number) {
    return weighing(number, Registration.MIN_WEIGHT);
  }

  private static Member weighing(int number, int weight) {
    return normal(registration(number).weight(weight));
  }

  private static Member preferred(int number, int preference) {
    return normal(registration(number).preference(preference));
  }

  private static Member loaded(int number, double load) {
    return member(number).report(report(number).load(load).build()).build();
  }

  private static Member normal(Registration.Builder registration) {
    return Member.builder(registration.build()).report(ElementState.NORMAL).build();
  }

  private static Member.Builder member(int number) {
    return Member.builder(registration(number).build());
  }

  private static NodeStatus.Builder report(int number) {
    return NodeStatus.builder(node(number), ElementState.NORMAL);
  }

  private static Registration.Builder registration(int number) {
    return Registration.builder(SERVICE, node(number));
  }

  private static NodeId node(int number) {
    return NodeId.of("esrp" + number + ".example.org");
  }
}
