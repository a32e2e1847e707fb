package io.github.esrpcluster.core;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Whoever looks while the timer ticks: each gets the finding of some order of the same calls. So a
 * gap is forgiven once, however many notice it together.
 */
@Param(name = "now", gen = IntGen.class, conf = "5:15")
public class SweepStallDetectorLincheckTest {
  private final SweepStallDetector guard = new SweepStallDetector(10, 0);

  /** Lincheck makes a new one for each run. */
  public SweepStallDetectorLincheckTest() {}

  @Operation
  public String tick(@Param(name = "now") int now) {
    return guard.tick(now).toString();
  }

  @Operation
  public String look(@Param(name = "now") int now) {
    return guard.look(now).toString();
  }

  @Test
  void under_stress() {
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
  void in_every_interleaving() {
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
