package io.github.esrpcluster.testkit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

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
public final class VirtualTime extends AbstractExecutorService
    implements TimeSource, ScheduledExecutorService {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  // Neither zero nor above: who takes nanoTime() for a time since some start, or zero for "never",
  // shall notice.
  private static final long ORIGIN = -1_234_567_890_123_456L;

  private final Timeline timeline = new Timeline();
  private final TaskRunner runner = new TaskRunner(timeline);
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

  long elapsed() {
    return timeline.now();
  }

  /** Sets the wall clock forward or, by a negative step, back. No task is nearer or farther. */
  public void stepWallClock(Duration step) {
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
    List<Duration> delays = pendingDelays();
    if (!delays.isEmpty()) {
      advance(delays.get(0));
    }
    return !delays.isEmpty();
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
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          String.format(
              "%s(%s): time never runs back; to set the wall clock back, write stepWallClock(%s)",
              verb, time, time));
    }
    if (time.compareTo(Duration.ofNanos(Long.MAX_VALUE - timeline.now())) > 0) {
      throw new IllegalArgumentException(verb + "(" + time + ") ends after 292 years");
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

  boolean runUntil(BooleanSupplier done, long atMost) {
    long end = Timeline.sum(timeline.now(), Math.max(atMost, 0));
    runner.run(end, () -> done.getAsBoolean() || Thread.currentThread().isInterrupted());
    if (!done.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      timeline.moveTo(end);
    }
    return done.getAsBoolean();
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

  // ---- executor and scheduler

  @Override
  public void execute(Runnable command) {
    Objects.requireNonNull(command, "command");
    // What newTaskFor() made is a task already; its own future must be what waits.
    timeline.add(
        command instanceof VirtualTask<?> made && !made.placed() ? made : loud(command, null), 0);
  }

  // Futures may be ignored, since failures come out of settle() or advance() all the same.

  @CanIgnoreReturnValue
  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(loud(command, null), unit.toNanos(delay));
  }

  @CanIgnoreReturnValue
  @Override
  public <V extends @Nullable Object> ScheduledFuture<V> schedule(
      Callable<V> callable, long delay, TimeUnit unit) {
    return add(
        new VirtualTask<>(this, callable, callable, runner::failed, null), unit.toNanos(delay));
  }

  @CanIgnoreReturnValue
  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    long nanos = aboveZero("period", period, unit);
    return add(loud(command, due -> Timeline.sum(due, nanos)), unit.toNanos(initialDelay));
  }

  @CanIgnoreReturnValue
  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    long nanos = aboveZero("delay", delay, unit);
    return add(
        loud(command, due -> Timeline.sum(timeline.now(), nanos)), unit.toNanos(initialDelay));
  }

  private static long aboveZero(String name, long value, TimeUnit unit) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " " + value + " " + unit + " is not above zero");
    }
    return unit.toNanos(value);
  }

  private <V extends @Nullable Object> VirtualTask<V> add(VirtualTask<V> task, long delay) {
    timeline.add(task, delay);
    return task;
  }

  private VirtualTask<@Nullable Object> loud(
      Runnable command, @Nullable LongUnaryOperator nextDue) {
    return new VirtualTask<>(this, Executors.callable(command), command, runner::failed, nextDue);
  }

  private <V extends @Nullable Object> VirtualTask<V> quiet(Callable<V> callable, Object what) {
    return new VirtualTask<>(this, callable, what, VirtualTask.KEEP, null);
  }

  @Override
  protected <V extends @Nullable Object> RunnableFuture<V> newTaskFor(Callable<V> callable) {
    return quiet(callable, callable);
  }

  @Override
  protected <V extends @Nullable Object> RunnableFuture<V> newTaskFor(Runnable command, V value) {
    return quiet(Executors.callable(command, value), command);
  }

  void again(VirtualTask<?> task, long due) {
    if (!timeline.addAgain(task, due)) {
      task.cancel(false);
    } else if (task.isCancelled()) {
      timeline.remove(task); // another thread cancelled it between its run and here
    }
  }

  void forget(VirtualTask<?> task) {
    timeline.remove(task);
  }

  /**
   * Not offered: it blocks on a queue of its own, which nobody would fill.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public <V extends @Nullable Object> V invokeAny(Collection<? extends Callable<V>> tasks) {
    throw new UnsupportedOperationException(
        "invokeAny blocks the only thread: submit each task and look at its future");
  }

  /**
   * Not offered: it blocks on a queue of its own, which nobody would fill.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public <V extends @Nullable Object> V invokeAny(
      Collection<? extends Callable<V>> tasks, long timeout, TimeUnit unit) {
    return invokeAny(tasks);
  }

  // ---- its end

  /** Refuses new tasks and cancels the periodic ones; the others still run when they are due. */
  @Override
  public void shutdown() {
    timeline.close();
    timeline.waiting().stream().filter(VirtualTask::isPeriodic).forEach(t -> t.cancel(false));
  }

  /** Refuses new tasks and takes off all that wait. */
  @Override
  public List<Runnable> shutdownNow() {
    timeline.close();
    List<VirtualTask<?>> dropped = timeline.waiting();
    dropped.forEach(timeline::remove);
    return List.copyOf(dropped);
  }

  @Override
  public boolean isShutdown() {
    return timeline.closed();
  }

  @Override
  public boolean isTerminated() {
    return timeline.closed() && timeline.size() == 0;
  }

  /** Lets time pass until the last task has run or the time is over. */
  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return runUntil(this::isTerminated, unit.toNanos(timeout));
  }

  /** For people: how much time has passed, and how many tasks wait. */
  @Override
  public String toString() {
    return "VirtualTime[" + Duration.ofNanos(timeline.now()) + ", " + pending() + " pending]";
  }
}
