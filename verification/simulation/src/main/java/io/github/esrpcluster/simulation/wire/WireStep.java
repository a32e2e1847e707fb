package io.github.esrpcluster.simulation.wire;

import java.util.function.Consumer;

/** One thing that happens on the wire, whatever happened before. */
record WireStep(String text, Consumer<WireSimulation> action) {
  @Override
  public String toString() {
    return text;
  }
}
