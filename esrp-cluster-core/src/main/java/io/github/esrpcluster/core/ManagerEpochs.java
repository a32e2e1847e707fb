package io.github.esrpcluster.core;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Numbers the memberships of a manager: each epoch is above all earlier ones, also those of lower
 * generations, and cannot be guessed from them. Thread-safe if the source of randomness is.
 */
final class ManagerEpochs {
  private static final int RANDOM_BITS = 21;

  /** A generation has as many epochs before it reaches into the next one. */
  private static final long EPOCHS = 1_000;

  private final RandomGenerator random;
  private final AtomicLong memberships;

  ManagerEpochs(long generation, RandomGenerator random) {
    this.random = random;
    this.memberships = new AtomicLong(generation * EPOCHS);
  }

  long next() {
    return memberships.incrementAndGet() << RANDOM_BITS | random.nextInt(1 << RANDOM_BITS);
  }
}
