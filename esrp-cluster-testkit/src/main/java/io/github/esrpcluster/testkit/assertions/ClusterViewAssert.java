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

/** Assertions on the snapshot of a cluster that a policy judges. */
public final class ClusterViewAssert extends DomainAssert<ClusterViewAssert, ClusterView> {
  ClusterViewAssert(ClusterView actual) {
    super(actual, ClusterViewAssert.class);
  }

  /** It has so many members, in whatever state. */
  public ClusterViewAssert hasMembers(int members) {
    return require(
        view -> view.tally().members() == members,
        "have " + members + (members == 1 ? " member" : " members"),
        () -> "it has " + actual.tally());
  }

  /** So many of its members are in this state. */
  public ClusterViewAssert counts(int members, ElementState state) {
    Objects.requireNonNull(state, "state");
    return require(
        view -> view.tally().count(state) == members,
        "count " + members + " " + state.token(),
        () -> "it has " + actual.tally());
  }

  /** The node is a member; what follows is about that member. */
  public MemberAssert hasMember(NodeId node) {
    Objects.requireNonNull(node, "node");
    require(
        view -> find(node).isPresent(),
        "have the member " + Nodes.shortName(node),
        () -> "it has no such member");
    return MemberAssert.among(actual.members(), find(node).orElseThrow());
  }

  /** The node of this name, short or full, is a member; what follows is about that member. */
  public MemberAssert hasMember(String node) {
    return hasMember(Nodes.named(node));
  }

  /** The node is no member. */
  public ClusterViewAssert hasNoMember(NodeId node) {
    Objects.requireNonNull(node, "node");
    return require(
        view -> find(node).isEmpty(),
        "have no member " + Nodes.shortName(node),
        () -> "it has one, and that is " + find(node).orElseThrow().state().token());
  }

  /** The node of this name, short or full, is no member. */
  public ClusterViewAssert hasNoMember(String node) {
    return hasNoMember(Nodes.named(node));
  }

  /**
   * Fails unless members are in these sites and no others. Members that registered without a site
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

  /** Fails unless this many members registered without a site. */
  public ClusterViewAssert hasMembersWithoutSite(int members) {
    return require(
        view -> withoutSite(view) == members,
        "have " + members + " without a site",
        () -> "it has " + withoutSite(actual));
  }

  private static int withoutSite(ClusterView view) {
    return view.ofSite(Optional.empty()).tally().members();
  }

  /** It holds what the policy found last; what follows is about that verdict. */
  public VerdictAssert hasPreviousVerdict() {
    require(view -> view.previous().isPresent(), "hold a previous verdict", () -> "it holds none");
    return VerdictAssert.previousOf(actual, actual.previous().orElseThrow());
  }

  /** It holds no previous verdict, as at the first judgement. */
  public ClusterViewAssert hasNoPreviousVerdict() {
    return require(
        view -> view.previous().isEmpty(),
        "hold no previous verdict",
        () -> "it holds " + actual.previous().orElseThrow());
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
    return Facts.ofMembers(actual.members());
  }
}
