package io.github.esrpcluster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lists the steps of one simulation.
 *
 * @param seed the source of random values apart from the steps
 * @param recovers whether all faults end before the close, so that every degraded mode must end
 */
record Script(Setup setup, long seed, List<Step> steps, boolean recovers) {
  /** The script of a seed: always the same. */
  static Script of(long seed, int length) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    Setup setup = Setup.random(random);
    NodeSteps nodes = new NodeSteps(setup, random);
    TimeSteps time = new TimeSteps(setup, random, nodes);
    OperatorSteps operators = new OperatorSteps(setup, random, nodes);
    HostileSteps intruder = new HostileSteps(setup, random);
    CallbackSteps callbacks = new CallbackSteps(setup, random);
    List<Step> steps = new ArrayList<>();
    boolean recovers = random.nextInt(4) > 0;
    boolean hostile = random.nextInt(3) == 0; // a flood hides other faults
    int last = recovers ? length : 1 + random.nextInt(length);
    while (steps.size() < last) {
      steps.add(
          switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> nodes.any();
            case 9, 10, 11, 12, 13, 14 -> time.any();
            case 15, 16, 17 -> operators.any();
            case 18 -> hostile ? intruder.any() : callbacks.any();
            default -> callbacks.any();
          });
    }
    return new Script(setup, seed, steps, recovers);
  }

  Script with(List<Step> fewer) {
    return new Script(setup, seed, List.copyOf(fewer), recovers);
  }
}
