package io.github.esrpcluster.i3.notify;

import static io.github.esrpcluster.i3.notify.SubscriberRules.LATE;
import static io.github.esrpcluster.i3.notify.SubscriberRules.LONGEST_PAUSE_ASKED;
import static io.github.esrpcluster.i3.notify.SubscriberRules.SHORTEST_INTERVAL;
import static io.github.esrpcluster.i3.notify.SubscriberRules.SLOW_PAUSE;
import static io.github.esrpcluster.i3.notify.SubscriberRules.STEADY;
import static io.github.esrpcluster.i3.notify.SubscriberRules.TIMER_N;
import static io.github.esrpcluster.i3.notify.TransactionTimes.LONGEST_SILENCE_OF_STACK;
import static io.github.esrpcluster.i3.notify.TransactionTimes.TIMER_F;
import static io.github.esrpcluster.i3.notify.TransactionTimes.TIMER_IS_LATE;

import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.SubscribeLogEvent.Purpose;
import io.github.esrpcluster.i3.notify.SubscriberStep.Effect;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides one step of a subscription (RFC 6665 section 4.1): from its state and one fact to the
 * next state. Without side effects: an object of this class lives for one step.
 *
 * <p>Rules that RFC 6665 leaves open:
 *
 * <ul>
 *   <li>A subscription that lived for 32 s and ends is made anew at once. The node is lost if that
 *       attempt fails. If a subscription ends earlier for the second time, the node is lost at
 *       once, because one that flaps is not reliable; the next attempt waits.
 *   <li>A NOTIFY must also follow a refresh. Without one the subscription is over, because the last
 *       state may not be true any more.
 *   <li>A deadline that this process notices late, because it was suspended, blames the node once
 *       only after another SUBSCRIBE was answered.
 *   <li>There is never a second SUBSCRIBE before the first one was answered.
 * </ul>
 */
final class SubscriberTransition {
  /** These end a subscription (RFC 6665 section 4.1.2.2); 408 is that of a request timed out. */
  private static final Set<Integer> GONE =
      Set.of(404, 405, 408, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604);

  /** These do not go away by themselves: a URI, an authorization or a peer must be changed. */
  private static final Set<Integer> PERMANENT =
      Set.of(401, 403, 404, 405, 406, 407, 410, 414, 415, 416, 420, 484, 485, 489, 501, 603, 604);

  private static final Set<String> FINAL_REASONS =
      Set.of("rejected", "noresource", "invariant", "badfilter");
  private static final Set<String> LATER_REASONS = Set.of("probation", "giveup");
  private static final Set<String> AT_ONCE_REASONS = Set.of("deactivated", "timeout");
  private static final int MAX_DOUBLINGS = 20;

  /** A subscription that was established forgets the failures of the time before. */
  private static final int FAILURES_KEPT = 2;

  private final SubscriberRules rules;
  private final SubscriberMoment moment;
  private final long now;

  // The state, taken apart.
  private DownstreamPhase phase;
  private @Nullable SubscriberDialog dialog;
  private @Nullable SubscriberRequest inFlight;
  private long sentAt;
  private long outcomeBy;
  private long attemptAt;
  private boolean established;
  private boolean notified;
  private @Nullable Long notifiedUntil;
  private @Nullable Long retryAt;
  private @Nullable Long notifyBy;
  private @Nullable Long refreshAt;
  private @Nullable Long expiresAt;
  private boolean stateKnown;
  private boolean forgiven;
  private int failures;
  private long seconds;

  // The decisions.
  private int answer;
  private @Nullable SubscriberRequest request;
  private Effect effect = Effect.NONE;
  private String reason = "";

  private SubscriberTransition(
      SubscriberState state, SubscriberRules rules, SubscriberMoment moment) {
    this.rules = rules;
    this.moment = moment;
    now = moment.now();
    phase = state.phase();
    dialog = state.dialog();
    inFlight = state.inFlight();
    sentAt = state.sentAt();
    outcomeBy = state.outcomeBy();
    attemptAt = state.attemptAt();
    established = state.established();
    notified = state.notified();
    notifiedUntil = state.notifiedUntil();
    retryAt = state.retryAt();
    notifyBy = state.notifyBy();
    refreshAt = state.refreshAt();
    expiresAt = state.expiresAt();
    stateKnown = state.stateKnown();
    forgiven = state.forgiven();
    failures = state.failures();
    seconds = state.seconds();
  }

  private SubscriberStep step() {
    SubscriberState next =
        new SubscriberState(
            phase,
            dialog,
            inFlight,
            sentAt,
            outcomeBy,
            attemptAt,
            established,
            notified,
            notifiedUntil,
            retryAt,
            notifyBy,
            refreshAt,
            expiresAt,
            stateKnown,
            forgiven,
            failures,
            seconds);
    return new SubscriberStep(next, answer, request, effect, reason);
  }

  // ---- the facts

  /** Time has passed: does what is due, which may be nothing. */
  static SubscriberStep timePassed(
      SubscriberState state, SubscriberRules rules, SubscriberMoment moment) {
    SubscriberTransition transition = new SubscriberTransition(state, rules, moment);
    transition.timePassed();
    return transition.step();
  }

  /** A SUBSCRIBE that was sent has an outcome. The outcome of any other changes nothing. */
  static SubscriberStep answered(
      SubscriberState state,
      SubscriberRequest sent,
      SipOutcome outcome,
      SubscriberRules rules,
      SubscriberMoment moment) {
    SubscriberTransition transition = new SubscriberTransition(state, rules, moment);
    if (transition.inFlight != null && transition.inFlight.isSame(sent)) {
      transition.answered(sent, outcome);
    }
    return transition.step();
  }

  /** A NOTIFY came; the step has the answer. */
  static SubscriberStep notified(
      SubscriberState state,
      SubscriberNotify notify,
      SubscriberRules rules,
      SubscriberMoment moment) {
    SubscriberTransition transition = new SubscriberTransition(state, rules, moment);
    transition.notified(notify);
    return transition.step();
  }

  /** The subscription is not wanted any more. */
  static SubscriberStep unsubscribed(
      SubscriberState state, SubscriberRules rules, SubscriberMoment moment) {
    SubscriberTransition transition = new SubscriberTransition(state, rules, moment);
    transition.unsubscribe();
    return transition.step();
  }

  // ---- time

  private boolean isDue(@Nullable Long at) {
    return at != null && now - at >= 0;
  }

  /** Returns whether this process missed the deadline itself. Once, until the next contact. */
  private boolean isOwnStall(long deadline) {
    boolean first = !forgiven && now - deadline > LATE;
    forgiven |= first;
    return first;
  }

  private void timePassed() {
    if (inFlight != null) {
      waitForStack(inFlight);
      return;
    }
    switch (phase) {
      case WAITING -> {
        if (isDue(retryAt)) {
          attempt();
        }
      }
      case SUBSCRIBING, PENDING, ACTIVE -> watch();
      case UNSUBSCRIBING -> {
        if (isDue(notifyBy)) {
          close();
        }
      }
      case ENDED, CLOSED -> {}
    }
  }

  private void waitForStack(SubscriberRequest sent) {
    if (!isDue(outcomeBy)) {
      return;
    }
    boolean isFirstLook = outcomeBy - sentAt == LONGEST_SILENCE_OF_STACK;
    if (isFirstLook && now - outcomeBy > TIMER_IS_LATE) {
      outcomeBy = now + TIMER_F; // the answer may wait in a socket: the stack gets time to read it
    } else {
      answered(sent, new SipOutcome.NotSent("the SIP stack gave no outcome"));
    }
  }

  private void watch() {
    if (notifyBy != null && isDue(notifyBy)) {
      overdue(notifyBy, "no usable NOTIFY followed the SUBSCRIBE");
    } else if (expiresAt != null && isDue(expiresAt)) {
      overdue(expiresAt, "the subscription has expired");
    } else if (notifyBy == null && isDue(refreshAt)) {
      send(Purpose.REFRESH);
    }
  }

  private void overdue(long deadline, String why) {
    if (isOwnStall(deadline)) {
      askAgain();
    } else {
      brokenOrFailed(why, pause());
    }
  }

  private void askAgain() {
    notifyBy = null;
    if (dialog != null && dialog.isConfirmed()) {
      send(Purpose.REFRESH);
    } else {
      attempt();
    }
  }

  // ---- SUBSCRIBEs

  private void attempt() {
    forget();
    phase = DownstreamPhase.SUBSCRIBING;
    dialog = SubscriberDialog.begin(moment.callId(), moment.tag());
    attemptAt = now;
    send(Purpose.INITIAL);
  }

  private void send(Purpose purpose) {
    dialog = Objects.requireNonNull(dialog, "dialog").next();
    request = new SubscriberRequest(purpose, dialog, purpose == Purpose.TERMINATE ? 0 : seconds);
    inFlight = request;
    sentAt = now;
    outcomeBy = now + LONGEST_SILENCE_OF_STACK;
    notified = false;
    notifiedUntil = null;
  }

  private void answered(SubscriberRequest sent, SipOutcome outcome) {
    inFlight = null;
    boolean isOver = dialog == null || !dialog.callId().equals(sent.dialog().callId());
    if (phase == DownstreamPhase.UNSUBSCRIBING) {
      unsubscribing(sent, isOver, outcome);
    } else if (isOver) {
      return; // the next attempt waited for this, and is due now
    } else if (outcome instanceof SipOutcome.Answered last && last.response().isSuccess()) {
      granted(sent, last.response());
    } else if (outcome instanceof SipOutcome.Answered last) {
      refused(sent, last.response());
    } else if (outcome instanceof SipOutcome.TimedOut && isOwnStall(sentAt + TIMER_F)) {
      askAgain();
    } else {
      String why =
          outcome instanceof SipOutcome.NotSent notSent
              ? "SUBSCRIBE could not be sent: " + notSent.reason()
              : "SUBSCRIBE timed out";
      brokenOrFailed(why, pause());
    }
  }

  private void granted(SubscriberRequest sent, SipResponse response) {
    expiresAt = SubscriberState.earliest(after(sent.granted(response)), notifiedUntil);
    if (!notified) {
      notifyBy = now + TIMER_N;
    }
    if (sent.purpose() == Purpose.REFRESH && stateKnown) {
      effect = Effect.CONTACT;
      forgiven = false;
    }
    planRefresh();
  }

  private void refused(SubscriberRequest sent, SipResponse response) {
    int status = response.status();
    String why = "SUBSCRIBE was answered with " + status;
    boolean raised = status == 423 && raiseDuration(response);
    long asked = pauseAsked(DeltaSeconds.find(response, "Retry-After"));
    if (raised && sent.purpose() == Purpose.INITIAL && sent.dialog().localSequence() == 1) {
      send(Purpose.INITIAL);
    } else if (sent.purpose() == Purpose.INITIAL) {
      brokenOrFailed(why, Math.max(asked, PERMANENT.contains(status) ? SLOW_PAUSE : pause()));
    } else if (GONE.contains(status)) {
      broken(why);
    } else { // the subscription stays until it expires (RFC 6665 section 4.1.2.2)
      refreshAt = now + Math.max(asked, pause());
      failures++;
    }
  }

  private boolean raiseDuration(SipResponse response) {
    long least = DeltaSeconds.find(response, "Min-Expires").orElse(0);
    boolean usable = least > seconds && least <= SubscriptionDurations.LONGEST;
    if (usable) {
      seconds = least;
    }
    return usable;
  }

  private void planRefresh() {
    long interval = rules.contactInterval();
    interval -= (long) (moment.jitter() * interval / 10);
    if (expiresAt != null) {
      long left = expiresAt - now;
      interval = Math.min(interval, left - Math.min(left / 2, 3 * TIMER_F));
    }
    refreshAt = now + Math.max(SHORTEST_INTERVAL, interval);
  }

  // ---- NOTIFYs

  private void notified(SubscriberNotify notify) {
    if (dialog == null || !dialog.has(notify)) {
      refuse(481, "");
    } else if (!notify.isOfPackage()) {
      refuse(489, "its Event is missing, or of another package");
    } else if (notify.sequence() <= dialog.remoteSequence()) {
      refuse(500, "its CSeq is not above the last one");
    } else if (notify.state() == null) {
      refuse(400, "its Subscription-State is missing or malformed");
    } else {
      dialog = dialog.after(notify);
      answer = 200;
      accepted(notify.state(), notify.body());
    }
  }

  private void refuse(int status, String why) {
    answer = status;
    reason = why;
  }

  private void accepted(SubscriptionStateHeader state, SubscriberBody body) {
    if (state.isTerminated()) {
      terminated(state);
    } else if (phase != DownstreamPhase.UNSUBSCRIBING) {
      long left = Math.min(seconds, state.expires().orElse(seconds));
      notifiedUntil = after(left);
      expiresAt = SubscriberState.earliest(expiresAt, notifiedUntil);
      if (state.state().equals(SubscriptionStateHeader.ACTIVE)) {
        phase = DownstreamPhase.ACTIVE;
        active(body);
      } else { // pending, or a word of a later standard: not the state of the node yet
        phase = DownstreamPhase.PENDING;
        stateKnown = false;
        established();
      }
    }
  }

  private void active(SubscriberBody body) {
    SubscriberObservation observation = body.observation();
    if (observation == null) {
      refuse(body.status(), body.problem());
      return;
    }
    stateKnown = observation.state().isPresent();
    effect = stateKnown ? Effect.REPORT : Effect.STATE_UNKNOWN;
    if (!stateKnown) {
      reason = "it is in state " + Texts.quote(observation.token());
    }
    forgiven = false;
    established();
  }

  private void established() {
    established = true;
    notified = true;
    notifyBy = null;
    failures = Math.min(failures, FAILURES_KEPT);
    planRefresh();
  }

  // ---- ends

  private void terminated(SubscriptionStateHeader state) {
    String why = "the notifier ended the subscription";
    why += state.reason().isEmpty() ? "" : ": " + Texts.quote(state.reason());
    long asked = pauseAsked(state.retryAfter());
    if (phase == DownstreamPhase.UNSUBSCRIBING) {
      dialog = null;
      if (inFlight == null) {
        close();
      }
    } else if (FINAL_REASONS.contains(state.reason())) {
      forget();
      phase = DownstreamPhase.ENDED;
      effect = Effect.ENDED;
      reason = why;
    } else if (LATER_REASONS.contains(state.reason())) {
      failed(why, Math.max(asked, pause()));
    } else if (asked > 0 && !AT_ONCE_REASONS.contains(state.reason())) {
      failed(why, asked);
    } else {
      broken(why);
    }
  }

  /** The subscription is over, or, if no NOTIFY was accepted, has not been made. */
  private void brokenOrFailed(String why, long pause) {
    if (established) {
      broken(why);
    } else {
      failed(why, pause);
    }
  }

  /** An established subscription is over. */
  private void broken(String why) {
    if (now - attemptAt >= STEADY) {
      failures = 0;
    }
    if (failures == 0) {
      waitFor(0);
    } else {
      failed(why, pause());
    }
  }

  private void failed(String why, long pause) {
    effect = Effect.LOST;
    reason = why;
    waitFor(pause);
  }

  private void waitFor(long pause) {
    forget();
    phase = DownstreamPhase.WAITING;
    failures++;
    retryAt = now + pause;
    if (pause == 0 && inFlight == null) {
      attempt();
    }
  }

  /** Forgets the subscription. A request in flight stays: the next one waits for its outcome. */
  private void forget() {
    dialog = null;
    established = false;
    notified = false;
    stateKnown = false;
    notifiedUntil = null;
    retryAt = null;
    notifyBy = null;
    refreshAt = null;
    expiresAt = null;
  }

  private void unsubscribe() {
    if (phase == DownstreamPhase.UNSUBSCRIBING) {
      return;
    }
    SubscriberDialog known = dialog;
    if (known == null || !known.isConfirmed()) {
      close(); // a NOTIFY that comes nevertheless gets 481, which ends it at the notifier
      return;
    }
    forget();
    dialog = known;
    phase = DownstreamPhase.UNSUBSCRIBING;
    if (inFlight == null) {
      send(Purpose.TERMINATE);
    }
  }

  private void unsubscribing(SubscriberRequest sent, boolean isOver, SipOutcome outcome) {
    boolean success =
        outcome instanceof SipOutcome.Answered answered && answered.response().isSuccess();
    if (isOver) {
      close();
    } else if (sent.purpose() != Purpose.TERMINATE) {
      send(Purpose.TERMINATE);
    } else if (success) {
      notifyBy = now + TIMER_N; // for the last NOTIFY
    } else {
      close();
    }
  }

  private void close() {
    forget();
    inFlight = null;
    phase = DownstreamPhase.CLOSED;
  }

  // ---- durations

  private long after(long delay) {
    return now + TimeUnit.SECONDS.toNanos(delay);
  }

  /** Doubles with each failure; up to half of it is taken off at random. */
  private long pause() {
    long whole =
        Math.min(
            rules.longestPause(), saturated(rules.firstPause(), Math.min(failures, MAX_DOUBLINGS)));
    return whole - (long) (moment.jitter() * whole / 2);
  }

  private static long saturated(long nanos, int doublings) {
    return nanos > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : nanos << doublings;
  }

  private static long pauseAsked(OptionalLong asked) {
    return Math.min(LONGEST_PAUSE_ASKED, TimeUnit.SECONDS.toNanos(asked.orElse(0)));
  }
}
