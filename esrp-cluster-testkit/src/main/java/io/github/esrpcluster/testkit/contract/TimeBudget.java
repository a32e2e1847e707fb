package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.testkit.internal.ReadableDuration;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Limits the time that one test of a contract spends in the code of the vendor, so that slow code
 * fails the test with a message instead of seeming to hang. Thread-safe.
 *
 * <p>The limit is a time for each call, on average, and {@link #RESERVE} for all calls together:
 * the first calls after the start of a JVM, and a machine that is busy with other work, fail
 * nothing.
 */
final class TimeBudget {
  private static final Duration RESERVE = Duration.ofSeconds(5);

  /** To time every call of a fast policy would take longer than the calls. */
  private static final int CALLS_PER_SAMPLE = 16;

  private final TimeSource time;
  private final String act;
  private final Duration perCall;
  private final String remedy;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong spent = new AtomicLong();

  /**
   * @param act the name of a call, for example {@code evaluating}
   * @param remedy the end of the message
   */
  TimeBudget(TimeSource time, String act, Duration perCall, String remedy) {
    this.time = time;
    this.act = act;
    this.perCall = perCall;
    this.remedy = remedy;
  }

  /** Returns the start of a call, for {@link #end}; null if this call is not timed. */
  @Nullable Long start() {
    return calls.incrementAndGet() % CALLS_PER_SAMPLE == 0 ? time.nanoTime() : null;
  }

  /** Ends a call; fails if all calls together took too long. */
  void end(@Nullable Long start) {
    if (start != null) {
      add(CALLS_PER_SAMPLE * (time.nanoTime() - start));
    }
  }

  private void add(long moreNanos) {
    long nanos = spent.addAndGet(moreNanos);
    long count = calls.get();
    if (nanos - RESERVE.toNanos() > count * perCall.toNanos()) {
      fail(
          ViewText.format(
              "%s took about %s for %,d calls, %s for each: %s",
              act,
              ReadableDuration.of(Duration.ofNanos(nanos).truncatedTo(ChronoUnit.MILLIS)),
              count,
              ReadableDuration.of(Duration.ofNanos(nanos / count).truncatedTo(ChronoUnit.MICROS)),
              remedy));
    }
  }
}
