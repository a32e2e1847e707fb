package io.github.esrpcluster.examples.quickstart;

/** What one line asks for: read and checked, not yet done. */
@FunctionalInterface
interface Command {
  /**
   * Does it.
   *
   * @throws RuntimeException if the manager refuses it
   */
  void carryOut(Desk desk);
}
