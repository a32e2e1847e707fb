package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.ClusterMonitor;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.internal.SipUri;
import io.github.esrpcluster.i3.ElementStateBody;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.notify.NotifierSubscription.Terms;
import io.github.esrpcluster.i3.sip.SipBody;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that are notified about. A node is a resource while it is subscribed to, so that a
 * million nodes cost nothing.
 */
final class NotifiedNodes {
  /** Keeps the order in which states are read from the manager and handed to the table. */
  private final Object lock = new Object();

  private volatile @Nullable ClusterMonitor monitor;

  void monitor(ClusterMonitor monitor) {
    this.monitor = monitor;
  }

  /**
   * Returns the node that a Request-URI names, by its host or its user, for example {@code
   * sip:esrp1.state.pa.us} or {@code sip:esrp1.state.pa.us@10.0.0.1}; empty if no service has it.
   */
  Optional<NodeId> find(String uri) {
    return SipUri.find(uri).stream()
        .flatMap(parsed -> Stream.of(parsed.userinfo(), parsed.host()))
        .flatMap(name -> Fqdn.find(name).stream())
        .map(name -> NodeId.of(name.toString()))
        .filter(node -> !members(node).isEmpty())
        .findFirst();
  }

  static ResourceId id(NodeId node) {
    return new ResourceId(EventPackage.ELEMENT_STATE, node.toString());
  }

  private List<Member> members(NodeId node) {
    ClusterMonitor known = monitor;
    return known == null ? List.of() : known.members(node);
  }

  /** Reads the state of a node from the manager; empty if no service has it any more. */
  private Optional<ElementStateBody> read(NodeId node) {
    List<Member> members = members(node);
    return members.isEmpty() ? Optional.empty() : Optional.of(state(node, members));
  }

  /** Hands the state of a node to the table; returns it with what is to be sent. */
  NotifiedChange<ElementStateBody> refresh(NodeId node, NotifierTable table, long time) {
    synchronized (lock) {
      Optional<ElementStateBody> state = read(node);
      NotifierWork work =
          state.isPresent()
              ? table.change(id(node), body(state.get()), time)
              : table.removeResource(id(node), time);
      return new NotifiedChange<>(state, work);
    }
  }

  /**
   * Adds a subscription with the present state of the node.
   *
   * @throws SubscribeRefusal if the node is not known any more, or a limit is reached
   */
  NotifierEntry subscribe(
      NodeId node, NotifierTable table, NotifierDialog dialog, Terms terms, long time) {
    synchronized (lock) {
      SipBody body =
          read(node)
              .map(NotifiedNodes::body)
              .orElseThrow(() -> SubscribeRefusal.of(404, node + " is not known"));
      return table.add(id(node), body, dialog, terms, time);
    }
  }

  private static SipBody body(ElementStateBody state) {
    return SipBody.of(
        EventPackage.ELEMENT_STATE.bodyType(), I3Json.standard().elementState().write(state));
  }

  /**
   * Returns the state of a node. The services of a node may differ, because an operator may
   * override one of them; the node's own report counts then. {@code Unreachable} is not sent,
   * because only a subscriber assigns it: a node without a running lease is {@code Down}.
   */
  private static ElementStateBody state(NodeId node, List<Member> members) {
    List<ElementState> states = members.stream().map(Member::state).distinct().toList();
    Optional<NodeStatus> report =
        members.stream()
            .filter(member -> member.liveness() != Liveness.EXPIRED)
            .flatMap(member -> member.report().stream())
            .findFirst();
    if (states.size() > 1 && report.isPresent()) {
      return ElementStateBody.of(report.get());
    }
    ElementState state = states.get(0);
    return state == ElementState.UNREACHABLE || states.size() > 1
        ? ElementStateBody.of(node, ElementState.DOWN, "no contact with the node")
        : ElementStateBody.of(node, state, reason(members.get(0)));
  }

  private static String reason(Member member) {
    return member
        .override()
        .map(OperatorOverride::reason)
        .or(() -> member.report().map(NodeStatus::reason))
        .orElse("");
  }
}
