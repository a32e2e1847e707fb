package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.StatusPolicyOutcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.ZJ_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * A lease of 10 from 0 on. Renewals take no lock; only one thread at a time holds the cluster's, so
 * at most one actor of each race does what needs it.
 */
public final class LeaseRaces {
  private static final long LEASE = 10;
  private static final Registration FACTS =
      Registration.builder(ServiceId.of("sip:a@b.example"), NodeId.of("c.example")).build();

  private LeaseRaces() {}

  private static MemberEntry lease() {
    return new MemberEntry(null, FACTS, 1, LEASE, 0);
  }

  /**
   * A renewal meets the sweep that finds the lease run out. A node that was told "renewed" must not
   * stay expired: that renewal would be lost, with nobody to revive the member.
   */
  @JCStressTest
  @StatusPolicyOutcome(id = "true, false, false", expect = ACCEPTABLE, desc = "renewed, and so it stays")
  @StatusPolicyOutcome(
      id = "false, true, true",
      expect = ACCEPTABLE,
      desc = "expired first; the renewal knows, and revives the member under the lock")
  @State
  public static class RenewalMeetsExpiry {
    private final MemberEntry record = lease();

    @Actor
    public void node(ZZZ_Result r) {
      r.r1 = record.renew(15);
    }

    @Actor
    public void sweep(ZZZ_Result r) {
      r.r2 = record.expire(12);
    }

    @Arbiter
    public void afterwards(ZZZ_Result r) {
      r.r3 = record.expired();
    }
  }

  /** Two threads heard the node, at 15 and at 12: the later one counts, whoever writes last. */
  @JCStressTest
  @StatusPolicyOutcome(id = "25", expect = ACCEPTABLE, desc = "15 and the lease")
  @State
  public static class RenewalOvertaken {
    private final MemberEntry record = lease();

    @Actor
    public void later() {
      record.renew(15);
    }

    @Actor
    public void earlier() {
      record.renew(12);
    }

    @Arbiter
    public void afterwards(J_Result r) {
      r.r1 = record.left(0);
    }
  }

  /** A renewal meets the forgiveness for a stall from 2 to 12: at 15, so that none can be gone. */
  @JCStressTest
  @StatusPolicyOutcome(id = "25", expect = ACCEPTABLE, desc = "the renewal counts, and needs no forgiveness")
  @State
  public static class RenewalMeetsForgiveness {
    private final MemberEntry record = lease();

    @Actor
    public void node() {
      record.renew(15);
    }

    @Actor
    public void sweep() {
      record.forgive(2, 12);
    }

    @Arbiter
    public void afterwards(J_Result r) {
      r.r1 = record.left(0);
    }
  }

  /** The same with a renewal within the stall, at 11. What its thread sees is never set back. */
  @JCStressTest
  @StatusPolicyOutcome(
      id = "21, 21",
      expect = ACCEPTABLE,
      desc = "forgiven first; or renewed between look and write, and nothing forgiven")
  @StatusPolicyOutcome(id = "21, 22", expect = ACCEPTABLE, desc = "heard at 11: forgiven what was left, 1")
  @StatusPolicyOutcome(id = "22, 22", expect = ACCEPTABLE, desc = "the same, before the thread looked")
  @State
  public static class RenewalWithinTheStall {
    private final MemberEntry record = lease();

    @Actor
    public void node(JJ_Result r) {
      record.renew(11);
      r.r1 = record.left(0);
    }

    @Actor
    public void sweep() {
      record.forgive(2, 12);
    }

    @Arbiter
    public void afterwards(JJ_Result r) {
      r.r2 = record.left(0);
    }
  }

  /** A revival under the lock meets a later renewal without: the member lives, until the later. */
  @JCStressTest
  @StatusPolicyOutcome(id = "true, 30", expect = ACCEPTABLE, desc = "revived, then renewed")
  @StatusPolicyOutcome(
      id = "false, 25",
      expect = ACCEPTABLE,
      desc = "the renewal saw it expired: it comes again, under the lock")
  @State
  public static class RevivalMeetsRenewal {
    private final MemberEntry record = lease();

    /** Expired at 12. */
    public RevivalMeetsRenewal() {
      record.expire(12);
    }

    @Actor
    public void reviver() {
      record.revive(15);
    }

    @Actor
    public void node(ZJ_Result r) {
      r.r1 = record.renew(20);
    }

    @Arbiter
    public void afterwards(ZJ_Result r) {
      r.r2 = record.expired() ? -1 : record.left(0);
    }
  }
}
