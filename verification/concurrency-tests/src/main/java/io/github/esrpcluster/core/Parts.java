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

/** What is around the classes that race: threads that are there at once, time that stands still. */
final class Parts {
  static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");
  static final Verdict VERDICT = Verdict.of(ServiceState.NORMAL, "");

  /** Never asked for a timer that must ring. */
  private static final ScheduledExecutorService TIMERS = new ScheduledThreadPoolExecutor(0);

  /** As a vendor's manager, but for time and chance. Only read: a race makes many contexts. */
  private static final InMemoryClusterManagerBuilder BUILDER =
      InMemoryClusterManager.builder()
          .statusPolicy(Parts::judge)
          .timeSource(new Standing())
          .random(() -> 1L);

  private static final ManagerSettings SETTINGS = BUILDER.settings();

  private Parts() {}

  /** Time that does not pass. */
  private static final class Standing implements TimeSource {
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

  static Registration registration(int node) {
    return Registration.builder(SERVICE, NodeId.of("esrp" + node + ".state.pa.us")).build();
  }

  /** What the rooms of a manager share. */
  static ManagerContext context() {
    return context(Runnable::run, TIMERS);
  }

  static ManagerContext context(Executor threads, ScheduledExecutorService timers) {
    return BUILDER.context(SETTINGS, threads, timers);
  }

  private static Verdict judge(ClusterView view) {
    boolean anyUp = view.tally().count(ElementState.NORMAL) > 0;
    return Verdict.of(anyUp ? ServiceState.NORMAL : ServiceState.DOWN, "");
  }
}
