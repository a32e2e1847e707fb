package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.testkit.Nodes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Verifies the snapshot of a cluster. */
public final class ClusterViewAssert extends DomainAssert<ClusterViewAssert, ClusterView> {
  ClusterViewAssert(ClusterView actual) {
    super(actual, ClusterViewAssert.class);
  }

  /** Verifies that the view has this many members, in any state. */
  public ClusterViewAssert hasMembers(int members) {
    return require(
        view -> view.tally().members() == members,
        "have " + members + (members == 1 ? " member" : " members"),
        () -> "it has " + actual.tally());
  }

  /** Verifies that this many members are in this state. */
  public ClusterViewAssert counts(int members, ElementState state) {
    Objects.requireNonNull(state, "state");
    return require(
        view -> view.tally().count(state) == members,
        "count " + members + " " + state.token(),
        () -> "it has " + actual.tally());
  }

  /** Verifies that the node is a member; returns an assertion on that member. */
  public MemberAssert hasMember(NodeId node) {
    Objects.requireNonNull(node, "node");
    require(
        view -> find(node).isPresent(),
        "have the member " + Nodes.shortName(node),
        () -> "it does not");
    return MemberAssert.among(actual.members(), find(node).orElseThrow());
  }

  /**
   * Verifies that the node of this name, short or full, is a member; returns an assertion on that
   * member.
   */
  public MemberAssert hasMember(String node) {
    return hasMember(Nodes.named(node));
  }

  /** Verifies that the node is not a member. */
  public ClusterViewAssert hasNoMember(NodeId node) {
    Objects.requireNonNull(node, "node");
    return require(
        view -> find(node).isEmpty(),
        "not have the member " + Nodes.shortName(node),
        () -> "it is a member and " + find(node).orElseThrow().state().token());
  }

  /** Verifies that the node of this name, short or full, is not a member. */
  public ClusterViewAssert hasNoMember(String node) {
    return hasNoMember(Nodes.named(node));
  }

  /**
   * Verifies that members are in these sites and no others. Members that registered without a site
   * do not count; see {@link #hasMembersWithoutSite}.
   */
  public ClusterViewAssert hasSites(String... sites) {
    return require(
        view -> sitesOf(view).equals(Set.of(sites)),
        "have the sites " + new TreeSet<>(Set.of(sites)),
        () -> "it has " + sitesOf(actual));
  }

  private static Set<String> sitesOf(ClusterView view) {
    return view.sites().keySet().stream()
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Verifies that this many members registered without a site. */
  public ClusterViewAssert hasMembersWithoutSite(int members) {
    return require(
        view -> withoutSite(view) == members,
        "have " + members + " members without a site",
        () -> "it has " + withoutSite(actual));
  }

  private static int withoutSite(ClusterView view) {
    return view.ofSite(Optional.empty()).tally().members();
  }

  /** Verifies that the view has a previous verdict; returns an assertion on that verdict. */
  public VerdictAssert hasPreviousVerdict() {
    require(view -> view.previous().isPresent(), "have a previous verdict", () -> "it has none");
    return VerdictAssert.previousOf(actual, actual.previous().orElseThrow());
  }

  /** Verifies that the view has no previous verdict, as at the first evaluation. */
  public ClusterViewAssert hasNoPreviousVerdict() {
    return require(
        view -> view.previous().isEmpty(),
        "have no previous verdict",
        () -> "it has " + actual.previous().orElseThrow());
  }

  private Optional<Member> find(NodeId node) {
    return actual.members().stream().filter(member -> member.node().equals(node)).findFirst();
  }

  @Override
  String subject() {
    return "the view of " + actual.service();
  }

  @Override
  List<String> context() {
    return FailureDetails.ofMembers(actual.members());
  }
}
