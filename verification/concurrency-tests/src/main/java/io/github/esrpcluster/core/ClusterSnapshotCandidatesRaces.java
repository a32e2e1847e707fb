package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.Tally;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.StatusPolicyOutcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A table is made by whoever asks first and handed over by a race, without a lock. Each result: how
 * many candidates are {@code Normal}; -1 stands for one that cannot be read.
 */
public final class ClusterSnapshotCandidatesRaces {
  private ClusterSnapshotCandidatesRaces() {}

  private static int normal(ClusterSnapshotCandidates table) {
    Candidates all = table.in(ElementState.NORMAL);
    int count = 0;
    if (all != null) {
      for (Member each : all) {
        if (each == null || each.state() != ElementState.NORMAL) {
          return -1;
        }
        count++;
      }
    }
    return count;
  }

  /** Two nodes that take calls. */
  private static final class Watched {
    final ServiceCluster cluster = new ServiceCluster(Parts.SERVICE, Parts.context(), 0, () -> 0);
    final MemberEntry first = join(1);
    final MemberEntry second = join(2);

    private MemberEntry join(int node) {
      MemberEntry record = cluster.join(Parts.registration(node), Optional.empty());
      report(record, ElementState.NORMAL);
      return record;
    }

    void report(MemberEntry record, ElementState state) {
      cluster.report(record, NodeStatus.of(record.node(), state));
    }

    int normal() {
      return ClusterSnapshotCandidatesRaces.normal(cluster.routingTable());
    }
  }

  /** Two calls want the same step of the same table, which nobody has gathered yet. */
  @JCStressTest
  @StatusPolicyOutcome(id = "2, 2", expect = ACCEPTABLE, desc = "gathered once or twice, the same in any case")
  @State
  public static class GatheredByTwo {
    private static final ClusterSnapshot SNAPSHOT = snapshot();
    private final ClusterSnapshotCandidates table = new ClusterSnapshotCandidates(SNAPSHOT);

    private static ClusterSnapshot snapshot() {
      ClusterSnapshotMembers two = ClusterSnapshotMembers.empty();
      for (int node = 1; node <= 2; node++) {
        MemberEntry record = new MemberEntry(null, Parts.registration(node), node, 1, 0);
        NodeStatus normal = NodeStatus.of(record.node(), ElementState.NORMAL);
        two = two.plus(MemberSnapshot.reporting(record, normal));
      }
      return new ClusterSnapshot(Parts.SERVICE, two, Tally.of(two), ClusterSnapshotSites.none(), SecurityPosture.GREEN);
    }

    @Actor
    public void one(II_Result r) {
      r.r1 = normal(table);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = normal(table);
    }
  }

  /**
   * One of the two nodes goes down while a call looks. Who reported it routes by it; a call that
   * has seen it does not fall back; and the table that the call made of what was before is not what
   * stays.
   */
  @JCStressTest
  @StatusPolicyOutcome(id = "1, 2, 2, 1", expect = ACCEPTABLE, desc = "the call came before")
  @StatusPolicyOutcome(id = "1, 2, 1, 1", expect = ACCEPTABLE, desc = "the report came between its looks")
  @StatusPolicyOutcome(id = "1, 1, 1, 1", expect = ACCEPTABLE, desc = "the call came after")
  @State
  public static class ReportMeetsCall {
    private final Watched two = new Watched();

    @Actor
    public void node(IIII_Result r) {
      two.report(two.first, ElementState.DOWN);
      r.r1 = two.normal();
    }

    @Actor
    public void call(IIII_Result r) {
      r.r2 = two.normal();
      r.r3 = two.normal();
    }

    @Arbiter
    public void afterwards(IIII_Result r) {
      r.r4 = two.normal();
    }
  }

  /** The same again and again, so that the one makes a table while the other comes back for it. */
  @JCStressTest
  @StatusPolicyOutcome(id = "0", expect = ACCEPTABLE, desc = "who reported routed by its report each time")
  @State
  public static class ReportsMeetCalls {
    private static final int TIMES = 20;

    private final Watched two = new Watched();

    @Actor
    public void node(I_Result r) {
      for (int i = 0; i < TIMES; i++) {
        boolean down = i % 2 == 0;
        two.report(two.first, down ? ElementState.DOWN : ElementState.NORMAL);
        r.r1 += two.normal() == (down ? 1 : 2) ? 0 : 1;
      }
    }

    @Actor
    public void call() {
      for (int i = 0; i < 2 * TIMES; i++) {
        two.normal();
      }
    }
  }

  /** Two nodes report at once: afterwards the table shows both. */
  @JCStressTest
  @StatusPolicyOutcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "each saw both")
  @StatusPolicyOutcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the other looked before the first came")
  @StatusPolicyOutcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the first looked before the other came")
  @State
  public static class TwoReport {
    private final Watched two = new Watched();

    @Actor
    public void first(III_Result r) {
      two.report(two.first, ElementState.DOWN);
      r.r1 = two.normal();
    }

    @Actor
    public void second(III_Result r) {
      two.report(two.second, ElementState.DOWN);
      r.r2 = two.normal();
    }

    @Arbiter
    public void afterwards(III_Result r) {
      r.r3 = two.normal();
    }
  }

  /** Who looks again and again sees the news at some time; the compiler may not keep the old. */
  @JCStressTest(Mode.Termination)
  @StatusPolicyOutcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "the news came")
  @State
  public static class NewsArrives {
    private final Watched two = new Watched();

    @Actor
    public void caller() {
      while (two.normal() == 2) {
        // looks again
      }
    }

    @Signal
    public void node() {
      two.report(two.first, ElementState.DOWN);
    }
  }
}
