package io.github.esrpcluster.testkit;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.testkit.internal.ReadableDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Combines a clock, an executor and a scheduler that share one virtual time: a whole manager runs
 * on the thread of its test, and an hour passes at once.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * time.schedule(task, 5, TimeUnit.SECONDS);
 * time.advance(Duration.ofSeconds(5));  // the task runs here, at exactly five seconds
 * }</pre>
 *
 * <ul>
 *   <li><b>Order.</b> A task runs only while the test moves time. {@link #settle()} runs the tasks
 *       that are due, {@link #advance} moves time from task to task, and {@link #await} moves time
 *       until a future is done. Tasks run in the order of their due times; tasks due at the same
 *       time run in the order of submission. A task given to {@link #execute} is due now.
 *   <li><b>Threads.</b> Tasks run on the thread that moves time; only one thread at a time may move
 *       time. Any thread may submit tasks. A task may call any method of this class; if the task
 *       moves time, other tasks run during its call.
 *   <li><b>Failure.</b> If an executed or scheduled task throws, the outermost call that moves time
 *       stops after this task and throws the same exception, so that the test fails. The next call
 *       continues with the next task. The future of the task has the exception too, and a periodic
 *       task ends. The exception of a task given to {@link #submit} or {@link #invokeAll} is only
 *       in its future.
 *   <li><b>Blocking.</b> A future that this class returned does not block. {@code get()} runs the
 *       tasks that are due, and throws {@link IllegalStateException} if its task is not done then.
 *       {@code get(timeout)} lets virtual time pass, and throws {@link
 *       java.util.concurrent.TimeoutException} if its task is not done then. {@code cancel} removes
 *       the task at once and does not interrupt.
 * </ul>
 *
 * <p>{@link #nanoTime()} starts at a negative number, or at the origin given to {@link
 * #withOrigin}; {@link #now()} starts at 2026-01-01T00:00:00Z, or at the instant given to {@link
 * #startingAt}. At most 292 years can pass.
 */
public final class VirtualTime extends VirtualExecutor implements TimeSource {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  // Negative, so that a test detects code that takes nanoTime() for a time since a start, or zero
  // for "never".
  private static final long ORIGIN = -1_234_567_890_123_456L;

  private final long origin;
  private volatile Instant wallStart;

  /** Creates a time whose wall clock starts at 2026-01-01T00:00:00Z. */
  public VirtualTime() {
    this(START, ORIGIN);
  }

  private VirtualTime(Instant wallStart, long origin) {
    this.wallStart = wallStart;
    this.origin = origin;
  }

  /** Creates a time whose wall clock starts at this instant. */
  public static VirtualTime startingAt(Instant start) {
    return new VirtualTime(Objects.requireNonNull(start, "start"), ORIGIN);
  }

  /**
   * Creates a time whose {@link #nanoTime()} starts at this number of nanoseconds. With an origin
   * close to {@link Long#MAX_VALUE} the value overflows during the test, as it may in production.
   */
  public static VirtualTime withOrigin(long nanos) {
    return new VirtualTime(START, nanos);
  }

  // ---- the clocks

  @Override
  public long nanoTime() {
    return origin + timeline.now();
  }

  @Override
  public Instant now() {
    return wallStart.plusNanos(timeline.now());
  }

  /** Moves the wall clock forward or, by a negative step, back. The due times of tasks stay. */
  public void stepWallClock(Duration step) {
    Objects.requireNonNull(step, "step: give the change of the wall clock, positive or negative");
    wallStart = wallStart.plus(step);
  }

  // ---- passing time

  /**
   * Runs every task that is due now, and the tasks that those submit for now; time does not pass.
   *
   * @return the number of tasks that ran
   * @throws IllegalStateException if a million tasks run while no time passes, or another thread
   *     moves time
   */
  public int settle() {
    return runner.run(timeline.now(), () -> false);
  }

  /**
   * Lets this much time pass: runs every task that falls due, each at exactly its time, and every
   * task that is due at the end.
   *
   * @return the number of tasks that ran
   * @throws IllegalArgumentException if the time is negative, or ends after 292 years
   * @throws IllegalStateException if a million tasks run while no time passes, or another thread
   *     moves time
   */
  public int advance(Duration time) {
    long end = end("advance", time);
    int ran = runner.run(end, () -> false);
    timeline.moveTo(end);
    return ran;
  }

  /**
   * Moves time to the next task, unless one is due already, and runs every task that is due then.
   *
   * @return false if no task is pending; then time does not move
   * @throws IllegalStateException if a million tasks run while no time passes, or another thread
   *     moves time
   */
  public boolean advanceToNextEvent() {
    OptionalLong next = timeline.nextDue();
    next.ifPresent(due -> runner.run(Math.max(due, timeline.now()), () -> false));
    return next.isPresent();
  }

  /**
   * Lets time pass without running anything, as in a long pause of the garbage collector or a
   * suspended machine. Tasks that fell due meanwhile run late, with the next {@link #settle()}; a
   * task at a fixed rate then catches up on every run that it missed.
   *
   * @throws IllegalArgumentException if the time is negative, or ends after 292 years
   */
  public void stall(Duration time) {
    timeline.moveTo(end("stall", time));
  }

  private long end(String verb, Duration time) {
    Objects.requireNonNull(time, () -> verb + "(null): give the time that passes");
    String call = verb + "(" + ReadableDuration.of(time) + ")";
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          call + ": time never runs back; to set the wall clock back, call stepWallClock(...)");
    }
    if (time.compareTo(Duration.ofNanos(Long.MAX_VALUE - timeline.now())) > 0) {
      throw new IllegalArgumentException(call + " ends after 292 years: give a shorter duration");
    }
    return timeline.now() + time.toNanos();
  }

  /**
   * Lets time pass, task by task, until the future is done or {@code atMost} has passed. If no task
   * completes the future, {@code atMost} of virtual time passes.
   *
   * @param atMost the longest wait in virtual time; zero or negative to run only the tasks that are
   *     due
   * @return true if the future is done; false if the time has passed or the thread is interrupted
   *     (its interrupt flag stays set)
   * @throws IllegalStateException if a million tasks run while no time passes, or another thread
   *     moves time
   */
  @Override
  public boolean await(CompletableFuture<?> future, Duration atMost) {
    Objects.requireNonNull(future, "future");
    return runUntil(future::isDone, TimeUnit.NANOSECONDS.convert(atMost));
  }

  // ---- pending tasks

  /**
   * Returns the number of tasks that wait, with those of {@link #execute}, without cancelled ones.
   */
  public int pending() {
    return timeline.size();
  }

  /**
   * Returns the time until each pending task is due, the next task first; zero for a task that is
   * due or late. An immutable copy.
   */
  public List<Duration> pendingDelays() {
    return timeline.delays();
  }

  /** Returns the time that has passed and the number of pending tasks, for people. */
  @Override
  public String toString() {
    return "VirtualTime["
        + ReadableDuration.of(Duration.ofNanos(timeline.now()))
        + ", "
        + pending()
        + " pending]";
  }
}
