package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ClusterMonitor;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusExplanation;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.i3.ElementStateBody;
import io.github.esrpcluster.i3.QueueStateBody;
import io.github.esrpcluster.i3.notify.NotifierEvent.SubscribeRefused;
import io.github.esrpcluster.i3.notify.NotifierEvent.SubscriptionBegan;
import io.github.esrpcluster.i3.notify.NotifierSubscription.Terms;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.i3.sip.SipStack;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves subscriptions to the states of services, nodes and queues of a cluster manager (RFC 6665,
 * RFC 6446, NENA-STA-010.3 sections 2.4 and 4.2.1). {@link #attach} connects it to a manager; a
 * {@link SipEndpoint} hands it the {@code SUBSCRIBE} requests of a SIP stack.
 *
 * <pre>{@code
 * Notifier notifier = Notifier.builder(stack).build();
 * notifier.attach(manager);
 * stack.start(SipEndpoint.of(notifier));
 * }</pre>
 *
 * <p><b>Subscriptions.</b> A subscription lasts 1 hour unless the subscriber asks for 1 minute to
 * 24 hours. Each {@code SUBSCRIBE} that is accepted is followed by a NOTIFY with the full state, at
 * once; each change by a NOTIFY as soon as the rates of the subscription allow. While a NOTIFY is
 * outstanding, the newest state waits for its answer. A NOTIFY that fails is sent again, with a
 * pause, unless the answer ends the subscription: the newest state always arrives, or the
 * subscription ends with an event.
 *
 * <p><b>As a publisher</b> it accepts a status at once and hands it to every subscription of the
 * service, each of which takes its own time. The first SIP message of a change leaves before {@link
 * #publish} returns.
 *
 * <p><b>Threads.</b> Thread-safe. Requests are sent on the thread that causes them: one of the
 * manager, of the SIP stack, or of the scheduler; no lock is held then. Hooks run on their
 * executor.
 */
public final class Notifier implements SipReceiver, ServiceStatusPublisher, ClusterListener {
  private static final Duration LONGEST_GRACE = Duration.ofHours(1);

  private final SipStack stack;
  private final TimeSource time;
  private final TokenGenerator tokens;
  private final SubscriptionAdmission admission;
  private final NotifierLimits limits;
  private final NotifyThreads threads;
  private final Hooks<NotifierEvent> listeners;
  private final NotifierLog log;

  private final NotifierTable table;
  private final EarliestTimer timer;
  private final NotifiedServices services;
  private final NotifiedNodes nodes = new NotifiedNodes();
  private final NotifiedQueues queues;
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong stackFailures = new AtomicLong();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private volatile @Nullable ClusterMonitor monitor;
  private volatile @Nullable Future<?> graceTimer;

  Notifier(NotifierBuilder builder) {
    stack = builder.stack;
    time = builder.timeSource;
    tokens = new TokenGenerator(builder.random);
    admission = builder.admission;
    limits = builder.limits();
    threads = builder.threads();
    listeners = new Hooks<>(builder.listeners, threads.executor());
    log = new NotifierLog(new LogHooks(builder.logHooks, threads.executor(), time));
    table = new NotifierTable(limits);
    timer = new EarliestTimer(threads.scheduler(), time, this::timePassed);
    services = new NotifiedServices(builder.identity, builder.defaultService);
    queues = new NotifiedQueues(this::condition);
  }

  /** Returns a builder for a notifier that sends its requests with this stack. */
  public static NotifierBuilder builder(SipStack stack) {
    return new NotifierBuilder(stack);
  }

  /**
   * Connects this notifier to a manager: as a publisher with the name {@code notifier} and default
   * options, and as a listener. The default rates ({@link NotificationRates#defaults()}) bound what
   * a status that changes quickly costs: a second change within 200 ms is late by at most that.
   *
   * @return a handle that removes both; it does not end the subscriptions
   * @throws IllegalStateException if the manager is closed, or this notifier has a manager already
   */
  public Subscription attach(ClusterManager manager) {
    return attach(manager, PublisherOptions.named("notifier").build());
  }

  /**
   * Connects this notifier to a manager, as {@link #attach(ClusterManager)} does, with other
   * options of the publisher. Their rates come before those of the subscriptions.
   */
  public Subscription attach(ClusterManager manager, PublisherOptions options) {
    Objects.requireNonNull(options, "options");
    setMonitor(manager);
    Subscription listening = manager.addListener(this);
    try {
      Subscription publishing = manager.addPublisher(this, options);
      return () -> {
        publishing.close();
        listening.close();
      };
    } catch (RuntimeException e) {
      listening.close();
      throw e;
    }
  }

  private synchronized void setMonitor(ClusterMonitor manager) {
    Objects.requireNonNull(manager, "manager");
    if (monitor != null && monitor != manager) {
      throw new IllegalStateException(
          "the notifier is attached to another manager: use one notifier for each manager");
    }
    monitor = manager;
    nodes.monitor(manager);
  }

  // ---- requests

  /**
   * Answers a {@code SUBSCRIBE}, and sends the NOTIFY that follows.
   *
   * @throws IllegalArgumentException if the request has another method, or no peer
   */
  @Override
  public void receive(SipRequest request, Consumer<? super SipResponse> answer) {
    requireSubscribe(request);
    Objects.requireNonNull(answer, "answer");
    SubscribeExchange exchange = new SubscribeExchange(request, tokens.next());
    try {
      accept(exchange, answer);
    } catch (SubscribeRefusal refusal) {
      refuse(exchange, refusal, answer);
    }
  }

  private static void requireSubscribe(SipRequest request) {
    if (!request.method().equals("SUBSCRIBE") || request.peer().isEmpty()) {
      throw new IllegalArgumentException(
          request + " must be a SUBSCRIBE with the peer that sent it");
    }
  }

  private void accept(SubscribeExchange exchange, Consumer<? super SipResponse> answer) {
    SubscribeFacts facts = SubscribeFacts.read(exchange.request());
    boolean inDialog = exchange.isInDialog();
    NotifierEntry entry = inDialog ? refresh(exchange, facts) : begin(exchange, facts);
    try {
      answer.accept(exchange.accepted(facts.seconds()));
    } finally {
      refreshNodeOf(entry);
      perform(table.answered(entry, time.nanoTime()));
    }
    log.accepted(exchange, facts);
  }

  /** A new reason alone fires no event of the manager, so it is read for each SUBSCRIBE. */
  private void refreshNodeOf(NotifierEntry entry) {
    ResourceId id = entry.resource.id;
    if (id.eventPackage() == EventPackage.ELEMENT_STATE) {
      refresh(NodeId.of(id.name()));
    }
  }

  private NotifierEntry begin(SubscribeExchange exchange, SubscribeFacts facts) {
    Optional<NodeId> node = Optional.empty();
    ResourceId id;
    if (facts.eventPackage() == EventPackage.ELEMENT_STATE) {
      node = nodes.find(exchange.request().uri());
      id = node.map(NotifiedNodes::id).orElseThrow(() -> unknown(exchange));
    } else {
      id = find(exchange, facts.eventPackage()).orElseThrow(() -> unknown(exchange));
    }
    requireAdmitted(exchange, id);
    long now = time.nanoTime();
    NotifierDialog dialog = exchange.dialog(facts.event());
    Terms terms = terms(exchange, facts, now);
    NotifierEntry entry =
        node.isPresent()
            ? nodes.subscribe(node.get(), table, dialog, terms, now)
            : table.add(id, null, dialog, terms, now);
    listeners.call(new SubscriptionBegan(NotifiedSubscriber.of(id, dialog), facts.seconds()));
    return entry;
  }

  private Optional<ResourceId> find(SubscribeExchange exchange, EventPackage eventPackage) {
    String uri = exchange.request().uri();
    return eventPackage == EventPackage.QUEUE_STATE ? queues.find(uri) : services.find(uri);
  }

  private static SubscribeRefusal unknown(SubscribeExchange exchange) {
    return SubscribeRefusal.of(404, exchange.request().uri() + " is not known");
  }

  private NotifierEntry refresh(SubscribeExchange exchange, SubscribeFacts facts) {
    SipRequest request = exchange.request();
    NotifierDialog.Key key = NotifierDialog.Key.of(request);
    NotifierEntry entry = table.find(key, facts.event(), request.sequence());
    requireAdmitted(exchange, entry.resource.id);
    table.refresh(
        entry, request.contact(), exchange.peer(), terms(exchange, facts, time.nanoTime()));
    return entry;
  }

  private static Terms terms(SubscribeExchange exchange, SubscribeFacts facts, long now) {
    RatePolicy policy = RatePolicy.of(facts.eventPackage());
    return Terms.of(
        exchange.request().sequence(),
        facts.seconds(),
        facts.rates().applied(policy, facts.seconds()),
        now);
  }

  private void requireAdmitted(SubscribeExchange exchange, ResourceId id) {
    boolean admitted;
    try {
      admitted = admission.admits(exchange.request(), id.eventPackage(), id.name());
    } catch (RuntimeException | Error failure) {
      stackFailures.incrementAndGet();
      throw SubscribeRefusal.of(500, "the admission hook failed: " + failure);
    }
    if (!admitted) {
      throw SubscribeRefusal.notAdmitted();
    }
  }

  private void refuse(
      SubscribeExchange exchange, SubscribeRefusal refusal, Consumer<? super SipResponse> answer) {
    refused.incrementAndGet();
    SipRequest request = exchange.request();
    int status = refusal.response().status();
    try {
      answer.accept(refusal.response());
    } finally {
      listeners.call(
          new SubscribeRefused(
              request.from().uri(), request.uri(), status, String.valueOf(refusal.getMessage())));
      log.refused(exchange, status);
      if (refusal.endsSubscription()) {
        NotifierDialog.Key key = NotifierDialog.Key.of(request);
        perform(table.end(key, TerminationReason.REJECTED, time.nanoTime()));
      }
    }
  }

  // ---- states

  /**
   * Takes a status over, and sends it to the subscribers of the service as their rates allow.
   *
   * @return a stage that is complete: each subscription delivers the status in its own time
   */
  @Override
  public CompletionStage<Void> publish(ServiceStatus status) {
    Optional<NotifiedServices.Change> change = services.publish(status, table, time.nanoTime());
    if (change.isPresent()) {
      perform(change.get().work());
      log.changed(change.get());
      follow(status.service());
    }
    return CompletableFuture.completedFuture(null);
  }

  private void follow(ServiceId service) {
    for (NotifiedChange<QueueStateBody> change : queues.follow(service, table, time.nanoTime())) {
      performQueue(change);
    }
  }

  private void performQueue(NotifiedChange<QueueStateBody> change) {
    perform(change.work());
    if (change.work().isChanged()) {
      change.body().ifPresent(log::changed);
    }
  }

  /** Takes state and override from one snapshot, so that no queue shows a mix of two times. */
  private NotifiedQueues.Condition condition(ServiceId service) {
    ClusterMonitor known = monitor;
    return known == null
        ? services
            .status(service)
            .map(status -> new NotifiedQueues.Condition(status.state(), false))
            .orElse(NotifiedQueues.Condition.UNKNOWN)
        : known.explain(service).map(Notifier::condition).orElse(NotifiedQueues.Condition.UNKNOWN);
  }

  private static NotifiedQueues.Condition condition(StatusExplanation explanation) {
    return new NotifiedQueues.Condition(
        explanation.published().state(), explanation.override().isPresent());
  }

  /**
   * Follows the states of nodes and the end of services. Called by the manager. A report that
   * changes only the reason of a node is no event; the reason is sent with the next NOTIFY that
   * follows a SUBSCRIBE or a change of the state.
   */
  @Override
  public void onEvent(ClusterEvent event) {
    if (event instanceof ClusterEvent.MemberEvent member) {
      refresh(member.node());
    } else if (event instanceof ClusterEvent.ServiceRemoved removed) {
      remove(removed.service());
    } else if (event instanceof ClusterEvent.OverrideEvent overridden) {
      follow(overridden.service());
    } else if (event instanceof ClusterEvent.EventsDropped) {
      refreshAll();
    }
  }

  private void refresh(NodeId node) {
    if (table.isSubscribed(NotifiedNodes.id(node))) {
      NotifiedChange<ElementStateBody> change = nodes.refresh(node, table, time.nanoTime());
      perform(change.work());
      if (change.work().isChanged()) {
        change.body().ifPresent(log::changed);
      }
    }
  }

  private void remove(ServiceId service) {
    ClusterMonitor known = monitor;
    perform(
        services.remove(
            service,
            () -> known == null || known.status(service).isEmpty(),
            table,
            time.nanoTime()));
    follow(service);
  }

  /** Some events are missing, so everything is read again. */
  private void refreshAll() {
    for (ResourceId node : table.subscribed(EventPackage.ELEMENT_STATE)) {
      refresh(NodeId.of(node.name()));
    }
    services.all().forEach(this::remove);
  }

  /**
   * Adds a queue, or replaces the queue of this URI. Its subscribers are notified.
   *
   * @param queue the queue, with its own state and length
   */
  public void setQueue(NotifiedQueue queue) {
    performQueue(queues.set(queue, table, time.nanoTime()));
  }

  /** Removes a queue, and ends its subscriptions. Does nothing if it is unknown. */
  public void removeQueue(ServiceId queue) {
    perform(queues.remove(queue, table, time.nanoTime()));
  }

  // ---- sending

  private void perform(NotifierWork work) {
    for (OutgoingNotify notify : work.notifies()) {
      send(notify);
    }
    for (NotifierEvent event : work.events()) {
      listeners.call(event);
    }
    timer.set(table.nextWake());
    endIfEmpty();
  }

  private void send(OutgoingNotify notify) {
    long sequence = notify.subscription().sent().sequence();
    try {
      stack.send(
          notify.request(limits.retryAfterSeconds()),
          outcome -> notified(notify.entry(), sequence, outcome));
    } catch (RuntimeException | Error failure) {
      stackFailures.incrementAndGet();
      notified(notify.entry(), sequence, new SipOutcome.NotSent(String.valueOf(failure)));
    }
  }

  private void notified(NotifierEntry entry, long sequence, SipOutcome outcome) {
    perform(table.notified(entry, sequence, NotifyResult.of(outcome), time.nanoTime()));
  }

  private void timePassed() {
    NotifierWork work;
    do {
      work = table.timePassed(time.nanoTime());
      perform(work);
    } while (!work.isEmpty());
  }

  // ---- end

  /**
   * Refuses new subscriptions with 503 from now on, and ends all: each subscriber receives a NOTIFY
   * {@code terminated} with the last state, without a delay by rates; a NOTIFY that is outstanding
   * is answered first. Idempotent: a further call only returns the stage.
   *
   * <p>Close the manager before, so that the last state is {@code GoingDown}.
   *
   * @param grace the longest time to wait for the subscribers; their subscriptions are forgotten
   *     then. Above zero and at most 1 h
   * @return a stage that completes, without a failure, when all subscriptions have ended
   * @throws IllegalArgumentException if the grace is out of range
   */
  public CompletionStage<Void> shutdown(Duration grace) {
    long nanos = Checks.positive("grace", grace, LONGEST_GRACE).toNanos();
    if (table.startToClose()) {
      perform(table.endAll(time.nanoTime()));
      if (!ended.isDone()) {
        abandonAfter(nanos);
      }
    }
    return ended.minimalCompletionStage();
  }

  private void abandonAfter(long nanos) {
    try {
      graceTimer = threads.scheduler().schedule(this::abandon, nanos, TimeUnit.NANOSECONDS);
    } catch (RuntimeException refusedTimer) {
      abandon();
    }
  }

  private void abandon() {
    perform(table.abandon());
  }

  private void endIfEmpty() {
    if (table.isClosedAndEmpty() && !ended.isDone()) {
      timer.cancel();
      Future<?> grace = graceTimer;
      if (grace != null) {
        grace.cancel(false);
      }
      ended.complete(null);
      threads.end();
    }
  }

  /** Returns the subscriptions; a copy that does not show later changes, in no particular order. */
  public List<NotifiedSubscriber> subscribers() {
    return table.subscribers();
  }

  /** Returns the counters; a copy that does not show later changes. */
  public NotifierStatistics statistics() {
    return table.statistics(
        refused.get(),
        stackFailures.get() + listeners.failures() + log.failures(),
        listeners.dropped() + log.dropped(),
        timer.lost());
  }
}
