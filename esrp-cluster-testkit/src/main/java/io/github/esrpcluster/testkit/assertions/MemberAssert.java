package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.testkit.Nodes;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Assertions on one node in one cluster. */
public final class MemberAssert extends DomainAssert<MemberAssert, Member> {
  private final List<String> context;

  private MemberAssert(Member actual, List<String> context) {
    super(actual, MemberAssert.class);
    this.context = context;
  }

  static MemberAssert of(Member actual) {
    return new MemberAssert(actual, actual == null ? List.of() : Facts.ofMembers(List.of(actual)));
  }

  /** One among these. */
  static MemberAssert among(Collection<Member> members, Member actual) {
    return new MemberAssert(actual, Facts.ofMembers(members));
  }

  /** The member counts in this state. */
  public MemberAssert inState(ElementState state) {
    Objects.requireNonNull(state, "state");
    return require(
        member -> member.state() == state,
        "be " + state.token(),
        () -> "it is " + actual.state().token());
  }

  /** The member is registered and has not reported yet. */
  public MemberAssert isAwaitingStatus() {
    return hasLiveness(Liveness.AWAITING_STATUS);
  }

  /** The lease runs, and the member has reported. */
  public MemberAssert isLive() {
    return hasLiveness(Liveness.LIVE);
  }

  /** The lease has run out. */
  public MemberAssert isExpired() {
    return hasLiveness(Liveness.EXPIRED);
  }

  /** The member is going down: it keeps its calls and takes no new ones. */
  public MemberAssert isDraining() {
    return hasLiveness(Liveness.DRAINING);
  }

  private MemberAssert hasLiveness(Liveness liveness) {
    return require(
        member -> member.liveness() == liveness,
        "be " + liveness,
        () -> "it is " + actual.liveness());
  }

  /** New calls may be offered to the member. */
  public MemberAssert takesCalls() {
    return require(
        member -> member.state().takesCalls(),
        "take calls",
        () -> "it takes none, being " + actual.state().token());
  }

  /** An operator set its state. */
  public MemberAssert isOverridden() {
    return require(
        member -> member.override().isPresent(),
        "be overridden by an operator",
        () -> "it is left to itself");
  }

  /** No operator set its state. */
  public MemberAssert isNotOverridden() {
    return require(
        member -> member.override().isEmpty(),
        "be left to itself",
        () -> "an operator set " + actual.override().orElseThrow());
  }

  /** The member registered for this failure domain. */
  public MemberAssert inSite(String site) {
    Objects.requireNonNull(site, "site");
    return require(
        member -> member.site().filter(site::equals).isPresent(),
        "be in site \"" + site + "\"",
        () -> actual.site().map(is -> "it is in \"" + is + "\"").orElse("it named no site"));
  }

  /** The node registered anew since it was the other: its epoch is a later one. */
  public MemberAssert hasEpochAfter(Member other) {
    return require(
        member -> member.epoch() > other.epoch(),
        "have an epoch after " + other.epoch(),
        () -> "it has epoch " + actual.epoch());
  }

  @Override
  String subject() {
    return Nodes.shortName(actual.node());
  }

  @Override
  List<String> context() {
    return context;
  }
}
