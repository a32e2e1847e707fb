package io.github.esrpcluster.examples.quickstart;

/** A command of an input line, read and checked, and not yet executed. */
@FunctionalInterface
interface Command {
  /**
   * Executes the command.
   *
   * @throws RuntimeException if the manager refuses the command
   */
  void execute(CommandContext context);
}
