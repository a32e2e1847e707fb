package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.testkit.Nodes;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Verifies one member of a cluster. */
public final class MemberAssert extends DomainAssert<MemberAssert, Member> {
  private final List<String> context;

  private MemberAssert(Member actual, List<String> context) {
    super(actual, MemberAssert.class);
    this.context = context;
  }

  static MemberAssert of(Member actual) {
    return new MemberAssert(
        actual, actual == null ? List.of() : FailureDetails.ofMembers(List.of(actual)));
  }

  /** Creates an assertion whose failures list all these members. */
  static MemberAssert among(Collection<Member> members, Member actual) {
    return new MemberAssert(actual, FailureDetails.ofMembers(members));
  }

  /** Verifies that the member counts in this state. */
  public MemberAssert inState(ElementState state) {
    Objects.requireNonNull(state, "state");
    return require(
        member -> member.state() == state,
        "be " + state.token(),
        () -> "it is " + actual.state().token());
  }

  /** Verifies that the lease runs and that the member has not reported yet. */
  public MemberAssert isAwaitingStatus() {
    return hasLiveness(Liveness.AWAITING_STATUS);
  }

  /** Verifies that the lease runs, and that the member has reported and is not draining. */
  public MemberAssert isLive() {
    return hasLiveness(Liveness.LIVE);
  }

  /** Verifies that the lease has expired. */
  public MemberAssert isExpired() {
    return hasLiveness(Liveness.EXPIRED);
  }

  /** Verifies that the member is draining: it keeps its calls and takes no new ones. */
  public MemberAssert isDraining() {
    return hasLiveness(Liveness.DRAINING);
  }

  private MemberAssert hasLiveness(Liveness liveness) {
    return require(
        member -> member.liveness() == liveness,
        "be " + liveness,
        () -> "it is " + actual.liveness());
  }

  /** Verifies that the member takes new calls. */
  public MemberAssert takesCalls() {
    return require(
        member -> member.state().takesCalls(),
        "take calls",
        () -> "it takes none in state " + actual.state().token());
  }

  /** Verifies that an operator has overridden the state of the member. */
  public MemberAssert isOverridden() {
    return require(
        member -> member.override().isPresent(), "be overridden by an operator", () -> "it is not");
  }

  /** Verifies that no operator has overridden the state of the member. */
  public MemberAssert isNotOverridden() {
    return require(
        member -> member.override().isEmpty(),
        "not be overridden by an operator",
        () -> "the override is " + actual.override().orElseThrow());
  }

  /** Verifies that the member registered with this site. */
  public MemberAssert inSite(String site) {
    Objects.requireNonNull(site, "site");
    return require(
        member -> member.site().filter(site::equals).isPresent(),
        "be in site \"" + site + "\"",
        () -> actual.site().map(is -> "it is in \"" + is + "\"").orElse("it has no site"));
  }

  /** Verifies that the epoch of the member is higher than that of the other. */
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
