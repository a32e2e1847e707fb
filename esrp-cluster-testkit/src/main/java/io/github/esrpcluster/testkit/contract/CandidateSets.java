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

/** Sets of candidates of every size and kind that a service may have. */
final class CandidateSets {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final int LARGEST = 10_000;
  private static final double[] LOADS = {0, 0.5, 0.5, 1, 1.5, Double.MAX_VALUE};

  private CandidateSets() {}

  /** Returns sets of one to seven candidates, which differ in every value of a member. */
  static Stream<List<Member>> small() {
    return Stream.of(
        set(1, i -> uniform(i)),
        set(2, i -> uniform(i)),
        set(7, i -> uniform(i)),
        set(1, i -> weighted(i, Registration.MAX_WEIGHT)),
        set(3, i -> weighted(i, Registration.MAX_WEIGHT)),
        set(2, i -> weighted(i, i == 0 ? Registration.MIN_WEIGHT : Registration.MAX_WEIGHT)),
        set(4, i -> weighted(i, 1 + i * i)),
        set(5, i -> preferred(i, Registration.MAX_PREFERENCE - i)),
        set(6, i -> preferred(i, 1 + i / 2)),
        set(LOADS.length, i -> loaded(i, LOADS[i])),
        set(4, i -> i % 2 == 0 ? uniform(i) : loaded(i, 0.9)),
        set(3, i -> member(i).report(ElementState.SERVICE_DISRUPTION).build()),
        set(3, i -> member(i).report(ElementState.NORMAL).expired().build()),
        set(2, i -> member(i).build())); // a last resort that has not reported
  }

  /** Returns the small sets, sets of services of every kind, and one of 10,000 candidates. */
  static Stream<List<Member>> all() {
    return Stream.of(
            small(),
            ServiceKinds.ALL.stream().map(service -> set(2, i -> uniform(service, i))),
            Stream.of(mixed(LARGEST)))
        .flatMap(sets -> sets);
  }

  /** Returns a set whose sum of weights does not fit an {@code int}. */
  static List<Member> heavy() {
    return set(40_000, i -> weighted(i, Registration.MAX_WEIGHT));
  }

  /** Returns this many candidates that do not differ, except in their names. */
  static List<Member> alike(int size) {
    return set(size, CandidateSets::uniform);
  }

  /** Returns two new candidates whose names occur in no other set and for no other number. */
  static List<Member> fresh(int number) {
    return set(2, i -> uniform(LARGEST + 2 * number + i));
  }

  /** Returns a set of this size; neighbours differ in weight, preference and load. */
  static List<Member> mixed(int size) {
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

  /** Returns five candidates that differ only in weight: 1, 2, 3, 4 and 7, in all a prime. */
  static List<Member> primeWeights() {
    return set(5, i -> weighted(i, i == 4 ? 7 : 1 + i));
  }

  /** Returns four candidates that differ only in weight: 1, 2, 5 and 10. */
  static List<Member> differentWeights() {
    return set(4, i -> weighted(i, 1 + i * i));
  }

  /** Returns the same nodes with the next epoch. */
  static List<Member> withNextEpoch(List<Member> members) {
    return members.stream()
        .map(member -> Member.builder(member.registration()).epoch(member.epoch() + 1))
        .map(member -> member.report(ElementState.NORMAL).build())
        .toList();
  }

  private static List<Member> set(int size, IntFunction<Member> member) {
    return IntStream.range(0, size).mapToObj(member).toList();
  }

  private static Member uniform(int number) {
    return weighted(number, Registration.MIN_WEIGHT);
  }

  private static Member uniform(ServiceId service, int number) {
    return normal(Registration.builder(service, node(number)));
  }

  private static Member weighted(int number, int weight) {
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
