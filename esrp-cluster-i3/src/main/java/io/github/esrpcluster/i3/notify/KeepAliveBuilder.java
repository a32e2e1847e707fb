package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.i3.LogEvent;
import io.github.esrpcluster.i3.LogOrigin;
import io.github.esrpcluster.i3.sip.SipStack;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds a {@link KeepAlive}. Each setter checks its value at once. Not thread-safe. */
public final class KeepAliveBuilder {
  private static final Duration LONGEST = Duration.ofHours(1);

  final SipStack stack;
  final String localUri;
  Supplier<Stream<KeepAliveTarget>> targets = Stream::empty;
  Duration interval = Duration.ofMinutes(1);
  TimeSource timeSource = TimeSource.system();
  RandomGenerator random = new SecureRandom();
  final List<Consumer<? super KeepAliveEvent>> listeners = new ArrayList<>();
  final List<LogHooks.Registered> logHooks = new ArrayList<>();
  @Nullable ScheduledExecutorService scheduler;
  @Nullable Executor executor;

  KeepAliveBuilder(SipStack stack, String localUri) {
    this.stack = Objects.requireNonNull(stack, "stack");
    this.localUri = Objects.requireNonNull(localUri, "localUri");
  }

  /**
   * Sets where the targets come from; none by default. Called 20 times in each interval, on the
   * thread of the scheduler. A target that is no longer supplied gets no {@code OPTIONS}.
   */
  public KeepAliveBuilder targets(Supplier<Stream<KeepAliveTarget>> targets) {
    this.targets = Objects.requireNonNull(targets, "targets");
    return this;
  }

  /**
   * Sets the interval; 1 minute by default. It must be shorter than the time after which the
   * transport closes an idle connection.
   *
   * @throws IllegalArgumentException if it is not above zero, or above 1 h
   */
  public KeepAliveBuilder interval(Duration interval) {
    this.interval = Checks.positive("interval", interval, LONGEST);
    return this;
  }

  /** Sets the time source; that of the Java runtime by default. */
  public KeepAliveBuilder timeSource(TimeSource timeSource) {
    this.timeSource = Objects.requireNonNull(timeSource, "timeSource");
    return this;
  }

  /** Sets the scheduler, which sends the requests; a daemon thread of its own by default. */
  public KeepAliveBuilder scheduler(ScheduledExecutorService scheduler) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    return this;
  }

  /** Sets the executor of the hooks; a daemon thread of its own by default. */
  public KeepAliveBuilder executor(Executor executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /** Sets the source of tags, Call-IDs and the spread of first requests. */
  public KeepAliveBuilder random(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
    return this;
  }

  /** Adds a hook that receives the events. */
  public KeepAliveBuilder listener(Consumer<? super KeepAliveEvent> listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Adds a hook that receives a log event for each failure (NENA-STA-010.3 section 4.12.3.7).
   *
   * @param origin the element that logs
   * @param hook receives each event
   */
  public KeepAliveBuilder logEvents(LogOrigin origin, Consumer<? super LogEvent> hook) {
    logHooks.add(
        new LogHooks.Registered(
            Objects.requireNonNull(origin, "origin"), Objects.requireNonNull(hook, "hook")));
    return this;
  }

  /** Returns a keep-alive that has started. */
  public KeepAlive start() {
    return new KeepAlive(this).started();
  }
}
