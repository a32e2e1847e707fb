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
final class Cast {
  private final Stage stage;
  private final Map<NodeId, Actor> actors = new LinkedHashMap<>();

  Cast(Stage stage) {
    this.stage = stage;
  }

  /** The node of this name, which must have joined. */
  Actor find(String name, String line) {
    Actor actor = actors.get(Nodes.named(name));
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
  List<Actor> find(String[] names, String line) {
    requireSome(names, line);
    return Arrays.stream(names).map(name -> find(name, line)).distinct().toList();
  }

  /** The nodes of these names, each of which must be in the service. */
  List<Actor> members(ServiceId service, String[] names, String line) {
    List<Actor> members = find(names, line);
    members.forEach(actor -> requireIn(actor, service, line));
    return members;
  }

  private static void requireIn(Actor actor, ServiceId service, String line) {
    if (!actor.isIn(service)) {
      throw new IllegalArgumentException(
          line
              + (": " + Nodes.shortName(actor.node()) + " is not in " + service)
              + "; write service(...) of the one it is in before it");
    }
  }

  /** The nodes of these names, none of which may be in the service, and each of which is heard. */
  List<Actor> newcomers(ServiceId service, String[] names, String line) {
    requireSome(names, line);
    if (Arrays.stream(names).map(Nodes::named).distinct().count() < names.length) {
      throw new IllegalArgumentException(line + ": a node joins once; leave the repeated name out");
    }
    List<Actor> newcomers = Arrays.stream(names).map(this::findOrMake).toList();
    newcomers.forEach(actor -> requireNew(actor, service, line));
    return newcomers;
  }

  private static void requireSome(String[] names, String line) {
    if (names.length == 0) {
      throw new IllegalArgumentException(
          line.trim() + ": no node is named; write one name or more");
    }
  }

  private Actor findOrMake(String name) {
    NodeId node = Nodes.named(name);
    Actor known = actors.get(node);
    return known == null ? new Actor(stage, node) : known;
  }

  private static void requireNew(Actor actor, ServiceId service, String line) {
    if (actor.isIn(service)) {
      String name = Nodes.shortName(actor.node());
      throw new IllegalArgumentException(
          line
              + (": " + name + " has joined " + service + " already; for a new run of it write ")
              + ("restart(\"" + name + "\"), or before it release(\"" + name + "\")"));
    }
    actor.requireIs(Actor.Condition.HEARD, line);
  }

  void add(Actor actor) {
    actors.put(actor.node(), actor);
  }

  void release(Actor actor, ServiceId service) {
    actor.release(service);
    if (actor.hasLeft()) {
      actors.remove(actor.node());
    }
  }

  /** Those in the service of whom something arrives. */
  List<Actor> heardIn(ServiceId service) {
    return actors.values().stream()
        .filter(actor -> actor.isIn(service) && actor.isHeard())
        .toList();
  }

  private String known() {
    return actors.isEmpty() ? "" : " (joined so far: " + names(actors.values()) + ")";
  }

  static String names(Collection<Actor> actors) {
    return actors.stream()
        .map(actor -> Nodes.shortName(actor.node()))
        .collect(Collectors.joining(", "));
  }
}
