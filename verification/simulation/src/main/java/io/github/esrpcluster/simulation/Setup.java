package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import java.time.Duration;
import java.util.Random;

/** Holds the sizes, settings and times of one simulation. */
record Setup(
    int services,
    int nodes,
    Duration sweepInterval,
    Duration stallThreshold,
    Duration shortestLease,
    Duration usualLease,
    Duration longestLease,
    Duration retention,
    Duration briefRetention,
    Duration orphanedOverrideRetention,
    Duration holdDown,
    Duration policyDeadline,
    boolean ownPolicyExecutor,
    int maxServices,
    int maxMembers,
    long clockOrigin) {
  static final int LONGEST_REASON = 200;

  private static final int[] SWEEPS = {250, 500, 1_000, 3_000};

  static Setup random(Random random) {
    Duration sweepInterval = Duration.ofMillis(SWEEPS[random.nextInt(SWEEPS.length)]);
    boolean ownExecutor = random.nextInt(4) == 0;
    Duration retention = Duration.ofSeconds(20 + random.nextInt(240));
    return new Setup(
        1 + random.nextInt(3),
        1 + random.nextInt(8),
        sweepInterval,
        sweepInterval.multipliedBy(2 + random.nextInt(3)),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5 + random.nextInt(30)),
        Duration.ofSeconds(60),
        retention,
        Duration.ofSeconds(5 + random.nextInt(150)),
        Duration.ofSeconds(5 + random.nextInt(120)),
        // A policy that hangs is never combined with the hold-down: each alone has one right
        // answer.
        ownExecutor || random.nextBoolean()
            ? Duration.ZERO
            : random.nextInt(2) == 0
                ? retention.plusSeconds(random.nextInt(20)) // an idle service must wait for it
                : Duration.ofMillis(500 + random.nextInt(20_000)),
        sweepInterval.plusMillis(random.nextInt(2_000)),
        ownExecutor,
        random.nextInt(4) == 0 ? 1 + random.nextInt(2) : Integer.MAX_VALUE,
        random.nextInt(4) == 0 ? 1 + random.nextInt(4) : Integer.MAX_VALUE,
        // Now and then a monotonic clock that passes its largest value.
        random.nextInt(4) == 0 ? Long.MAX_VALUE - 20_000_000_000L : -1_234_567_890L);
  }

  /** Returns how long what nobody uses is kept: a service, or a node that never reported. */
  Duration shortRetention() {
    return briefRetention.compareTo(retention) < 0 ? briefRetention : retention;
  }

  ServiceId service(int number) {
    return ServiceId.of("sip:service" + Math.floorMod(number, services) + ".example.org");
  }

  static NodeId nodeId(String name) {
    return NodeId.of(name + ".example.org");
  }
}
