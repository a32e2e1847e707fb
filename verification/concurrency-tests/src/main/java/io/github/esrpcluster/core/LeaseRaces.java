package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.ZJ_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * A lease of 10 that begins at 0. Renewals take no lock; only one thread at a time holds the
 * cluster's lock, so at most one actor of each race does what needs it.
 */
public final class LeaseRaces {
  private static final long LEASE = 10;
  private static final ServiceCluster OWNER = Parts.cluster(Parts.context(), new MemberIndex());

  private LeaseRaces() {}

  private static MemberEntry entry() {
    return new MemberEntry(OWNER, Parts.registration(1), 1, LEASE, 0);
  }

  /**
   * A renewal meets the sweep that finds the lease expired. A renewal that returned true must not
   * be followed by an expiry: the node would not renew again before half of the lease.
   */
  @JCStressTest
  @Outcome(id = "true, false, false", expect = ACCEPTABLE, desc = "renewed, and not expired")
  @Outcome(
      id = "false, true, true",
      expect = ACCEPTABLE,
      desc = "expired first: the renewal returns false, and recovers the member under the lock")
  @State
  public static class RenewalMeetsExpiry {
    private final MemberEntry entry = entry();

    @Actor
    public void node(ZZZ_Result r) {
      r.r1 = entry.renew(15);
    }

    @Actor
    public void sweep(ZZZ_Result r) {
      r.r2 = entry.expire(12);
    }

    @Arbiter
    public void afterwards(ZZZ_Result r) {
      r.r3 = entry.expired();
    }
  }

  /** Two threads renew, at 15 and at 12: the later time counts, whichever thread writes last. */
  @JCStressTest
  @Outcome(id = "25", expect = ACCEPTABLE, desc = "15 and the lease")
  @State
  public static class RenewalMeetsLaterRenewal {
    private final MemberEntry entry = entry();

    @Actor
    public void later() {
      entry.renew(15);
    }

    @Actor
    public void earlier() {
      entry.renew(12);
    }

    @Arbiter
    public void afterwards(J_Result r) {
      r.r1 = entry.left(0);
    }
  }

  /** A renewal at 15 meets the extension by a stall from 2 to 12. */
  @JCStressTest
  @Outcome(id = "25", expect = ACCEPTABLE, desc = "the renewal counts; it needs no extension")
  @State
  public static class RenewalMeetsExtension {
    private final MemberEntry entry = entry();

    @Actor
    public void node() {
      entry.renew(15);
    }

    @Actor
    public void sweep() {
      entry.extendByStall(2, 12);
    }

    @Arbiter
    public void afterwards(J_Result r) {
      r.r1 = entry.left(0);
    }
  }

  /** The same with a renewal within the stall, at 11. The deadline never goes back. */
  @JCStressTest
  @Outcome(
      id = "21, 21",
      expect = ACCEPTABLE,
      desc = "extended first; or renewed between read and write, and not extended")
  @Outcome(id = "21, 22", expect = ACCEPTABLE, desc = "renewed at 11, then extended by 1")
  @Outcome(id = "22, 22", expect = ACCEPTABLE, desc = "the same, before the node's thread looked")
  @State
  public static class RenewalWithinStallMeetsExtension {
    private final MemberEntry entry = entry();

    @Actor
    public void node(JJ_Result r) {
      entry.renew(11);
      r.r1 = entry.left(0);
    }

    @Actor
    public void sweep() {
      entry.extendByStall(2, 12);
    }

    @Arbiter
    public void afterwards(JJ_Result r) {
      r.r2 = entry.left(0);
    }
  }

  /** A recovery under the lock meets a later renewal without it. */
  @JCStressTest
  @Outcome(id = "true, 30", expect = ACCEPTABLE, desc = "recovered, then renewed")
  @Outcome(
      id = "false, 25",
      expect = ACCEPTABLE,
      desc = "the renewal found it expired; it is repeated under the lock")
  @State
  public static class RecoveryMeetsRenewal {
    private final MemberEntry entry = entry();

    /** The lease expired at 12. */
    public RecoveryMeetsRenewal() {
      entry.expire(12);
    }

    @Actor
    public void recovery() {
      entry.lease = entry.recovered(15);
    }

    @Actor
    public void node(ZJ_Result r) {
      r.r1 = entry.renew(20);
    }

    @Arbiter
    public void afterwards(ZJ_Result r) {
      r.r2 = entry.expired() ? -1 : entry.left(0);
    }
  }
}
