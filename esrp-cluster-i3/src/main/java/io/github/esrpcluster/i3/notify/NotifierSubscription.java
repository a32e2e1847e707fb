package io.github.esrpcluster.i3.notify;

import static io.github.esrpcluster.i3.notify.TransactionTimes.LONGEST_SILENCE_OF_STACK;
import static io.github.esrpcluster.i3.notify.TransactionTimes.TIMER_F;
import static io.github.esrpcluster.i3.notify.TransactionTimes.TIMER_IS_LATE;

import org.jspecify.annotations.Nullable;

/**
 * The state of one subscription at a notifier, and its transitions (RFC 6665 section 4.2, RFC
 * 6446). Immutable, without clock or lock: each transition takes the time and returns the next
 * state with what is to be done.
 *
 * <p>At most one NOTIFY is outstanding, because NOTIFYs of a dialog could overtake each other
 * otherwise. While one is outstanding, or a SUBSCRIBE is being answered, what is due waits; the
 * next NOTIFY then has the newest state.
 *
 * @param terms what the last SUBSCRIBE was granted
 * @param sent the NOTIFYs so far
 * @param failures the failures since the last NOTIFY that was accepted
 * @param due what is to be sent next
 * @param end why the subscription ends; null while it does not
 * @param answering whether a SUBSCRIBE is being answered
 * @param notifying whether a NOTIFY is outstanding
 */
record NotifierSubscription(
    Terms terms,
    SentNotifies sent,
    Failures failures,
    Due due,
    @Nullable TerminationReason end,
    boolean answering,
    boolean notifying) {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Lists what is to be sent next. */
  enum Due {
    /** Nothing. */
    NOTHING,
    /** A changed state, as soon as the rates allow. */
    CHANGE,
    /** The state at once, because of a SUBSCRIBE. */
    FULL,
    /** The last NOTIFY, at once. */
    END
  }

  /** Lists what a transition asks for. */
  enum Action {
    /** Nothing. */
    NONE,
    /** Send a NOTIFY with the newest state. */
    NOTIFY,
    /** Send the NOTIFY that ends the subscription. */
    NOTIFY_END,
    /** Forget the subscription. */
    REMOVE
  }

  /**
   * The next state, and what to do.
   *
   * @param next the state
   * @param action what to do
   * @param wakeAt when to call {@link NotifierSubscription#timePassed} at the latest
   */
  record NotifierStep(NotifierSubscription next, Action action, long wakeAt) {}

  /**
   * The terms that a SUBSCRIBE is granted.
   *
   * @param sequence its CSeq
   * @param seconds the duration; 0 ends the subscription
   * @param expiresAt when the subscription expires
   * @param rates the rates that are applied
   */
  record Terms(long sequence, long seconds, long expiresAt, SubscriptionRates rates) {
    static Terms of(long sequence, long seconds, SubscriptionRates rates, long now) {
      return new Terms(sequence, seconds, now + seconds * NANOS_PER_SECOND, rates);
    }

    /** Returns the whole seconds that are left, for the parameter {@code expires}. */
    long secondsLeft(long now) {
      return Math.max(0, (expiresAt - now) / NANOS_PER_SECOND);
    }
  }

  /**
   * The NOTIFYs that were sent.
   *
   * @param sequence the CSeq of the last; 0 before the first
   * @param at when the last was sent
   * @param outcomeBy when the stack must have given its outcome
   * @param recent how many were sent recently
   */
  record SentNotifies(long sequence, long at, long outcomeBy, RecentNotifies recent) {
    SentNotifies next(long now, @Nullable Rate adaptiveMin) {
      RecentNotifies counted = adaptiveMin == null ? recent : recent.plusOne(now, adaptiveMin);
      return new SentNotifies(sequence + 1, now, now + LONGEST_SILENCE_OF_STACK, counted);
    }

    SentNotifies outcomeBy(long time) {
      return new SentNotifies(sequence, at, time, recent);
    }
  }

  /**
   * Failures in a row.
   *
   * @param count their number
   * @param since when the first was
   * @param retryAt no state is sent before this time, except an end
   */
  record Failures(int count, long since, long retryAt) {
    private static final Failures NONE = new Failures(0, 0, 0);
    private static final long FIRST_PAUSE = NANOS_PER_SECOND;
    private static final int MOST_DOUBLINGS = 6;

    Failures oneMore(long now, long retryAfterSeconds) {
      long pause =
          Math.max(
              retryAfterSeconds * NANOS_PER_SECOND, FIRST_PAUSE << Math.min(count, MOST_DOUBLINGS));
      return new Failures(count + 1, count == 0 ? now : since, now + pause);
    }
  }

  /** Returns the state of a new subscription, whose SUBSCRIBE is being answered. */
  static NotifierSubscription begin(Terms terms, long now) {
    SentNotifies none = new SentNotifies(0, now, now, RecentNotifies.none(now));
    return new NotifierSubscription(terms, none, Failures.NONE, Due.FULL, null, true, false)
        .subscribed(terms);
  }

  /** Takes over the terms of a SUBSCRIBE, which is being answered from now on. */
  NotifierSubscription subscribed(Terms terms) {
    boolean ends = terms.seconds() == 0;
    return new NotifierSubscription(
        terms,
        sent,
        Failures.NONE,
        ends ? Due.END : Due.FULL,
        ends ? TerminationReason.TIMEOUT : null,
        true,
        notifying);
  }

  /** The answer to the SUBSCRIBE has been sent. */
  NotifierStep answered(long now) {
    return with(due, end, false, notifying).settled(now);
  }

  /** The notified state has changed. */
  NotifierStep changed(long now) {
    return (due == Due.NOTHING && end == null ? withDue(Due.CHANGE) : this).settled(now);
  }

  /** The subscription is to end. The first reason stays. */
  NotifierStep ending(TerminationReason reason, long now) {
    return withEnd(reason).settled(now);
  }

  /** Time has passed. */
  NotifierStep timePassed(long now) {
    long overdue = now - sent.outcomeBy();
    if (!notifying || overdue < 0) {
      return settled(now);
    }
    // After a suspension the answer may wait in a socket: the stack gets time to read it, once.
    boolean isFirstLook = sent.outcomeBy() - sent.at() == LONGEST_SILENCE_OF_STACK;
    return isFirstLook && overdue > TIMER_IS_LATE
        ? withSent(sent.outcomeBy(now + TIMER_F)).settled(now)
        : new NotifierStep(with(due, end, answering, false), Action.REMOVE, now);
  }

  /** The outstanding NOTIFY has an outcome. */
  NotifierStep notified(NotifyResult result, long now) {
    NotifierSubscription idle = with(due, end, answering, false);
    if (isEndSent() || removes(result, now)) {
      return new NotifierStep(idle, Action.REMOVE, now);
    }
    if (result.meaning() == NotifyResult.Meaning.ACCEPTED) {
      return idle.withFailures(Failures.NONE).settled(now);
    }
    // The subscriber may lack this state: it is sent again, so that the newest one always arrives.
    NotifierSubscription again = due == Due.NOTHING ? idle.withDue(Due.CHANGE) : idle;
    return again.withFailures(failures.oneMore(now, result.retryAfterSeconds())).settled(now);
  }

  /** Returns whether the last NOTIFY that was sent ends the subscription. */
  boolean isEndSent() {
    return end != null && due == Due.NOTHING;
  }

  private boolean removes(NotifyResult result, long now) {
    return switch (result.meaning()) {
      case GONE -> true;
      case TIMED_OUT -> !isTimedOutBySuspension(now);
      case NOT_SENT -> failures.count() > 0 && now - failures.since() >= TIMER_F;
      case ACCEPTED, FAILED -> false;
    };
  }

  /**
   * A stack that was suspended may give up before it reads the answers that wait. Once in a row.
   */
  private boolean isTimedOutBySuspension(long now) {
    return failures.count() == 0 && now - sent.at() > TIMER_F + TIMER_IS_LATE;
  }

  private NotifierStep settled(long now) {
    if (notifying) {
      return waitingUntil(sent.outcomeBy());
    }
    if (answering) {
      return waitingUntil(now + LONGEST_SILENCE_OF_STACK);
    }
    if (end == null && now - terms.expiresAt() >= 0) {
      return withEnd(TerminationReason.TIMEOUT).settled(now);
    }
    long at = nextNotifyAt(now);
    boolean isDue = now - at >= 0;
    if (end != null && !(due == Due.CHANGE && isDue)) {
      return new NotifierStep(
          sending(Due.NOTHING, now), Action.NOTIFY_END, now + LONGEST_SILENCE_OF_STACK);
    }
    return isDue
        ? new NotifierStep(
            sending(end == null ? Due.NOTHING : Due.END, now),
            Action.NOTIFY,
            now + LONGEST_SILENCE_OF_STACK)
        : waitingUntil(earlier(at, terms.expiresAt()));
  }

  private NotifierStep waitingUntil(long time) {
    return new NotifierStep(this, Action.NONE, time);
  }

  private NotifierSubscription sending(Due next, long now) {
    return new NotifierSubscription(
        terms, sent.next(now, terms.rates().adaptiveMin()), failures, next, end, answering, true);
  }

  /** Returns when the next NOTIFY is to be sent, if nothing else happens. */
  private long nextNotifyAt(long now) {
    return switch (due) {
      case FULL, END -> now;
      case CHANGE -> afterFailures(sent.at() + shortestInterval());
      case NOTHING -> sent.at() + Math.max(repeatInterval(), shortestInterval());
    };
  }

  /** A NOTIFY that answers a SUBSCRIBE does not wait for this: the subscriber is there. */
  private long afterFailures(long at) {
    return failures.count() == 0 ? at : later(at, failures.retryAt());
  }

  private long shortestInterval() {
    Rate max = terms.rates().max();
    return max == null ? 0 : max.intervalNanos();
  }

  private long repeatInterval() {
    Rate min = terms.rates().min();
    Rate adaptive = terms.rates().adaptiveMin();
    long interval = min == null ? Rate.LONGEST : min.intervalNanos();
    return adaptive == null
        ? interval
        : Math.min(interval, sent.recent().nanosToNext(sent.at(), adaptive));
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  private NotifierSubscription withDue(Due due) {
    return with(due, end, answering, notifying);
  }

  /**
   * At a shutdown a changed state, {@code GoingDown}, is sent before the end if the rates allow.
   */
  private NotifierSubscription withEnd(TerminationReason reason) {
    if (end != null) {
      return this;
    }
    boolean keepsChange = due == Due.CHANGE && reason == TerminationReason.SHUT_DOWN;
    return with(keepsChange ? due : Due.END, reason, answering, notifying);
  }

  private NotifierSubscription withSent(SentNotifies sent) {
    return new NotifierSubscription(terms, sent, failures, due, end, answering, notifying);
  }

  private NotifierSubscription withFailures(Failures failures) {
    return new NotifierSubscription(terms, sent, failures, due, end, answering, notifying);
  }

  private NotifierSubscription with(
      Due due, @Nullable TerminationReason end, boolean answering, boolean notifying) {
    return new NotifierSubscription(terms, sent, failures, due, end, answering, notifying);
  }
}
