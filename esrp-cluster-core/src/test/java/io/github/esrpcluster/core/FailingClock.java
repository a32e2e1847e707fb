package io.github.esrpcluster.core;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** A wall clock that fails when it is told to, once. */
final class FailingClock extends TimeLike {
  private final AtomicBoolean fails;

  FailingClock(TimeSource time, AtomicBoolean fails) {
    super(time);
    this.fails = fails;
  }

  /** A manager with this clock, on the threads of virtual time. */
  static Rig rig(VirtualTime time, AtomicBoolean fails) {
    FailingClock clock = new FailingClock(time, fails);
    return new Rig(builder -> builder.timeSource(clock).executor(time).scheduler(time));
  }

  @Override
  public Instant now() {
    if (fails.getAndSet(false)) {
      throw new IllegalStateException("no time");
    }
    return super.now();
  }
}
