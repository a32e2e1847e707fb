package io.github.esrpcluster.simulation.wire;

import java.util.function.Consumer;

/** A step on the wire. It means the same in any order, so that a script can do without some. */
record WireStep(String text, Consumer<WireSimulation> action) {
  @Override
  public String toString() {
    return text;
  }
}
