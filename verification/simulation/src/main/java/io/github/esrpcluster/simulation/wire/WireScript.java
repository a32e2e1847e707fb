package io.github.esrpcluster.simulation.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lists the steps of one simulation of the wire.
 *
 * @param seed the source of random values apart from the steps
 * @param ending how it ends
 */
record WireScript(WireSetup setup, long seed, List<WireStep> steps, WireEnding ending) {
  /** Lists how a simulation ends. */
  enum WireEnding {
    /** All faults end, and each subscriber gets the newest state. */
    RECOVERS,
    /** The same, and then the server shuts down. */
    RECOVERS_AND_SHUTS_DOWN,
    /** The server shuts down in the midst of everything. */
    SHUTS_DOWN,
    /** All faults end, and all subscriptions expire. */
    EXPIRES
  }

  /** The script of a seed: always the same. */
  static WireScript of(long seed, int length) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    WireSetup setup = WireSetup.random(random);
    WireSteps draw = new WireSteps(setup, random);
    List<WireStep> steps = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      steps.add(draw.any());
    }
    WireEnding[] endings = WireEnding.values();
    return new WireScript(
        setup, seed, steps, endings[random.nextInt(20) == 0 ? 3 : random.nextInt(3)]);
  }
}
