package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.testkit.Nodes;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One node in one service: how it registers, the lease it holds, the heartbeats that keep it. */
final class NodeMembership {
  private static final int HEARTBEATS_PER_LEASE = 3;

  private final ScenarioContext stage;
  private final IntFunction<Registration> registrationOfRun;
  private Lease lease;
  private @Nullable Future<?> heartbeats;

  NodeMembership(ScenarioContext stage, IntFunction<Registration> registrationOfRun, int run) {
    this.stage = stage;
    this.registrationOfRun = registrationOfRun;
    this.lease = stage.cluster.register(registrationOfRun.apply(run));
    startHeartbeats();
  }

  void register(int run) {
    stopHeartbeats();
    lease = stage.cluster.register(registrationOfRun.apply(run));
    startHeartbeats();
  }

  void hear() {
    beat();
    startHeartbeats();
  }

  ReleaseOutcome release() {
    stopHeartbeats();
    return lease.release();
  }

  private void startHeartbeats() {
    long pause = Math.max(1, lease.granted().toNanos() / HEARTBEATS_PER_LEASE);
    heartbeats = stage.time.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.NANOSECONDS);
  }

  void stopHeartbeats() {
    if (heartbeats != null) {
      heartbeats.cancel(false);
    }
  }

  /** A node that is told it is not known here goes on no further: its story must say what next. */
  private void beat() {
    RenewalOutcome outcome = lease.renew();
    if (outcome != RenewalOutcome.RENEWED && outcome != RenewalOutcome.RECOVERED) {
      stage.story.reaction(
          "the heartbeat of " + Nodes.shortName(lease.node()) + " was answered " + outcome);
      stopHeartbeats();
    }
  }
}
