package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The duties of a notifier towards one subscription (RFC 6665 section 4.2, RFC 6446). A plain
 * record of its requests, answers and NOTIFYs, in the order in which they came.
 */
final class SubscriptionModel {
  static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** A notifier may round the interval of a rate. */
  private static final long ROUNDING = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long TIMER_F = 32 * SECOND;

  /** An outcome that is later than timer F by this was delayed by the process itself. */
  private static final long LATE = TimeUnit.MILLISECONDS.toNanos(100);

  /** The longest pause after a failure without {@code Retry-After}. */
  private static final long LONGEST_PAUSE = 64 * SECOND;

  private static final Set<Integer> REMOVING =
      Set.of(404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604);
  private static final Set<String> RETRY_REASONS = Set.of("probation", "giveup");

  /** Why a subscription ends to what is not known any more: it may come back. */
  private static final String GONE = "probation";

  enum Phase {
    ALIVE,
    /** The last NOTIFY was sent and has no outcome yet. */
    ENDING,
    ENDED
  }

  final DialogKey key;
  final String eventPackage;
  final String uri;
  final String peer;
  private final String eventId;
  private final WireLedger ledger;

  // The terms of the last SUBSCRIBE.
  private String target = "";
  private HeaderValue asked = HeaderValue.parse("");
  private long subscribeSequence;
  private long granted;
  private long expiresAt;
  private boolean fullOwed;

  /** Why the subscription has to end; empty if it has not, except by its expiry. */
  private String endReason = "";

  private @Nullable BodyContent lastTruth;

  /** Whether its resource was not known for a moment, so that it may have to end. */
  private boolean goneForAMoment;

  // The NOTIFYs.
  private Phase phase = Phase.ALIVE;
  private String endedBy = "";
  private @Nullable SipRequest outstanding;
  private long sequence = -1;
  private long lastNotifyAt;
  private long nextInterval = -1;
  private HeaderValue announced = HeaderValue.parse("");
  private @Nullable BodyContent sent;
  private final Deque<Long> recent = new ArrayDeque<>();

  // The answers to NOTIFYs.
  private @Nullable BodyContent delivered;
  private int failures;
  private long failingSince;
  private long retryAtTheEarliest;
  private long retryAtTheLatest;

  // Since when the notifier could do what is due.
  private long freeSince;
  private long staleSince;
  private boolean stale;

  SubscriptionModel(WireLedger ledger, DialogKey key, SipRequest subscribe) {
    this.ledger = ledger;
    this.key = key;
    HeaderValue event = SubscribeDefects.event(subscribe);
    eventPackage = event.value();
    eventId = event.parameter("id");
    uri = subscribe.uri();
    peer = subscribe.peer().orElseThrow().address();
  }

  Phase phase() {
    return phase;
  }

  boolean isAlive() {
    return phase == Phase.ALIVE;
  }

  /** Returns whether the end was asked for, and waits for the outcome of an earlier NOTIFY. */
  boolean isEndOwed() {
    return !endReason.isEmpty();
  }

  long subscribeSequence() {
    return subscribeSequence;
  }

  /** Returns what was the truth at the end of the last instant; null if there was none. */
  @Nullable BodyContent lastTruth() {
    return lastTruth;
  }

  void lastTruth(@Nullable BodyContent truth) {
    lastTruth = truth == null ? lastTruth : truth;
  }

  /** Returns what the subscriber has accepted last; null if that is not certain. */
  @Nullable BodyContent delivered() {
    return delivered;
  }

  @Nullable BodyContent sent() {
    return sent;
  }

  private String text() {
    return eventPackage + " of " + uri + " for " + peer + " " + key;
  }

  private void check(WireInvariant invariant, boolean holds, Supplier<String> what) {
    ledger.check(invariant, holds, () -> text() + ": " + what.get());
  }

  // ---- SUBSCRIBE

  /** A SUBSCRIBE got a 2xx answer. */
  void subscribed(SipRequest subscribe, long seconds, long now) {
    granted = seconds;
    target = subscribe.contact();
    asked = SubscribeDefects.event(subscribe);
    subscribeSequence = subscribe.sequence();
    expiresAt = now + granted * SECOND;
    endReason = granted == 0 ? "timeout" : "";
    fullOwed = true;
    failures = 0;
    freeSince = now;
  }

  /** A SUBSCRIBE in the dialog was refused, because its sender may not subscribe any more. */
  void rejected() {
    endFor("rejected");
  }

  /** The resource of the subscription is not known at the moment. */
  void gone() {
    goneForAMoment = true;
  }

  /** Returns whether the notifier may have to end it, because it was about what was unknown. */
  boolean mayHaveToEnd() {
    return goneForAMoment;
  }

  /** The subscription has to end. The first reason stays. */
  private void endFor(String reason) {
    endReason = endReason.isEmpty() ? reason : endReason;
  }

  // ---- NOTIFY

  /**
   * A NOTIFY was sent.
   *
   * @param possible the states that are the newest in this instant
   * @param mayEnd whether the notifier may end the subscription by itself
   */
  void notified(SipRequest notify, Set<BodyContent> possible, boolean mayEnd, long now) {
    check(
        WireInvariant.ENDED_SUBSCRIPTION_IS_SILENT,
        isAlive(),
        () -> "NOTIFY " + notify.sequence() + " after " + endedBy);
    check(
        WireInvariant.ONE_NOTIFY_IS_OUTSTANDING,
        outstanding == null,
        () -> "NOTIFY " + notify.sequence() + " while " + outstanding + " is outstanding");
    check(
        WireInvariant.CSEQ_INCREASES_BY_ONE,
        sequence < 0
            ? notify.sequence() < SipRequest.SEQUENCE_END
            : notify.sequence() == sequence + 1,
        () -> "CSeq " + notify.sequence() + " after " + sequence);
    checkDialog(notify);
    HeaderValue state = HeaderValue.parse(notify.header("Subscription-State").orElse(""));
    switch (state.value()) {
      case "active" -> checkActive(state, mayEnd, now);
      case "terminated" -> checkTerminated(state, mayEnd, now);
      default ->
          check(WireInvariant.SUBSCRIPTION_STATE_IS_RIGHT, false, () -> "state " + state.value());
    }
    BodyContent content = BodyContent.of(notify.body());
    check(
        WireInvariant.UNREACHABLE_IS_NOT_SENT,
        !content.state().equals("Unreachable"),
        () -> "body " + notify.body().text());
    check(
        WireInvariant.NEWEST_STATE_IS_SENT,
        state.parameter("reason").equals(GONE) || possible.contains(content), // its last state
        () -> "sent " + content + ", newest " + possible);
    outstanding = notify;
    sequence = notify.sequence();
    lastNotifyAt = now;
    announced = state;
    sent = content;
    fullOwed = false;
    nextInterval = longestInterval(now);
    if (state.value().equals("terminated")) {
      phase = Phase.ENDING;
      endedBy = "terminated;reason=" + state.parameter("reason");
    }
  }

  private void checkDialog(SipRequest notify) {
    HeaderValue event = HeaderValue.parse(notify.header("Event").orElse(""));
    check(
        WireInvariant.NOTIFY_BELONGS_TO_ITS_DIALOG,
        event.value().equals(eventPackage) && event.parameter("id").equals(eventId),
        () -> "Event " + notify.header("Event"));
    check(
        WireInvariant.NOTIFY_BELONGS_TO_ITS_DIALOG,
        notify.uri().equals(target) && notify.routes().isEmpty(),
        () -> "sent to " + notify.uri() + " instead of " + target);
  }

  private void checkActive(HeaderValue state, boolean mayEnd, long now) {
    check(WireInvariant.SUBSCRIPTION_STATE_IS_RIGHT, !isEndOwed(), () -> "active after the end");
    check(
        WireInvariant.SUBSCRIPTION_ENDS_IN_TIME,
        mayEnd || now < expiresAt,
        () -> "active after its expiry");
    long left = Math.max(0, expiresAt - now);
    long expires = state.number("expires").orElse(-1);
    check(
        WireInvariant.SUBSCRIPTION_STATE_IS_RIGHT,
        expires >= left / SECOND && expires <= (left + SECOND - 1) / SECOND,
        () -> "expires=" + state.parameter("expires") + " with " + left / 1e9 + " s left");
    checkRates(state, left);
    check(
        WireInvariant.RETRY_AFTER_IS_KEPT,
        fullOwed || failures == 0 || now >= retryAtTheEarliest,
        () -> (retryAtTheEarliest - now) / 1e9 + " s before the subscriber allows it");
    long interval = intervalOf(state, "max-rate");
    check(
        WireInvariant.MAX_RATE_IS_KEPT,
        fullOwed || interval < 0 || now - lastNotifyAt >= interval - ROUNDING,
        () -> "NOTIFY after " + (now - lastNotifyAt) / 1e9 + " s, " + state);
  }

  private void checkTerminated(HeaderValue state, boolean mayEnd, long now) {
    String reason = state.parameter("reason");
    String wanted = isEndOwed() ? endReason : now >= expiresAt ? "timeout" : "";
    check(
        WireInvariant.SUBSCRIPTION_STATE_IS_RIGHT,
        !state.has("expires")
            && (RETRY_REASONS.contains(reason) || !state.has("retry-after"))
            && !reason.isEmpty()
            && (mayEnd || reason.equals(wanted) || (goneForAMoment && reason.equals(GONE))),
        () -> state + " instead of " + wanted + ", " + (expiresAt - now) / 1e9 + " s left");
  }

  // ---- rates

  private void checkRates(HeaderValue state, long left) {
    boolean queue = eventPackage.equals("emergency-QueueState");
    double askedMax = asked.rate("max-rate").orElse(queue ? 1 : 0);
    double max = state.rate("max-rate").orElse(0);
    // Its interval is at most the duration, so that a change is notified (RFC 6446 section 5.2).
    double leastMax = askedMax == 0 ? 0 : Math.max(askedMax, 1.0 / granted);
    checkRate("max-rate", max, leastMax, askedMax == 0 ? 0 : Math.max(askedMax, 1e9 / left));
    double bound = max == 0 ? 1 : Math.min(1, max); // highest min-rate: this library's choice
    double askedAdaptive = asked.rate("adaptive-min-rate").orElse(0);
    double adaptive = Math.min(askedAdaptive, bound);
    checkRate("adaptive-min-rate", state.rate("adaptive-min-rate").orElse(0), adaptive, adaptive);
    boolean usual = queue && !asked.has("min-rate") && !asked.has("adaptive-min-rate");
    double min = Math.min(asked.rate("min-rate").orElse(usual ? 1 / 60.0 : 0), bound);
    double wanted = adaptive > 0 && min >= adaptive ? 0 : min;
    checkRate("min-rate", state.rate("min-rate").orElse(0), wanted, wanted);
  }

  private void checkRate(String name, double found, double least, double most) {
    check(
        WireInvariant.RATES_ARE_ANNOUNCED,
        found >= least - 2e-10 && found <= most + 2e-10,
        () ->
            name
                + " "
                + found
                + " announced, wanted "
                + least
                + " to "
                + most
                + ", asked "
                + asked);
  }

  private static long intervalOf(HeaderValue state, String rate) {
    double perSecond = state.rate(rate).orElse(0);
    return perSecond == 0 ? -1 : (long) Math.min(Long.MAX_VALUE / 4.0, 1e9 / perSecond);
  }

  /**
   * Returns the longest time from this NOTIFY to the next that the rates allow. For {@code
   * adaptive-min-rate} that is count / (rate^2 * period), with a period of a minute, or twice the
   * interval of a lower rate (RFC 6446 section 4.4).
   */
  private long longestInterval(long now) {
    long interval = intervalOf(announced, "min-rate");
    double adaptive = announced.rate("adaptive-min-rate").orElse(0);
    recent.addLast(now);
    if (adaptive == 0) {
      return interval;
    }
    double period = Math.max(60, 2 / adaptive);
    while (now - recent.getFirst() > 2 * period * SECOND) {
      recent.removeFirst();
    }
    double seconds = Math.max(1 / adaptive, recent.size() / (adaptive * adaptive * period));
    long atMost = (long) Math.min(Long.MAX_VALUE / 4.0, seconds * 1e9);
    return interval < 0 ? atMost : Math.min(interval, atMost);
  }

  // ---- the outcome

  /** The outstanding NOTIFY has an outcome. */
  void ended(SipRequest notify, SipOutcome outcome, long now) {
    if (!notify.equals(outstanding)) {
      return;
    }
    outstanding = null;
    freeSince = now;
    if (phase != Phase.ALIVE) {
      phase = Phase.ENDED;
      return;
    }
    if (outcome instanceof SipOutcome.Answered answered) {
      answered(answered.response(), now);
    } else if (outcome instanceof SipOutcome.TimedOut
        ? failures > 0 || now - lastNotifyAt <= TIMER_F + LATE // this process was not suspended
        : failures > 0 && now - failingSince >= TIMER_F) {
      end("a NOTIFY that was not answered");
    } else {
      failed(0, now);
    }
  }

  private void answered(SipResponse response, long now) {
    if (response.isSuccess()) {
      delivered = sent;
      failures = 0;
    } else if (REMOVING.contains(response.status())) {
      end("the answer " + response.status());
    } else {
      failed(response.header("Retry-After").map(Long::parseLong).orElse(0L), now);
    }
  }

  private void failed(long retryAfter, long now) {
    failingSince = failures++ == 0 ? now : failingSince;
    retryAtTheEarliest = now + retryAfter * SECOND;
    retryAtTheLatest = now + Math.max(LONGEST_PAUSE, retryAfter * SECOND);
    delivered = null;
  }

  private void end(String by) {
    phase = Phase.ENDED;
    endedBy = by;
  }

  /** The process of the notifier runs again after a suspension. */
  void resumed(long now) {
    freeSince = now;
  }

  // ---- what is due

  /** Nothing happens any more in this instant: all that is due must have been sent. */
  void atEndOfInstant(@Nullable BodyContent truth, long now) {
    lastTruth(truth);
    if (truth == null) {
      endFor(GONE);
    }
    if (!isAlive() || outstanding != null) {
      return;
    }
    goneForAMoment = false;
    check(
        WireInvariant.SUBSCRIPTION_ENDS_IN_TIME, !isEndOwed(), () -> "still active: " + endReason);
    check(
        WireInvariant.FULL_NOTIFY_FOLLOWS_SUBSCRIBE,
        !fullOwed,
        () -> "no NOTIFY after the SUBSCRIBE " + subscribeSequence);
    check(
        WireInvariant.SUBSCRIPTION_ENDS_IN_TIME,
        now <= Math.max(expiresAt, freeSince),
        () -> "still active " + (now - expiresAt) / 1e9 + " s after its expiry");
    long pauseEnd = failures == 0 ? freeSince : Math.max(freeSince, retryAtTheLatest);
    boolean isStale = truth != null && !Objects.equals(delivered, truth);
    if (isStale && !stale) {
      staleSince = now;
    }
    stale = isStale;
    long throttle = intervalOf(announced, "max-rate");
    long changeDue = Math.max(Math.max(staleSince, pauseEnd), lastNotifyAt + Math.max(0, throttle));
    check(
        WireInvariant.STATE_IS_SENT_IN_TIME,
        !stale || now <= changeDue + (throttle < 0 ? 0 : ROUNDING),
        () ->
            "holds "
                + delivered
                + ", newest "
                + truth
                + " since "
                + (now - staleSince) / 1e9
                + " s");
    check(
        WireInvariant.MIN_RATE_IS_KEPT,
        nextInterval < 0 || now <= Math.max(pauseEnd, lastNotifyAt + nextInterval) + ROUNDING,
        () -> "no NOTIFY for " + (now - lastNotifyAt) / 1e9 + " s, " + announced);
  }

  /** Returns whether max-rate still delays a change. */
  boolean isThrottled(long now) {
    return now < lastNotifyAt + intervalOf(announced, "max-rate");
  }

  @Override
  public String toString() {
    return text() + " " + phase;
  }
}
