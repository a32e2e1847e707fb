package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RenewalOutcome;
import java.util.List;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A node registers again, which makes a new epoch, while another thread renews or releases its
 * membership without naming an epoch. Each result: the outcome of that call, and the membership
 * afterwards.
 */
public final class MembershipRaces {
  private MembershipRaces() {}

  /** A manager with one registered node. */
  private static final class Watched {
    final InMemoryClusterManager manager = Parts.manager();
    private final long oldEpoch = manager.register(Parts.registration(1)).epoch();

    void registerAgain() {
      manager.register(Parts.restarted(1));
    }

    /** Returns which epoch is a member; the view of the service must show the same. */
    String membership() {
      List<Member> known = manager.members(Parts.node(1));
      List<Member> viewed = manager.view(Parts.SERVICE).orElseThrow().members();
      if (!known.equals(viewed)) {
        return "inconsistent";
      }
      return known.isEmpty() ? "none" : known.get(0).epoch() == oldEpoch ? "old" : "new";
    }
  }

  /** A renewal that names no epoch is never superseded: it renews whichever epoch there is. */
  @JCStressTest
  @Outcome(
      id = "RENEWED, new",
      expect = ACCEPTABLE,
      desc = "the old epoch or the new one was renewed")
  @State
  public static class RenewalMeetsRegistration {
    private final Watched node = new Watched();

    @Actor
    public void renewal(LL_Result r) {
      r.r1 = node.manager.renew(Parts.node(1));
    }

    @Actor
    public void registration() {
      node.registerAgain();
    }

    @Arbiter
    public void afterwards(LL_Result r) {
      r.r2 = node.membership();
    }
  }

  /** The same after the expiry of the lease: the renewal takes the lock. */
  @JCStressTest
  @Outcome(
      id = "RECOVERED, AWAITING_STATUS",
      expect = ACCEPTABLE,
      desc = "the old epoch recovered, then the node registered again")
  @Outcome(
      id = "RENEWED, AWAITING_STATUS",
      expect = ACCEPTABLE,
      desc = "registered first: the new epoch was renewed")
  @State
  public static class RenewalAfterExpiryMeetsRegistration {
    private final MemberIndex index = new MemberIndex();
    private final ServiceCluster cluster = Parts.cluster(Parts.context(), index);
    private final MemberEntry entry =
        cluster.join(Parts.registration(1), Optional.empty(), MemberCondition.NONE).orElseThrow();

    /** The lease has expired. */
    public RenewalAfterExpiryMeetsRegistration() {
      entry.expire(entry.granted);
    }

    @Actor
    public void renewal(LL_Result r) {
      r.r1 = entry.renew(0) ? RenewalOutcome.RENEWED : entry.owner.renew(entry.node(), null);
    }

    @Actor
    public void registration() {
      cluster.join(Parts.restarted(1), Optional.empty(), MemberCondition.NONE);
    }

    @Arbiter
    public void afterwards(LL_Result r) {
      MemberEntry current = index.find(Parts.SERVICE, Parts.node(1));
      Liveness liveness = current.member.liveness();
      r.r2 = current == entry || !current.leaseRuns(0) ? "lost" : liveness;
    }
  }

  /** A release in one service: the old epoch is gone in any case. */
  @JCStressTest
  @Outcome(
      id = "RELEASED, new",
      expect = ACCEPTABLE,
      desc = "the old epoch was released, then the node registered again")
  @Outcome(
      id = "RELEASED, none",
      expect = ACCEPTABLE,
      desc = "registered first: the release removed the new epoch, which the node had at that time")
  @State
  public static class ReleaseInServiceMeetsRegistration {
    private final Watched node = new Watched();

    @Actor
    public void release(LL_Result r) {
      r.r1 = node.manager.release(Parts.SERVICE, Parts.node(1));
    }

    @Actor
    public void registration() {
      node.registerAgain();
    }

    @Arbiter
    public void afterwards(LL_Result r) {
      r.r2 = node.membership();
    }
  }

  /** A release in all services. */
  @JCStressTest
  @Outcome(
      id = "RELEASED, new",
      expect = ACCEPTABLE,
      desc = "the old epoch was released, then the node registered again")
  @Outcome(
      id = "RELEASED, none",
      expect = ACCEPTABLE,
      desc = "registered first: the release removed the new epoch, which the node had at that time")
  @State
  public static class ReleaseMeetsRegistration {
    private final Watched node = new Watched();

    @Actor
    public void release(LL_Result r) {
      r.r1 = node.manager.release(Parts.node(1));
    }

    @Actor
    public void registration() {
      node.registerAgain();
    }

    @Arbiter
    public void afterwards(LL_Result r) {
      r.r2 = node.membership();
    }
  }

  /** A renewal meets the release: after it, no renewal brings the member back. */
  @JCStressTest
  @Outcome(id = "RENEWED, none", expect = ACCEPTABLE, desc = "renewed, then released")
  @Outcome(id = "UNKNOWN, none", expect = ACCEPTABLE, desc = "released first")
  @State
  public static class RenewalMeetsRelease {
    private final Watched node = new Watched();

    @Actor
    public void renewal(LL_Result r) {
      r.r1 = node.manager.renew(Parts.node(1));
    }

    @Actor
    public void release() {
      node.manager.release(Parts.node(1));
    }

    @Arbiter
    public void afterwards(LL_Result r) {
      r.r2 = node.membership();
    }
  }
}
