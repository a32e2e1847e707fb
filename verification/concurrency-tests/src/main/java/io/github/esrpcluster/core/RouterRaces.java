package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two nodes take calls. Each result: the node that a call was routed to; 0 if it was refused. */
public final class RouterRaces {
  private RouterRaces() {}

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

    int route() {
      return cluster
          .route(RoutingRequest.any())
          .member()
          .map(member -> member.node().equals(Parts.node(1)) ? 1 : 2)
          .orElse(0);
    }
  }

  /** A node leaves while a call is routed. */
  @JCStressTest
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the call came before the release")
  @Outcome(
      id = "2, 2",
      expect = ACCEPTABLE,
      desc = "the call came after it, or the turn was the other's")
  @State
  public static class RouteMeetsRelease {
    private final Watched nodes = new Watched();

    @Actor
    public void node(II_Result r) {
      nodes.cluster.release(Parts.node(1), null);
      r.r1 = nodes.route();
    }

    @Actor
    public void call(II_Result r) {
      r.r2 = nodes.route();
    }
  }

  /** A node registers again, which makes a new epoch without a report, while calls are routed. */
  @JCStressTest
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the call came before the registration")
  @Outcome(
      id = "2, 2",
      expect = ACCEPTABLE,
      desc = "the call came after it, or the turn was the other's")
  @State
  public static class RouteMeetsRegistration {
    private final Watched nodes = new Watched();

    @Actor
    public void node(II_Result r) {
      nodes.cluster.join(Parts.restarted(1), Optional.empty(), MemberCondition.NONE);
      r.r1 = nodes.route();
    }

    @Actor
    public void call(II_Result r) {
      r.r2 = nodes.route();
    }
  }
}
