package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.i3.LogEvent;
import io.github.esrpcluster.i3.LogOrigin;
import io.github.esrpcluster.i3.ServiceIdentity;
import io.github.esrpcluster.i3.sip.SipStack;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Notifier}. Each setter checks its value at once. Not thread-safe. */
public final class NotifierBuilder {
  private static final int MOST_SUBSCRIPTIONS = 1_000_000;
  private static final Duration LONGEST_RETRY = Duration.ofHours(24);

  final SipStack stack;
  TimeSource timeSource = TimeSource.system();
  RandomGenerator random = new SecureRandom();
  Function<ServiceId, ServiceIdentity> identity = ServiceIdentity::esrp;
  @Nullable ServiceId defaultService;
  SubscriptionAdmission admission = SubscriptionAdmission.everyone();
  final List<LogHooks.Registered> logHooks = new ArrayList<>();
  final List<Consumer<? super NotifierEvent>> listeners = new ArrayList<>();
  private int maxSubscriptions = 10_000;
  private int maxSubscriptionsPerPeer = 1_000;
  private Duration retryAfter = Duration.ofSeconds(30);
  private @Nullable ScheduledExecutorService scheduler;
  private @Nullable Executor executor;

  NotifierBuilder(SipStack stack) {
    this.stack = Objects.requireNonNull(stack, "stack");
  }

  /** Sets the time source; that of the Java runtime by default. */
  public NotifierBuilder timeSource(TimeSource timeSource) {
    this.timeSource = Objects.requireNonNull(timeSource, "timeSource");
    return this;
  }

  /**
   * Sets the scheduler of the one timer, which also sends the NOTIFYs that are due then. By default
   * a daemon thread of the notifier, which ends with it. The vendor shuts a scheduler of its own
   * down, after the notifier has ended.
   */
  public NotifierBuilder scheduler(ScheduledExecutorService scheduler) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    return this;
  }

  /**
   * Sets the executor of the hooks: listeners and log events. By default a daemon thread of the
   * notifier, for which at most 10,000 calls wait; further ones are dropped and counted.
   */
  public NotifierBuilder executor(Executor executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /** Sets the source of the tags of dialogs; it must not be guessable. */
  public NotifierBuilder random(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
    return this;
  }

  /**
   * Sets how services are named in bodies; by default {@link ServiceIdentity#esrp(ServiceId)},
   * which needs a URI with a domain name. If the function throws, the publication of the status
   * fails.
   */
  public NotifierBuilder identity(Function<ServiceId, ServiceIdentity> identity) {
    this.identity = Objects.requireNonNull(identity, "identity");
    return this;
  }

  /** Sets the service of a Request-URI that names none; by default the only service, if one is. */
  public NotifierBuilder defaultService(ServiceId service) {
    this.defaultService = Objects.requireNonNull(service, "service");
    return this;
  }

  /** Sets who may subscribe; everyone by default. */
  public NotifierBuilder admission(SubscriptionAdmission admission) {
    this.admission = Objects.requireNonNull(admission, "admission");
    return this;
  }

  /**
   * Sets the most subscriptions in all; 10,000 by default. Further ones get 503 with {@code
   * Retry-After}.
   *
   * @throws IllegalArgumentException if outside 1 to 1,000,000
   */
  public NotifierBuilder maxSubscriptions(int max) {
    maxSubscriptions = Checks.inRange("maxSubscriptions", max, 1, MOST_SUBSCRIPTIONS);
    return this;
  }

  /**
   * Sets the most subscriptions of one IP address; 1,000 by default. Further ones get 503 with
   * {@code Retry-After}.
   *
   * @throws IllegalArgumentException if outside 1 to 1,000,000
   */
  public NotifierBuilder maxSubscriptionsPerPeer(int max) {
    maxSubscriptionsPerPeer = Checks.inRange("maxSubscriptionsPerPeer", max, 1, MOST_SUBSCRIPTIONS);
    return this;
  }

  /**
   * Sets when a subscriber may try again that gets 503, or whose subscription ends because the
   * notifier shuts down or the service is unknown; 30 s by default.
   *
   * @throws IllegalArgumentException if it is not above zero, or above 24 h
   */
  public NotifierBuilder retryAfter(Duration retryAfter) {
    this.retryAfter = Checks.positive("retryAfter", retryAfter, LONGEST_RETRY);
    return this;
  }

  /**
   * Adds a hook that receives the events of the notifier, one at a time with the default executor.
   */
  public NotifierBuilder listener(Consumer<? super NotifierEvent> listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Adds a hook that receives log events, for one logging service. A client logs to at least two
   * services (NENA-STA-010.3 section 4.12.3): add two hooks. The hook signs and posts the event.
   *
   * @param origin the element that logs
   * @param hook receives each event
   */
  public NotifierBuilder logEvents(LogOrigin origin, Consumer<? super LogEvent> hook) {
    logHooks.add(
        new LogHooks.Registered(
            Objects.requireNonNull(origin, "origin"), Objects.requireNonNull(hook, "hook")));
    return this;
  }

  /** Returns the notifier. */
  public Notifier build() {
    return new Notifier(this);
  }

  NotifierLimits limits() {
    int seconds = (int) Math.max(1, retryAfter.toSeconds());
    return new NotifierLimits(maxSubscriptions, maxSubscriptionsPerPeer, seconds);
  }

  NotifyThreads threads() {
    return new NotifyThreads(scheduler, executor);
  }
}
