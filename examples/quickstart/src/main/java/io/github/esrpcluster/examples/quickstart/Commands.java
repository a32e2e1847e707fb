package io.github.esrpcluster.examples.quickstart;

import static java.util.Map.entry;

import io.github.esrpcluster.i3.I3Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The commands, by the name of their member in an input line. */
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
          entry("wait", TimeCommands::advance),
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
   * @throws RuntimeException if the line is neither a command nor an ElementState body
   */
  static Command read(String text) {
    Fields line = Fields.read(text);
    Optional<Function<Fields, Command>> reader =
        line.names().stream()
            .filter(READERS::containsKey)
            .<Function<Fields, Command>>map(READERS::get)
            .findFirst();
    return reader.isPresent() ? read(line, reader.get()) : elementState(line, text);
  }

  private static Command read(Fields line, Function<Fields, Command> reader) {
    Command command = reader.apply(line);
    line.refuseOthers();
    return command;
  }

  /**
   * Reads an i3 body from the whole text: its form accepts both dialects and ignores new members.
   */
  private static Command elementState(Fields line, String text) {
    if (!line.has("elementId") && !line.has("elementState")) {
      throw new BadLineException(
          "no command in "
              + line.names()
              + ": use "
              + String.join(", ", new TreeSet<>(READERS.keySet()))
              + ", or an i3 ElementState body, which has elementId or elementState");
    }
    return NodeCommands.report(I3Json.standard().elementState().read(text));
  }
}
