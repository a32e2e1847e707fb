package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A gap of 20 beyond a threshold of 10. Each result: whether the leases are to be extended. */
public final class SweepStallRaces {
  private SweepStallRaces() {}

  /** Two calls find the gap at the same time. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the one extends")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the other extends")
  @State
  public static class CheckMeetsCheck {
    private final SweepStallDetector detector = new SweepStallDetector(10, 0);

    @Actor
    public void one(ZZ_Result r) {
      r.r1 = detector.check(20).extendLeases();
    }

    @Actor
    public void other(ZZ_Result r) {
      r.r2 = detector.check(20).extendLeases();
    }
  }

  /** A call finds the gap while the late sweep begins. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the call extends")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the sweep extends")
  @State
  public static class CheckMeetsSweep {
    private final SweepStallDetector detector = new SweepStallDetector(10, 0);

    @Actor
    public void call(ZZ_Result r) {
      r.r1 = detector.check(20).extendLeases();
    }

    @Actor
    public void timer(ZZ_Result r) {
      r.r2 = detector.sweep(20).extendLeases();
    }
  }
}
