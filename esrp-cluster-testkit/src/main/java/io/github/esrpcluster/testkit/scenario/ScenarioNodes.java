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

/** The nodes of a story, by their names. */
final class ScenarioNodes {
  private final ScenarioContext stage;
  private final Map<NodeId, NodeDriver> actors = new LinkedHashMap<>();

  ScenarioNodes(ScenarioContext stage) {
    this.stage = stage;
  }

  /** The node of this name, which must have joined. */
  NodeDriver find(String name, String line) {
    NodeDriver actor = actors.get(Nodes.named(name));
    if (actor == null) {
      throw new IllegalArgumentException(
          line
              + ": "
              + name
              + " has not joined; write nodes(\""
              + name
              + "\") before it"
              + known());
    }
    return actor;
  }

  /** The nodes of these names, each of which must have joined. */
  List<NodeDriver> find(String[] names, String line) {
    requireSome(names, line);
    return Arrays.stream(names).map(name -> find(name, line)).distinct().toList();
  }

  /** The nodes of these names, each of which must be in the service. */
  List<NodeDriver> members(ServiceId service, String[] names, String line) {
    List<NodeDriver> members = find(names, line);
    members.forEach(actor -> requireIn(actor, service, line));
    return members;
  }

  private static void requireIn(NodeDriver actor, ServiceId service, String line) {
    if (!actor.isIn(service)) {
      throw new IllegalArgumentException(
          line
              + (": " + Nodes.shortName(actor.node()) + " is not in " + service)
              + "; write service(...) of the one it is in before it");
    }
  }

  /** The nodes of these names, none of which may be in the service, and each of which is heard. */
  List<NodeDriver> newcomers(ServiceId service, String[] names, String line) {
    requireSome(names, line);
    if (Arrays.stream(names).map(Nodes::named).distinct().count() < names.length) {
      throw new IllegalArgumentException(line + ": a node joins once; leave the repeated name out");
    }
    List<NodeDriver> newcomers = Arrays.stream(names).map(this::findOrMake).toList();
    newcomers.forEach(actor -> requireNew(actor, service, line));
    return newcomers;
  }

  private static void requireSome(String[] names, String line) {
    if (names.length == 0) {
      throw new IllegalArgumentException(
          line.trim() + ": no node is named; write one name or more");
    }
  }

  private NodeDriver findOrMake(String name) {
    NodeId node = Nodes.named(name);
    NodeDriver known = actors.get(node);
    return known == null ? new NodeDriver(stage, node) : known;
  }

  private static void requireNew(NodeDriver actor, ServiceId service, String line) {
    if (actor.isIn(service)) {
      String name = Nodes.shortName(actor.node());
      throw new IllegalArgumentException(
          line
              + (": " + name + " has joined " + service + " already; for a new run of it write ")
              + ("restart(\"" + name + "\"), or before it release(\"" + name + "\")"));
    }
    actor.requireIs(NodeDriver.Condition.HEARD, line);
  }

  void add(NodeDriver actor) {
    actors.put(actor.node(), actor);
  }

  void release(NodeDriver actor, ServiceId service) {
    actor.release(service);
    if (actor.hasLeft()) {
      actors.remove(actor.node());
    }
  }

  /** Those in the service of whom something arrives. */
  List<NodeDriver> heardIn(ServiceId service) {
    return actors.values().stream()
        .filter(actor -> actor.isIn(service) && actor.isHeard())
        .toList();
  }

  private String known() {
    return actors.isEmpty() ? "" : " (joined so far: " + names(actors.values()) + ")";
  }

  static String names(Collection<NodeDriver> actors) {
    return actors.stream()
        .map(actor -> Nodes.shortName(actor.node()))
        .collect(Collectors.joining(", "));
  }
}
