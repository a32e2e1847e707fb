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
 * A clock, executor and scheduler that share one virtual time: a whole manager runs on the thread
 * of its test, and an hour passes at once.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * time.schedule(task, 5, TimeUnit.SECONDS);
 * time.advance(Duration.ofSeconds(5));  // the task runs here, at exactly five seconds
 * }</pre>
 *
 * <ul>
 *   <li><b>Order.</b> Nothing runs by itself. {@link #settle()} runs what is due, {@link #advance}
 *       moves time from task to task, {@link #await} moves it until a future is done. Tasks run in
 *       the order of their due times; tasks due at the same time run in the order of submission. A
 *       task given to {@link #execute} is due now.
 *   <li><b>Threads.</b> Tasks run on the thread that moves time; only one thread at a time may do
 *       so. Any thread may submit tasks. A task may call any method here; then other tasks run
 *       within it.
 *   <li><b>Failure.</b> An exception of an executed or scheduled task leaves, unwrapped, through
 *       the outermost call that ran it, so that it fails the test. That call stops there; the next
 *       call continues after the task. The future has the failure too, and a periodic task ends. A
 *       task given to {@link #submit} or {@link #invokeAll} reports its failure only to its future.
 *   <li><b>Blocking.</b> A future returned here never blocks: {@code get()} runs what is due and
 *       throws {@link IllegalStateException} if the task is still not done; {@code get(timeout)}
 *       lets virtual time pass. {@code cancel} removes the task at once and never interrupts.
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
   * close to {@link Long#MAX_VALUE} it overflows during the test, as it may in production.
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
   * Runs everything that is due now, and what becomes due now by that; time does not pass.
   *
   * @return the number of tasks that ran
   * @throws IllegalStateException if there is no end after a million tasks, or another thread moves
   *     time
   */
  public int settle() {
    return runner.run(timeline.now(), () -> false);
  }

  /**
   * Lets this much time pass: runs every task that falls due, each at exactly its time, and
   * everything that is due at the end.
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
   * Moves time to the next task, unless one is due already, and runs everything that is due then.
   *
   * @return false if no task is pending; then nothing happens
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
   * of this object completes the future, virtual time passes in full, at once.
   */
  @Override
  public boolean await(CompletableFuture<?> future, Duration atMost) {
    Objects.requireNonNull(future, "future");
    return runUntil(future::isDone, TimeUnit.NANOSECONDS.convert(atMost));
  }

  // ---- pending tasks

  /**
   * Returns the number of tasks that wait, those of {@link #execute} included, not the cancelled.
   */
  public int pending() {
    return timeline.size();
  }

  /** Returns the time until each pending task is due, the next first; zero if it is due or late. */
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
