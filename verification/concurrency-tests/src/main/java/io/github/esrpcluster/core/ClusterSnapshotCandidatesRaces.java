package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.internal.CountedTally;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The candidates of a snapshot are gathered by the first call that needs them, and published by a
 * race, without a lock. Each result: how many candidates are {@code Normal}; -1 stands for one that
 * cannot be read.
 */
public final class ClusterSnapshotCandidatesRaces {
  private ClusterSnapshotCandidatesRaces() {}

  private static int normal(ClusterSnapshotCandidates candidates) {
    Candidates all = candidates.in(ElementState.NORMAL);
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
    final ServiceCluster cluster = Parts.cluster(Parts.context(), new MemberIndex());

    Watched() {
      join(1);
      join(2);
    }

    private void join(int node) {
      NodeStatus normal = NodeStatus.of(Parts.node(node), ElementState.NORMAL);
      cluster.join(Parts.registration(node), Optional.of(normal), MemberCondition.NONE);
    }

    void report(int node, ElementState state) {
      cluster.report(NodeStatus.of(Parts.node(node), state), null);
    }

    int normal() {
      return ClusterSnapshotCandidatesRaces.normal(cluster.snapshot().candidates());
    }
  }

  /** Two calls need the same state of the same snapshot, which has not been gathered yet. */
  @JCStressTest
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "gathered once or twice, with the same result")
  @State
  public static class GatherMeetsGather {
    private static final ServiceCluster OWNER = Parts.cluster(Parts.context(), new MemberIndex());
    private static final ClusterSnapshotMembers TWO = members();
    private static final CountedTally TALLY = CountedTally.of(TWO);

    private final ClusterSnapshotCandidates candidates = new ClusterSnapshotCandidates(TWO, TALLY);

    private static ClusterSnapshotMembers members() {
      ClusterSnapshotMembers two = ClusterSnapshotMembers.empty();
      for (int node = 1; node <= 2; node++) {
        MemberEntry entry = new MemberEntry(OWNER, Parts.registration(node), node, 1, 0);
        NodeStatus normal = NodeStatus.of(entry.node(), ElementState.NORMAL);
        two = two.plus(MemberSnapshot.reporting(entry, normal));
      }
      return two;
    }

    @Actor
    public void one(II_Result r) {
      r.r1 = normal(candidates);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = normal(candidates);
    }
  }

  /** The same through the snapshot: both may create the candidates. */
  @JCStressTest
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "created once or twice, with the same result")
  @State
  public static class CallMeetsCall {
    private final Watched two = new Watched();

    @Actor
    public void one(II_Result r) {
      r.r1 = two.normal();
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = two.normal();
    }
  }

  /**
   * One of the two nodes goes down while a call looks. The thread that reported it routes by it; a
   * call that has seen it does not see the state before; and candidates that the call gathered
   * before do not stay.
   */
  @JCStressTest
  @Outcome(id = "1, 2, 2, 1", expect = ACCEPTABLE, desc = "the call came before")
  @Outcome(id = "1, 2, 1, 1", expect = ACCEPTABLE, desc = "the report came between its two looks")
  @Outcome(id = "1, 1, 1, 1", expect = ACCEPTABLE, desc = "the call came after")
  @State
  public static class ReportMeetsCall {
    private final Watched two = new Watched();

    @Actor
    public void node(IIII_Result r) {
      two.report(1, ElementState.DOWN);
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

  /** The same many times, so that one thread gathers while the other looks again. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "each time the thread routed by its own report")
  @State
  public static class ReportsMeetCalls {
    private static final int TIMES = 20;

    private final Watched two = new Watched();

    @Actor
    public void node(I_Result r) {
      for (int i = 0; i < TIMES; i++) {
        boolean down = i % 2 == 0;
        two.report(1, down ? ElementState.DOWN : ElementState.NORMAL);
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

  /** Two nodes report at the same time: afterwards the candidates show both reports. */
  @JCStressTest
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "each saw both")
  @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the other looked before the first came")
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the first looked before the other came")
  @State
  public static class TwoReport {
    private final Watched two = new Watched();

    @Actor
    public void one(III_Result r) {
      two.report(1, ElementState.DOWN);
      r.r1 = two.normal();
    }

    @Actor
    public void other(III_Result r) {
      two.report(2, ElementState.DOWN);
      r.r2 = two.normal();
    }

    @Arbiter
    public void afterwards(III_Result r) {
      r.r3 = two.normal();
    }
  }

  /** A call that looks again and again sees a report at some time: no compiler keeps the old. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "the report was seen")
  @State
  public static class ReportArrives {
    private final Watched two = new Watched();

    @Actor
    public void caller() {
      while (two.normal() == 2) {
        // looks again
      }
    }

    @Signal
    public void node() {
      two.report(1, ElementState.DOWN);
    }
  }
}
