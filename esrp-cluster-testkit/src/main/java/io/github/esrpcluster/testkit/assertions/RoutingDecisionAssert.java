package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingDecision.Mode;
import io.github.esrpcluster.api.RoutingDecision.Refusal;
import io.github.esrpcluster.api.RoutingDecision.Refused;
import io.github.esrpcluster.api.RoutingDecision.Routed;
import io.github.esrpcluster.testkit.Nodes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Assertions on where a call goes. */
public final class RoutingDecisionAssert
    extends DomainAssert<RoutingDecisionAssert, RoutingDecision> {
  RoutingDecisionAssert(RoutingDecision actual) {
    super(actual, RoutingDecisionAssert.class);
  }

  /** The call goes to this node. */
  public RoutingDecisionAssert isRoutedTo(NodeId node) {
    Objects.requireNonNull(node, "node");
    return require(
        decision -> picked().filter(node::equals).isPresent(),
        "go to " + Nodes.shortName(node),
        this::found);
  }

  /** The call goes to the node of this name, short or full. */
  public RoutingDecisionAssert isRoutedTo(String node) {
    return isRoutedTo(Nodes.named(node));
  }

  /** The call goes to one of the nodes of these names, short or full. */
  public RoutingDecisionAssert isRoutedToOneOf(String... nodes) {
    List<NodeId> allowed = Arrays.stream(nodes).map(Nodes::named).toList();
    return require(
        decision -> picked().filter(allowed::contains).isPresent(),
        "go to one of " + String.join(", ", nodes),
        this::found);
  }

  /** The call goes to a node that is {@code Normal}. */
  public RoutingDecisionAssert normally() {
    return isRoutedInMode(Mode.NORMAL);
  }

  /** The call goes to a node with a {@code ServiceDisruption}: nobody is {@code Normal}. */
  public RoutingDecisionAssert degraded() {
    return isRoutedInMode(Mode.DEGRADED);
  }

  /** The call goes to a node that does not take calls: nobody does. */
  public RoutingDecisionAssert asLastResort() {
    return isRoutedInMode(Mode.LAST_RESORT);
  }

  /** The call goes to a node that is as good a choice as that. */
  public RoutingDecisionAssert isRoutedInMode(Mode mode) {
    Objects.requireNonNull(mode, "mode");
    return require(
        decision -> decision instanceof Routed routed && routed.mode() == mode,
        "be routed in mode " + mode,
        this::found);
  }

  /** There is nobody for the call, for this reason. */
  public RoutingDecisionAssert isRefusedBecause(Refusal reason) {
    Objects.requireNonNull(reason, "reason");
    return require(
        decision -> decision instanceof Refused refused && refused.reason() == reason,
        "be refused because " + reason,
        this::found);
  }

  /** The call goes to a node; what follows is about that member. */
  public MemberAssert isRouted() {
    require(decision -> decision instanceof Routed, "be routed", this::found);
    return MemberAssert.of(actual.member().orElseThrow());
  }

  private Optional<NodeId> picked() {
    return actual.member().map(Member::node);
  }

  private String found() {
    if (actual instanceof Routed routed) {
      return "it goes to " + Nodes.shortName(routed.picked().node()) + " in mode " + routed.mode();
    }
    return "it is refused because " + ((Refused) actual).reason();
  }

  @Override
  String subject() {
    return "the call";
  }

  @Override
  List<String> context() {
    return actual.member().map(member -> Facts.ofMembers(List.of(member))).orElse(List.of());
  }
}
