package io.github.esrpcluster.examples.quickstart;

import static java.util.Map.entry;

import io.github.esrpcluster.i3.I3Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** What a line can ask for, by the name of the member that asks. */
final class Commands {
  private static final Map<String, Function<Fields, Command>> READERS =
      Map.ofEntries(
          inObject("register", NodeCommands::register),
          inObject("renew", NodeCommands::renew),
          inObject("release", NodeCommands::release),
          inObject("posture", NodeCommands::posture),
          inObject("override", OperatorCommands::override),
          inObject("clearOverride", OperatorCommands::clearOverride),
          inObject("policy", OperatorCommands::policy),
          inObject("route", CallCommands::route),
          entry("wait", TimeCommands::pass),
          entry("stall", TimeCommands::stall));

  private Commands() {}

  private static Map.Entry<String, Function<Fields, Command>> inObject(
      String name, Function<Fields, Command> reader) {
    return entry(
        name,
        line -> {
          Fields fields = line.object(name);
          Command command = reader.apply(fields);
          fields.refuseOthers();
          return command;
        });
  }

  /**
   * Reads a line.
   *
   * @throws RuntimeException if it is no command and no ElementState body
   */
  static Command read(String text) {
    ObjectNode object = Json.object(text);
    Optional<Function<Fields, Command>> reader =
        object.propertyNames().stream()
            .filter(READERS::containsKey)
            .<Function<Fields, Command>>map(READERS::get)
            .findFirst();
    return reader.isPresent() ? read(object, reader.get()) : elementState(object, text);
  }

  private static Command read(ObjectNode object, Function<Fields, Command> reader) {
    Fields line = new Fields("", object);
    Command command = reader.apply(line);
    line.refuseOthers();
    return command;
  }

  /** The body goes to the i3 door as it came: that knows the dialects, and what may be ignored. */
  private static Command elementState(ObjectNode object, String text) {
    if (!object.has("elementId") && !object.has("elementState")) {
      throw new BadLineException(
          "no command in "
              + object.propertyNames()
              + ": there are "
              + String.join(", ", new TreeSet<>(READERS.keySet()))
              + ", and i3 ElementState bodies, which have elementId or elementState");
    }
    return NodeCommands.report(I3Json.standard().elementState().read(text));
  }
}
