package io.github.esrpcluster.core;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Threads check for a stall while the timer sweeps: each gets the result of some order of the same
 * calls. So leases are extended by a gap once, however many threads find it together.
 */
@Param(name = "now", gen = IntGen.class, conf = "5:15")
public class SweepStallDetectorLincheckTest {
  private final SweepStallDetector detector = new SweepStallDetector(10, 0);

  /** Lincheck makes a new one for each run. */
  public SweepStallDetectorLincheckTest() {}

  @Operation
  public String sweep(@Param(name = "now") int now) {
    return detector.sweep(now).toString();
  }

  @Operation
  public String check(@Param(name = "now") int now) {
    return detector.check(now).toString();
  }

  @Operation
  public boolean refused() {
    return detector.refused();
  }

  @Test
  void detector_is_linearizable_under_stress() {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(200)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(SweepStallDetectorLincheckTest.class);
  }

  @Test
  void detector_is_linearizable_in_every_interleaving() {
    new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(150)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(SweepStallDetectorLincheckTest.class);
  }
}
