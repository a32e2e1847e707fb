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

/** Verifies the routing of a call. */
public final class RoutingDecisionAssert
    extends DomainAssert<RoutingDecisionAssert, RoutingDecision> {
  RoutingDecisionAssert(RoutingDecision actual) {
    super(actual, RoutingDecisionAssert.class);
  }

  /** Verifies that the call is routed to this node. */
  public RoutingDecisionAssert isRoutedTo(NodeId node) {
    Objects.requireNonNull(node, "node");
    return require(
        decision -> picked().filter(node::equals).isPresent(),
        "go to " + Nodes.shortName(node),
        this::found);
  }

  /** Verifies that the call is routed to the node of this name, short or full. */
  public RoutingDecisionAssert isRoutedTo(String node) {
    return isRoutedTo(Nodes.named(node));
  }

  /** Verifies that the call is routed to one of the nodes of these names, short or full. */
  public RoutingDecisionAssert isRoutedToOneOf(String... nodes) {
    List<NodeId> allowed = Arrays.stream(nodes).map(Nodes::named).toList();
    return require(
        decision -> picked().filter(allowed::contains).isPresent(),
        "go to one of " + String.join(", ", nodes),
        this::found);
  }

  /** Verifies that the call is routed to a node that is {@code Normal}. */
  public RoutingDecisionAssert normally() {
    return isRoutedInMode(Mode.NORMAL);
  }

  /** Verifies that the call is routed to a node with a {@code ServiceDisruption}. */
  public RoutingDecisionAssert degraded() {
    return isRoutedInMode(Mode.DEGRADED);
  }

  /** Verifies that the call is offered to a last-resort node. */
  public RoutingDecisionAssert asLastResort() {
    return isRoutedInMode(Mode.LAST_RESORT);
  }

  /** Verifies that the call is routed in this mode. */
  public RoutingDecisionAssert isRoutedInMode(Mode mode) {
    Objects.requireNonNull(mode, "mode");
    return require(
        decision -> decision instanceof Routed routed && routed.mode() == mode,
        "be routed in mode " + mode,
        this::found);
  }

  /** Verifies that the call is refused for this reason. */
  public RoutingDecisionAssert isRefusedBecause(Refusal reason) {
    Objects.requireNonNull(reason, "reason");
    return require(
        decision -> decision instanceof Refused refused && refused.reason() == reason,
        "be refused because " + reason,
        this::found);
  }

  /** Verifies that the call is routed; returns an assertion on the member picked. */
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
    return actual
        .member()
        .map(member -> FailureDetails.ofMembers(List.of(member)))
        .orElse(List.of());
  }
}
