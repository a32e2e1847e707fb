package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.api.ServiceId;
import java.time.Duration;
import java.util.Random;

/** Holds the sizes and settings of one simulation of the wire. */
record WireSetup(
    int services,
    int nodes,
    int subscribers,
    int elements,
    int maxSubscriptions,
    int maxSubscriptionsPerPeer,
    boolean hasDefaultService,
    boolean hasStranger,
    LinkQuality badQuality,
    double refusals,
    Duration grace,
    long clockOrigin) {
  static final Duration SWEEP_INTERVAL = Duration.ofSeconds(5);

  static WireSetup random(Random random) {
    boolean small = random.nextInt(4) == 0;
    return new WireSetup(
        1 + random.nextInt(3),
        1 + random.nextInt(4),
        1 + random.nextInt(4),
        random.nextInt(4),
        small ? 1 + random.nextInt(4) : 1_000,
        random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1_000,
        random.nextBoolean(),
        random.nextInt(3) == 0,
        new LinkQuality(
            random.nextDouble() * 0.4,
            random.nextDouble() * 0.3,
            random.nextDouble() * 0.5,
            Duration.ofMillis(50 + random.nextInt(6_000))),
        random.nextInt(3) == 0 ? 0.05 : 0,
        Duration.ofSeconds(1 + random.nextInt(60)),
        // Now and then a monotonic clock that passes its largest value.
        random.nextInt(4) == 0 ? Long.MAX_VALUE - 600_000_000_000L : -1_234_567_890L);
  }

  ServiceId service(int number) {
    return ServiceId.of("sip:service" + Math.floorMod(number, services) + ".example.org");
  }

  static String node(int number) {
    return "node" + number + ".example.org";
  }

  static String element(int number) {
    return "element" + number + ".example.org";
  }

  static String subscriber(int number) {
    return "upstream" + number + ".example.org";
  }
}
