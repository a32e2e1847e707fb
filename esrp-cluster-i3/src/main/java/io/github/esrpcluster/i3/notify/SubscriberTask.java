package io.github.esrpcluster.i3.notify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds one subscription: lets {@link SubscriberTransition} decide under a lock, and does what was
 * decided without it, in the order of the decisions. Thread-safe.
 *
 * <p>There is no thread for this: the thread that brought a fact does it, unless another one is at
 * work for the same subscription and goes on with it.
 */
final class SubscriberTask {
  /** A fact. */
  @FunctionalInterface
  private interface Fact {
    SubscriberStep decide(SubscriberState state, SubscriberRules rules, SubscriberMoment moment);
  }

  /** A decision that waits. */
  private static final class Decision {
    final SubscriberStep step;
    final @Nullable SubscriberNotify notify;
    final @Nullable Runnable first;

    /** Whether the NOTIFY is answered, if the fact was one: no request may precede the answer. */
    boolean ready;

    Decision(SubscriberStep step, @Nullable SubscriberNotify notify, @Nullable Runnable first) {
      this.step = step;
      this.notify = notify;
      this.first = first;
      this.ready = notify == null;
    }

    boolean isEmpty() {
      return notify == null
          && first == null
          && step.effect() == SubscriberStep.Effect.NONE
          && step.request() == null
          && step.state().phase() != DownstreamPhase.CLOSED;
    }

    @Nullable SipPeer peer() {
      return notify == null ? null : notify.peer();
    }

    SubscriberObservation observation() {
      return Objects.requireNonNull(Objects.requireNonNull(notify).body().observation());
    }
  }

  final Downstream downstream;

  /** Completes when the subscription is closed. */
  final CompletableFuture<Void> closed = new CompletableFuture<>();

  private final SubscriberContext context;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private SubscriberState state;

  /** When to look next whether the node is a member. */
  @GuardedBy("lock")
  private long keepAt;

  @GuardedBy("lock")
  private final Deque<Decision> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private boolean working;

  // Only the thread that performs decisions uses these fields.
  private final SubscriberNode node;
  private final SubscriberLog log;
  private boolean lossFired;
  private boolean established;
  private String lastRefusal = "";
  private String lastRegistryProblem = "";

  /** The state last observed and the last problem, for the status. */
  private volatile @Nullable SubscriberObservation shown;

  private volatile String problem = "";

  SubscriberTask(SubscriberContext context, Downstream downstream, long firstAttemptAt) {
    this.context = context;
    this.downstream = downstream;
    this.state = SubscriberState.waiting(firstAttemptAt, downstream.duration().toSeconds());
    this.keepAt = firstAttemptAt;
    this.node = new SubscriberNode(context.registry, downstream);
    this.log = new SubscriberLog(downstream, context.log);
  }

  // ---- the facts

  /** Lets the node join; its first SUBSCRIBE comes later. */
  void start() {
    decide((now, rules, moment) -> nothing(now), null, () -> registry(node.join()));
    proceed();
  }

  private static SubscriberStep nothing(SubscriberState state) {
    return new SubscriberStep(state, 0, null, SubscriberStep.Effect.NONE, "");
  }

  void timePassed() {
    boolean keep;
    synchronized (lock) {
      long now = context.time.nanoTime();
      keep = !isOver(state.phase()) && now - keepAt >= 0;
      if (keep) {
        keepAt = now + node.contactInterval();
      }
    }
    decide(SubscriberTransition::timePassed, null, keep ? () -> registry(node.keep()) : null);
    proceed();
  }

  /** Answers a NOTIFY, and only then does what follows from it. */
  void receive(SipRequest request, Consumer<? super SipResponse> answer) {
    Decision decision;
    try {
      SubscriberNotify notify = SubscriberNotify.of(request, downstream, context.json);
      decision =
          decide(
              (now, rules, moment) -> SubscriberTransition.notified(now, notify, rules, moment),
              notify,
              null);
    } catch (RuntimeException e) { // a peer must get an answer whatever it sent
      context.counters.internalFailures.increment();
      answer.accept(SipResponse.of(500));
      return;
    }
    try {
      answer.accept(response(decision.step.answer()));
    } finally {
      synchronized (lock) {
        decision.ready = true;
      }
      proceed();
    }
  }

  private SipResponse response(int status) {
    SipResponse.Builder response = SipResponse.builder(status);
    if (status == 489) {
      response.header("Allow-Events", downstream.eventPackage().token());
    } else if (status == 415) {
      response.header("Accept", downstream.eventPackage().bodyType());
    }
    return response.build();
  }

  private void answered(SubscriberRequest request, SipOutcome outcome) {
    boolean success =
        outcome instanceof SipOutcome.Answered answered && answered.response().isSuccess();
    if (!success) {
      context.counters.subscribesFailed.increment();
    }
    decide(
        (now, rules, moment) -> SubscriberTransition.answered(now, request, outcome, rules, moment),
        null,
        () -> log.subscribed(request, outcome));
    proceed();
  }

  /** Ends the subscription; the membership too, or it is left to its lease. */
  void close(boolean leave) {
    decide(SubscriberTransition::unsubscribed, null, leave ? () -> registry(node.leave()) : null);
    proceed();
  }

  private Decision decide(Fact fact, @Nullable SubscriberNotify notify, @Nullable Runnable first) {
    synchronized (lock) {
      long now = context.time.nanoTime();
      SubscriberRules rules =
          new SubscriberRules(node.contactInterval(), context.firstPause, context.longestPause);
      SubscriberStep step = fact.decide(state, rules, context.moment(now));
      Decision decision = new Decision(step, notify, first);
      context.dialogChanged(this, state.dialog(), step.state().dialog());
      if (!decision.isEmpty()) {
        waiting.add(decision);
      }
      state = step.state();
      return decision;
    }
  }

  // ---- what was decided

  private void proceed() {
    Long deadline = deadline();
    if (deadline != null) {
      context.timer.wake(this, deadline);
    }
    for (Decision next = takeWork(); next != null; next = takeWork()) {
      try {
        perform(next);
      } catch (RuntimeException e) {
        context.counters.internalFailures.increment();
      } finally {
        endWork();
      }
    }
  }

  private @Nullable Long deadline() {
    synchronized (lock) {
      return isOver(state.phase())
          ? state.deadline()
          : SubscriberState.earliest(state.deadline(), keepAt);
    }
  }

  private static boolean isOver(DownstreamPhase phase) {
    return phase == DownstreamPhase.UNSUBSCRIBING || phase == DownstreamPhase.CLOSED;
  }

  private @Nullable Decision takeWork() {
    synchronized (lock) {
      Decision next = waiting.peek();
      if (working || next == null || !next.ready) {
        return null;
      }
      working = true;
      return waiting.remove();
    }
  }

  private void endWork() {
    synchronized (lock) {
      working = false;
    }
  }

  private void perform(Decision decision) {
    SubscriberStep step = decision.step;
    SubscriberNotify notify = decision.notify;
    if (decision.first != null) {
      decision.first.run();
    }
    if (notify != null) {
      count(step);
    }
    switch (step.effect()) {
      case NONE -> {}
      case CONTACT -> registry(node.renew());
      case REPORT -> report(decision);
      case STATE_UNKNOWN -> stateUnknown(decision, step.reason());
      case LOST -> lost(SubscriberEvent.Type.LOST, step.reason());
      case ENDED -> lost(SubscriberEvent.Type.ENDED, step.reason());
    }
    if (step.request() != null) {
      send(step.request());
    }
    if (step.state().phase() == DownstreamPhase.CLOSED && closed.complete(null)) {
      fire(SubscriberEvent.Type.CLOSED, "the subscription was closed");
    }
  }

  private void send(SubscriberRequest request) {
    context.counters.subscribesSent.increment();
    try {
      context.stack.send(
          request.toSip(downstream, context.localUri), outcome -> answered(request, outcome));
    } catch (RuntimeException e) {
      context.counters.internalFailures.increment();
      answered(request, new SipOutcome.NotSent(Texts.describe(e)));
    }
  }

  private void count(SubscriberStep step) {
    if (step.answer() == 200) {
      context.counters.notifiesAccepted.increment();
      lastRefusal = "";
    } else if (step.answer() == 481) {
      context.counters.notifiesUnmatched.increment();
    } else {
      context.counters.notifiesRefused.increment();
      String refusal = "NOTIFY answered with " + step.answer() + ": " + step.reason();
      problem = refusal;
      if (!refusal.equals(lastRefusal)) {
        lastRefusal = refusal;
        fire(SubscriberEvent.Type.NOTIFY_REFUSED, refusal);
      }
    }
  }

  private void report(Decision decision) {
    SubscriberObservation observation = decision.observation();
    problem = "";
    shown = observation;
    observation.state().ifPresent(state -> registry(node.report(state, observation)));
    log.observed(observation, decision.peer());
    lossFired = false;
    if (!established) {
      established = true;
      fire(SubscriberEvent.Type.ESTABLISHED, "in state " + Texts.quote(observation.token()));
    }
  }

  private void stateUnknown(Decision decision, String reason) {
    SubscriberObservation before = shown;
    SubscriberObservation observation = decision.observation();
    problem = reason;
    shown = observation;
    established = false;
    lossFired = false;
    registry(node.expire());
    log.observed(observation, decision.peer());
    if (before == null || !before.sameAs(observation)) {
      fire(SubscriberEvent.Type.STATE_UNKNOWN, reason);
    }
  }

  private void lost(SubscriberEvent.Type type, String reason) {
    problem = reason;
    shown = null;
    established = false;
    registry(node.expire());
    log.lost(reason);
    if (!lossFired || type == SubscriberEvent.Type.ENDED) {
      lossFired = true;
      context.counters.losses.increment();
      fire(type, reason);
    }
  }

  private void registry(Optional<String> refusal) {
    String now = refusal.orElse("");
    if (!now.isEmpty()) {
      context.counters.registryRefusals.increment();
      problem = now;
      if (!now.equals(lastRegistryProblem)) {
        fire(SubscriberEvent.Type.REGISTRY_REFUSED, now);
      }
    }
    lastRegistryProblem = now;
  }

  private void fire(SubscriberEvent.Type type, String text) {
    context.hooks.call(new SubscriberEvent(context.time.now(), downstream.node(), type, text));
  }

  DownstreamStatus status() {
    SubscriberObservation observation = shown;
    synchronized (lock) {
      return new DownstreamStatus(
          downstream.node(),
          downstream.uri(),
          state.phase(),
          Optional.ofNullable(observation).map(SubscriberObservation::token),
          problem,
          state.failures());
    }
  }
}
