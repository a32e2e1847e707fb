package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import java.util.Optional;
import java.util.TreeSet;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Nodes report while calls ask for the routing table, which is made when somebody asks and handed
 * over without a lock: each call sees what had been reported when it came, or something newer, and
 * no table that another thread made from an older snapshot. One thread reports: that a node says
 * nothing new may be answered before the table shows what it said on another thread just before.
 * Under stress only: a whole cluster has too many steps to choose their order.
 */
@Param(name = "node", gen = IntGen.class, conf = "1:2")
public class RoutingTableLincheckTest {
  private final Context context = new StepTimers().context(new Steps());
  private final ServiceCluster cluster = new ServiceCluster(Rig.SERVICE, context, 0, () -> 0);
  private final MemberRecord[] records = {null, join(1), join(2)};

  /** Lincheck makes a new one for each run. */
  public RoutingTableLincheckTest() {}

  private MemberRecord join(int node) {
    return cluster.join(Rig.registration(node).build(), Optional.empty());
  }

  @Operation(nonParallelGroup = "reports")
  public String up(@Param(name = "node") int node) {
    return report(node, ElementState.NORMAL);
  }

  @Operation(nonParallelGroup = "reports")
  public String down(@Param(name = "node") int node) {
    return report(node, ElementState.DOWN);
  }

  private String report(int node, ElementState state) {
    return cluster.report(records[node], NodeStatus.of(Rig.node(node), state)).toString();
  }

  @Operation
  public String normal() {
    Candidates candidates = cluster.routingTable().in(ElementState.NORMAL);
    TreeSet<String> nodes = new TreeSet<>();
    if (candidates != null) {
      for (Member member : candidates) {
        nodes.add(member.node().toString());
      }
    }
    return nodes.toString();
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
        .check(RoutingTableLincheckTest.class);
  }
}
