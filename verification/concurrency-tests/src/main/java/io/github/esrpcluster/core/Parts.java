package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Creates objects for the classes under test: executors that run tasks at once, constant time. */
final class Parts {
  static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");
  static final Verdict VERDICT = Verdict.of(ServiceState.NORMAL, "");

  /** For races in which no timer must fire. */
  private static final ScheduledExecutorService TIMERS = new ScheduledThreadPoolExecutor(0);

  /** The defaults, except time and randomness. Only read, because a race creates many contexts. */
  private static final InMemoryClusterManagerBuilder BUILDER =
      InMemoryClusterManager.builder()
          .statusPolicy(Parts::evaluate)
          .timeSource(new StandingTime())
          .generation(0)
          .random(() -> 1L);

  private static final ManagerSettings SETTINGS = BUILDER.settings();

  private Parts() {}

  /** Time that does not pass. */
  private static final class StandingTime implements TimeSource {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public boolean await(CompletableFuture<?> future, Duration atMost) {
      throw new UnsupportedOperationException();
    }
  }

  static NodeId node(int number) {
    return NodeId.of("esrp" + number + ".state.pa.us");
  }

  static Registration registration(int node) {
    return Registration.builder(SERVICE, node(node)).build();
  }

  /** Returns a registration that makes a new epoch. */
  static Registration restarted(int node) {
    return Registration.builder(SERVICE, node(node)).incarnation("restarted").build();
  }

  static ManagerContext context() {
    return context(Runnable::run, TIMERS);
  }

  static ManagerContext context(Executor executor, ScheduledExecutorService timers) {
    return BUILDER.context(SETTINGS, executor, timers);
  }

  /** Returns a context whose policies run on an executor of their own. */
  static ManagerContext contextWithPolicyExecutor(Executor policies) {
    ManagerContext usual = context();
    return new ManagerContext(
        usual.settings, usual.time, usual.executor, policies, usual.scheduler, usual.random);
  }

  static CoalescingTimer timer(ScheduledExecutorService timers, Runnable action) {
    return new CoalescingTimer(new StandingTime(), timers, action);
  }

  static ServiceCluster cluster(ManagerContext context, MemberIndex index) {
    return new ServiceCluster(SERVICE, context, index, 0, () -> 0);
  }

  /** Returns a manager that never sweeps. */
  static InMemoryClusterManager manager() {
    return new InMemoryClusterManager(context(), () -> {});
  }

  private static Verdict evaluate(ClusterView view) {
    boolean anyUp = view.tally().count(ElementState.NORMAL) > 0;
    return Verdict.of(anyUp ? ServiceState.NORMAL : ServiceState.DOWN, "");
  }
}
