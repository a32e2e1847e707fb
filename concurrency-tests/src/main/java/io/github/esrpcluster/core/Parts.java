package io.github.esrpcluster.core;

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
import java.util.concurrent.atomic.AtomicLong;

/** What is around the classes that race: threads that are there at once, time that stands still. */
final class Parts {
  static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");
  static final Verdict VERDICT = Verdict.of(ServiceState.NORMAL, "");

  private static final Executor AT_ONCE = Runnable::run;
  private static final TimeSource TIME = new Standing();

  /** Never asked for a timer that must ring. */
  private static final ScheduledExecutorService TIMERS = new ScheduledThreadPoolExecutor(0);

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
  static Context context() {
    Counters counters = new Counters();
    return new Context(
        settings(),
        TIME,
        AT_ONCE,
        null,
        TIMERS,
        () -> 1L,
        new NodeIndex(),
        new EventDispatcher(TIME, AT_ONCE, counters, 10),
        counters,
        new AtomicLong(),
        new StallGuard(Long.MAX_VALUE, 0));
  }

  private static Settings settings() {
    Duration any = Duration.ofSeconds(1);
    return new Settings(
        view ->
            Verdict.of(
                view.tally().count(ElementState.NORMAL) > 0
                    ? ServiceState.NORMAL
                    : ServiceState.DOWN,
                ""),
        RoundRobin.INSTANCE,
        any,
        Duration.ZERO,
        any,
        any,
        any,
        any,
        any,
        any,
        any,
        10,
        10,
        1_000,
        10);
  }
}
