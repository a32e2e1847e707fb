package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.testkit.Nodes;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The membership of one node in one service: its registration, its lease and its renewals. */
final class NodeMembership {
  private static final int RENEWALS_PER_LEASE = 3;

  private final ScenarioContext context;
  private final IntFunction<Registration> registrationOfRun;
  private Lease lease;
  private @Nullable Future<?> renewals;

  NodeMembership(ScenarioContext context, IntFunction<Registration> registrationOfRun, int run) {
    this.context = context;
    this.registrationOfRun = registrationOfRun;
    this.lease = context.cluster.register(registrationOfRun.apply(run));
    startRenewals();
  }

  void register(int run) {
    stopRenewals();
    lease = context.cluster.register(registrationOfRun.apply(run));
    startRenewals();
  }

  void resumeRenewals() {
    renew();
    startRenewals();
  }

  void release() {
    stopRenewals();
    lease.release();
  }

  private void startRenewals() {
    long pause = Math.max(1, lease.granted().toNanos() / RENEWALS_PER_LEASE);
    renewals = context.time.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.NANOSECONDS);
  }

  void stopRenewals() {
    if (renewals != null) {
      renewals.cancel(false);
    }
  }

  /** A node whose renewal is refused does not register by itself: the next step must say so. */
  private void renew() {
    RenewalOutcome outcome = lease.renew();
    if (outcome != RenewalOutcome.RENEWED && outcome != RenewalOutcome.RECOVERED) {
      context.transcript.effect(
          "the renewal of " + Nodes.shortName(lease.node()) + " returned " + outcome);
      stopRenewals();
    }
  }
}
