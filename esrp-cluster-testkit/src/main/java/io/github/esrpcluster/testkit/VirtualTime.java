package io.github.esrpcluster.testkit;

import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Clock, executor and scheduler in one, all of them on one virtual number: a whole manager runs on
 * the thread of its test, and an hour passes in no time.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * time.schedule(task, 5, TimeUnit.SECONDS);
 * time.advance(Duration.ofSeconds(5));  // the task runs here, at exactly five seconds
 * }</pre>
 *
 * <ul>
 *   <li><b>When.</b> Nothing runs by itself. {@link #settle()} runs what is due, {@link #advance}
 *       moves time from task to task, {@link #await} moves it until a future is done. Tasks run in
 *       the order of their time; those of the same time in the order in which they were handed
 *       over. {@link #execute} means: due now.
 *   <li><b>Threads.</b> Tasks run on the thread that makes time move; one at a time may. Tasks may
 *       be handed over by any thread. A task may itself call any method here: then other tasks run
 *       within it.
 *   <li><b>Failure.</b> What a task throws that was executed or scheduled comes out, as it is, of
 *       the outermost call that made it run, so that it fails the test. That call stops there; the
 *       next goes on behind the task. The future has the failure too, and a periodic task ends.
 *       Only what was handed over by {@link #submit} or {@link #invokeAll} keeps its failure to its
 *       future.
 *   <li><b>Blocking.</b> A future from here never blocks: {@code get()} runs what is due and throws
 *       {@link IllegalStateException} if the task is still not done, {@code get(timeout)} lets
 *       virtual time go on. Cancelling takes the task off at once and never interrupts.
 * </ul>
 *
 * <p>{@link #nanoTime()} starts at a number below zero, or {@link #withOrigin where you say};
 * {@link #now()} at 2026-01-01T00:00:00Z, or {@link #startingAt where you say}. 292 years can pass.
 */
public final class VirtualTime extends VirtualExecutor implements TimeSource {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  // Neither zero nor above: who takes nanoTime() for a time since some start, or zero for "never",
  // shall notice.
  private static final long ORIGIN = -1_234_567_890_123_456L;

  private final long origin;
  private volatile Instant wallStart;

  /** Time that starts at 2026-01-01T00:00:00Z. */
  public VirtualTime() {
    this(START, ORIGIN);
  }

  private VirtualTime(Instant wallStart, long origin) {
    this.wallStart = wallStart;
    this.origin = origin;
  }

  /** Time whose wall clock starts at this instant. */
  public static VirtualTime startingAt(Instant start) {
    return new VirtualTime(Objects.requireNonNull(start, "start"), ORIGIN);
  }

  /**
   * Time whose {@link #nanoTime()} starts at this number. With one close to {@link Long#MAX_VALUE}
   * it overflows during the test, as it may in production.
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

  /** Sets the wall clock forward or, by a negative step, back. No task is nearer or farther. */
  public void stepWallClock(Duration step) {
    Objects.requireNonNull(step, "step: say how far the wall clock steps, either way");
    wallStart = wallStart.plus(step);
  }

  // ---- letting time pass

  /**
   * Runs everything that is due now, and what that makes due now; time stands still.
   *
   * @return how many tasks ran
   * @throws IllegalStateException if that finds no end after a million tasks
   */
  public int settle() {
    return runner.run(timeline.now(), () -> false);
  }

  /**
   * Lets this much time pass: runs every task that falls due, each at exactly its time, and all
   * that is due at the end.
   *
   * @return how many tasks ran
   * @throws IllegalArgumentException if the time is negative, or ends after 292 years
   * @throws IllegalStateException if a million tasks run without any time passing
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
   * @return false if no task waits; then nothing happens
   */
  public boolean advanceToNextEvent() {
    OptionalLong next = timeline.nextDue();
    next.ifPresent(due -> runner.run(Math.max(due, timeline.now()), () -> false));
    return next.isPresent();
  }

  /**
   * Lets time pass without running anything, as in a long pause of the garbage collector or a
   * suspended machine. What fell due meanwhile runs late, with the next {@link #settle()}; a task
   * at a fixed rate then catches up on every run it missed.
   *
   * @throws IllegalArgumentException if the time is negative, or ends after 292 years
   */
  public void stall(Duration time) {
    timeline.moveTo(end("stall", time));
  }

  private long end(String verb, Duration time) {
    Objects.requireNonNull(time, () -> verb + "(null): say how much time passes");
    String call = verb + "(" + time + ")";
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          call
              + ": time never runs back; to set the wall clock back, write stepWallClock("
              + time
              + ")");
    }
    if (time.compareTo(Duration.ofNanos(Long.MAX_VALUE - timeline.now())) > 0) {
      throw new IllegalArgumentException(call + " ends after 292 years");
    }
    return timeline.now() + time.toNanos();
  }

  /**
   * Lets time pass, task by task, until the future is done or the time is over. A future that no
   * task of this object completes is waited for in vain: the time is over at once.
   */
  @Override
  public boolean await(CompletableFuture<?> future, Duration atMost) {
    Objects.requireNonNull(future, "future");
    return runUntil(future::isDone, TimeUnit.NANOSECONDS.convert(atMost));
  }

  // ---- what waits

  /** How many tasks wait, those of {@link #execute} included; a cancelled one does not wait. */
  public int pending() {
    return timeline.size();
  }

  /** How long each waiting task has to wait, the next first; zero for what is due or late. */
  public List<Duration> pendingDelays() {
    return timeline.delays();
  }

  /** For people: how much time has passed, and how many tasks wait. */
  @Override
  public String toString() {
    return "VirtualTime[" + Duration.ofNanos(timeline.now()) + ", " + pending() + " pending]";
  }
}
