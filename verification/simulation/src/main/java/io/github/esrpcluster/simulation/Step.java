package io.github.esrpcluster.simulation;

import java.util.function.Consumer;

/**
 * One thing that happens. It means the same whatever happened before, so that a script can do
 * without any of its steps.
 */
record Step(String text, Consumer<Simulation> action) {
  @Override
  public String toString() {
    return text;
  }
}
