package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.StatusPolicyOutcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A gap of 20, where 10 are allowed. Each result: whether the leases are to be extended by it. */
public final class SweepStallRaces {
  private SweepStallRaces() {}

  /** Two calls find the gap together. */
  @JCStressTest
  @StatusPolicyOutcome(id = "true, false", expect = ACCEPTABLE, desc = "the one forgives")
  @StatusPolicyOutcome(id = "false, true", expect = ACCEPTABLE, desc = "the other does")
  @State
  public static class TwoLook {
    private final SweepStallDetector guard = new SweepStallDetector(10, 0);

    @Actor
    public void one(ZZ_Result r) {
      r.r1 = guard.look(20).forgive();
    }

    @Actor
    public void other(ZZ_Result r) {
      r.r2 = guard.look(20).forgive();
    }
  }

  /** A call finds the gap while the timer comes at last. */
  @JCStressTest
  @StatusPolicyOutcome(id = "true, false", expect = ACCEPTABLE, desc = "the call forgives")
  @StatusPolicyOutcome(id = "false, true", expect = ACCEPTABLE, desc = "the timer does")
  @State
  public static class LookMeetsTick {
    private final SweepStallDetector guard = new SweepStallDetector(10, 0);

    @Actor
    public void call(ZZ_Result r) {
      r.r1 = guard.look(20).forgive();
    }

    @Actor
    public void timer(ZZ_Result r) {
      r.r2 = guard.tick(20).forgive();
    }
  }
}
