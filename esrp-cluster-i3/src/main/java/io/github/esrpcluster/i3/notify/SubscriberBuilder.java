package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.I3Json;
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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Subscriber}. Each setter checks its value at once. Not thread-safe. */
public final class SubscriberBuilder {
  private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);
  private static final int MOST_DOWNSTREAMS = 1_000_000;

  final SipStack stack;
  final NodeRegistry registry;
  final List<Consumer<? super SubscriberEvent>> listeners = new ArrayList<>();
  final List<LogHooks.Registered> logHooks = new ArrayList<>();
  TimeSource time = TimeSource.system();
  RandomGenerator random = new SecureRandom();
  I3Json json = I3Json.standard();
  Duration firstPause = Duration.ofSeconds(1);
  Duration longestPause = Duration.ofMinutes(1);
  int maxDownstreams = 10_000;
  private @Nullable ScheduledExecutorService scheduler;
  private @Nullable Executor executor;
  private @Nullable String localUri;

  SubscriberBuilder(SipStack stack, NodeRegistry registry) {
    this.stack = Objects.requireNonNull(stack, "stack");
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  /** Sets the clocks; those of the Java runtime by default. */
  public SubscriberBuilder timeSource(TimeSource time) {
    this.time = Objects.requireNonNull(time, "time");
    return this;
  }

  /**
   * Sets the scheduler, which runs one timer for all subscriptions and is not shut down. By default
   * the subscriber has a thread of its own. The manager is called on its threads, so the status
   * policies should have an executor of their own, or the scheduler several threads.
   */
  public SubscriberBuilder scheduler(ScheduledExecutorService scheduler) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    return this;
  }

  /**
   * Sets the executor that calls the hooks, in the order of its tasks, and is not shut down. By
   * default the subscriber has a thread of its own, on which up to 10,000 calls wait.
   */
  public SubscriberBuilder executor(Executor executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  NotifyThreads threads() {
    return new NotifyThreads(scheduler, executor);
  }

  /**
   * Sets the source of Call-IDs, tags and delays; a {@link SecureRandom} by default. Another
   * process must not be able to guess its numbers (RFC 3261 section 19.3).
   */
  public SubscriberBuilder random(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
    return this;
  }

  /** Sets the forms of the bodies; the standard ones by default. */
  public SubscriberBuilder json(I3Json json) {
    this.json = Objects.requireNonNull(json, "json");
    return this;
  }

  /**
   * Sets the URI of the manager, for {@code From}; required.
   *
   * @throws IllegalArgumentException if it is no SIP or SIPS URI of RFC 3261
   */
  public SubscriberBuilder localUri(String uri) {
    localUri = Checks.sipUri("local URI", uri);
    return this;
  }

  /**
   * Sets the pauses between attempts that fail: the first one, which doubles with each further
   * failure, and the longest; 1 s and 1 min by default. Up to half of each is taken off at random.
   *
   * @throws IllegalArgumentException if not {@code 0 < first <= longest <= 1 h}
   */
  public SubscriberBuilder backoff(Duration first, Duration longest) {
    Checks.positive("first pause", first, LONGEST_BACKOFF);
    Checks.positive("longest pause", longest, LONGEST_BACKOFF);
    if (first.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "first pause "
              + Texts.duration(first)
              + " is longer than the longest: use at most "
              + Texts.duration(longest));
    }
    firstPause = first;
    longestPause = longest;
    return this;
  }

  /**
   * Sets the most downstreams; 10,000 by default.
   *
   * @throws IllegalArgumentException if outside 1 to 1,000,000
   */
  public SubscriberBuilder maxDownstreams(int max) {
    maxDownstreams = Checks.inRange("maxDownstreams", max, 1, MOST_DOWNSTREAMS);
    return this;
  }

  /** Adds a listener, which is called on the executor; none by default. */
  public SubscriberBuilder listener(Consumer<? super SubscriberEvent> listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Adds a hook for log events (NENA-STA-010.3 section 4.12.3), called on the executor; none by
   * default. Two logging services have a hook each.
   *
   * @param origin the element that logs
   */
  public SubscriberBuilder logEvents(LogOrigin origin, Consumer<? super LogEvent> hook) {
    logHooks.add(
        new LogHooks.Registered(
            Objects.requireNonNull(origin, "origin"), Objects.requireNonNull(hook, "hook")));
    return this;
  }

  String checkedLocalUri() {
    if (localUri == null) {
      throw new IllegalStateException("the local URI is missing: call localUri(..)");
    }
    return localUri;
  }

  /**
   * Returns the subscriber.
   *
   * @throws IllegalStateException if the local URI is missing
   */
  public Subscriber build() {
    return new Subscriber(this);
  }
}
