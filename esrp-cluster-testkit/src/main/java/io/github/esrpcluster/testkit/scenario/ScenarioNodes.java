package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.testkit.Nodes;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The nodes of a scenario, by name. */
final class ScenarioNodes {
  private final ScenarioContext context;
  private final Map<NodeId, NodeDriver> nodes = new LinkedHashMap<>();

  ScenarioNodes(ScenarioContext context) {
    this.context = context;
  }

  /**
   * Returns the node of this name.
   *
   * @throws IllegalArgumentException if it has not joined
   */
  NodeDriver find(String name, String step) {
    NodeDriver node = nodes.get(Nodes.named(name));
    if (node == null) {
      throw new IllegalArgumentException(
          step
              + ": "
              + name
              + " has not joined; write nodes(\""
              + name
              + "\") before it"
              + known());
    }
    return node;
  }

  /**
   * Returns the nodes of these names, each once.
   *
   * @throws IllegalArgumentException if there is no name, or one of the nodes has not joined
   */
  List<NodeDriver> find(String[] names, String step) {
    requireSome(names, step);
    return Arrays.stream(names).map(name -> find(name, step)).distinct().toList();
  }

  /**
   * Returns the members of the service that have these names.
   *
   * @throws IllegalArgumentException if there is no name, or one of the nodes is not a member
   */
  List<NodeDriver> members(ServiceId service, String[] names, String step) {
    List<NodeDriver> members = find(names, step);
    members.forEach(node -> requireMember(node, service, step));
    return members;
  }

  private static void requireMember(NodeDriver node, ServiceId service, String step) {
    if (!node.isMemberOf(service)) {
      throw new IllegalArgumentException(
          step
              + (": " + Nodes.shortName(node.node()) + " is not a member of " + service)
              + "; write service(...) with its service before it");
    }
  }

  /**
   * Returns the nodes of these names, which are to join the service.
   *
   * @throws IllegalArgumentException if there is no name, a name is repeated, or one of the nodes
   *     is a member already
   * @throws IllegalStateException if one of the nodes is not connected
   */
  List<NodeDriver> newcomers(ServiceId service, String[] names, String step) {
    requireSome(names, step);
    if (Arrays.stream(names).map(Nodes::named).distinct().count() < names.length) {
      throw new IllegalArgumentException(step + ": a node joins once; remove the repeated name");
    }
    List<NodeDriver> newcomers = Arrays.stream(names).map(this::findOrMake).toList();
    newcomers.forEach(node -> requireNew(node, service, step));
    return newcomers;
  }

  private static void requireSome(String[] names, String step) {
    if (names.length == 0) {
      throw new IllegalArgumentException(
          step.trim() + ": no node is named; write at least one name");
    }
  }

  private NodeDriver findOrMake(String name) {
    NodeId node = Nodes.named(name);
    NodeDriver known = nodes.get(node);
    return known == null ? new NodeDriver(context, node) : known;
  }

  private static void requireNew(NodeDriver node, ServiceId service, String step) {
    if (node.isMemberOf(service)) {
      String name = Nodes.shortName(node.node());
      throw new IllegalArgumentException(
          step
              + (": " + name + " has joined " + service + " already; for a new run of it write ")
              + ("restart(\"" + name + "\"), or before it release(\"" + name + "\")"));
    }
    node.requireIs(NodeDriver.Connection.CONNECTED, step);
  }

  void add(NodeDriver node) {
    nodes.put(node.node(), node);
  }

  void release(NodeDriver node, ServiceId service) {
    node.release(service);
    if (node.hasLeft()) {
      nodes.remove(node.node());
    }
  }

  /** Returns the connected members of the service. */
  List<NodeDriver> connectedMembers(ServiceId service) {
    return nodes.values().stream()
        .filter(node -> node.isMemberOf(service) && node.isConnected())
        .toList();
  }

  private String known() {
    return nodes.isEmpty() ? "" : " (joined so far: " + names(nodes.values()) + ")";
  }

  private static String names(Collection<NodeDriver> nodes) {
    return nodes.stream()
        .map(node -> Nodes.shortName(node.node()))
        .collect(Collectors.joining(", "));
  }
}
