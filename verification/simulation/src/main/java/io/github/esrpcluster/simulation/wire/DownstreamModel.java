package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The duties of a subscriber towards one downstream (RFC 6665 section 4.1), and the state that its
 * manager must show. A plain record of the requests, answers and NOTIFYs.
 */
final class DownstreamModel {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long TIMER_F = 32 * SECOND;

  /** An outcome that is later than timer F by this was delayed by the process itself. */
  private static final long LATE = TimeUnit.MILLISECONDS.toNanos(100);

  /** A subscription that lived so long gets a second attempt before the node is lost. */
  private static final long STEADY = TIMER_F;

  /** The shortest time from a contact to a refresh. */
  private static final long SHORTEST_INTERVAL = 2 * SECOND;

  /** The pause after a refusal that does not go away by itself. */
  private static final long SLOW_PAUSE = 15 * 60 * SECOND;

  /**
   * The longest time without contact: a third of the lease of 5 minutes until the refresh, timer F
   * of it, and timers F and N of the attempt that follows at once.
   */
  private static final long LONGEST_SILENCE = (100 + 32 + 32 + 32 + 5) * SECOND;

  /** The lease, and the sweep that finds it expired. */
  private static final long LEASE = 300 * SECOND + WireSetup.SWEEP_INTERVAL.toNanos();

  private static final Set<String> FINAL =
      Set.of("rejected", "noresource", "invariant", "badfilter");
  private static final Set<Integer> GONE =
      Set.of(404, 405, 408, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604);
  private static final Set<Integer> PERMANENT =
      Set.of(401, 403, 404, 405, 406, 407, 410, 414, 415, 416, 420, 484, 485, 489, 501, 603, 604);
  private static final Map<String, ElementState> OF_SERVICE =
      Map.of(
          "Normal", ElementState.NORMAL,
          "ScheduledMaintenanceAvailable", ElementState.NORMAL,
          "Partial", ElementState.SERVICE_DISRUPTION,
          "MajorIncidentInProgress", ElementState.SERVICE_DISRUPTION,
          "Overloaded", ElementState.OVERLOADED,
          "GoingDown", ElementState.GOING_DOWN,
          "ScheduledMaintenanceDown", ElementState.SCHEDULED_MAINTENANCE,
          "Unstaffed", ElementState.DOWN,
          "Down", ElementState.DOWN);

  /** Lists the states of the contact with the node. */
  enum Contact {
    /** The state is that of the last NOTIFY. */
    GOOD,
    /** The subscription is over, and an attempt follows at once: the state is still that. */
    DOUBTFUL,
    /** A refresh was refused for now: the state stays until the lease expires. */
    UNDECIDED,
    /** The node is unreachable. */
    LOST
  }

  final String uri;
  private final String eventPackage;
  private final WireLedger ledger;
  private final Set<String> used = new HashSet<>();

  // The dialog.
  private String callId = "";
  private String tag = "";
  private String notifierTag = "";
  private String target = "";
  private long sequence;
  private long notifySequence = -1;
  private boolean uncertain;

  /** Whether a NOTIFY with the state came in this attempt. */
  private boolean established;

  // Times.
  private long attemptAt;
  private long sentAt;
  private long grantedUntil;
  private long notifyBy = Long.MAX_VALUE;
  private long lastContact;
  private long lastNotifyAt = Long.MIN_VALUE;
  private long notBefore = Long.MIN_VALUE;

  private @Nullable SipRequest outstanding;
  private boolean forgiven;
  private boolean refreshRefused;
  private boolean ended;
  private boolean closed;
  private Contact contact = Contact.LOST;
  private ElementState delivered = ElementState.UNREACHABLE;
  private String why = "the beginning";

  DownstreamModel(WireLedger ledger, String uri, String eventPackage, long now) {
    this.ledger = ledger;
    this.uri = uri;
    this.eventPackage = eventPackage;
    lastContact = now;
  }

  boolean isOf(SipRequest request) {
    return request.method().equals("SUBSCRIBE") && request.to().uri().equals(uri);
  }

  boolean hasDialog(SipRequest notify) {
    return !callId.isEmpty() && notify.callId().equals(callId);
  }

  private void check(WireInvariant invariant, boolean holds, Supplier<String> what) {
    ledger.check(invariant, holds, () -> this + ": " + what.get());
  }

  /** The subscription is not wanted any more. */
  void close() {
    closed = true;
  }

  // ---- SUBSCRIBE

  void subscribing(SipRequest request, long now) {
    long expires =
        HeaderValue.parse("x;e=" + request.header("Expires").orElse("")).number("e").orElse(-1);
    String event = request.header("Event").orElse("");
    check(
        WireInvariant.SUBSCRIBE_IS_RIGHT,
        HeaderValue.parse(event).value().equals(eventPackage)
            && (closed ? expires == 0 || expires >= 60 : expires >= 60 && expires <= 86_400)
            && !request.from().tag().isEmpty(),
        () -> request + " " + request.headers());
    check(
        WireInvariant.ONE_SUBSCRIBE_IS_OUTSTANDING,
        outstanding == null,
        () -> request + " while " + outstanding + " is outstanding");
    boolean inDialog = request.callId().equals(callId);
    check(
        WireInvariant.SUBSCRIBE_IS_RIGHT,
        inDialog
            ? request.from().tag().equals(tag)
                && request.to().tag().equals(notifierTag)
                && request.sequence() == sequence + 1
                && request.uri().equals(target)
            : request.to().tag().isEmpty()
                && request.uri().equals(uri)
                && used.add(request.callId())
                && used.add(request.from().tag()),
        () -> request + " with " + request.from() + " and " + request.to() + " in " + callId);
    if (!inDialog) {
      check(
          WireInvariant.SUBSCRIPTION_IS_REFRESHED,
          callId.isEmpty()
              || contact != Contact.GOOD
              || forgiven
              || refreshRefused
              || now - lastContact <= SHORTEST_INTERVAL
              || uncertain
              || now != grantedUntil // later only because the process was suspended
              || notifyBy <= now,
          () -> "made anew because it had expired");
      check(
          WireInvariant.PAUSES_ARE_KEPT,
          !ended && !closed && now >= notBefore,
          () -> (notBefore - now) / 1e9 + " s too early, after " + why);
      callId = request.callId();
      tag = request.from().tag();
      notifierTag = "";
      target = uri;
      notifySequence = -1;
      attemptAt = now;
      established = false;
      refreshRefused = false;
      notBefore = Long.MIN_VALUE;
    }
    sequence = request.sequence();
    outstanding = request;
    sentAt = now;
    notifyBy = Long.MAX_VALUE;
    uncertain = false;
  }

  void answered(SipRequest request, SipOutcome outcome, long now) {
    if (!request.equals(outstanding)) {
      return;
    }
    outstanding = null;
    if (closed) {
      return; // the dialog stays until its end is answered
    }
    uncertain |= now - sentAt >= 2 * TIMER_F; // it may have given up on the stack
    boolean initial = request.to().tag().isEmpty();
    boolean over = !request.callId().equals(callId);
    if (outcome instanceof SipOutcome.Answered answered) {
      if (!over) {
        answered(answered.response(), initial, now);
      }
    } else if (!over
        && outcome instanceof SipOutcome.TimedOut
        && now - sentAt > TIMER_F + LATE
        && !forgiven) {
      forgiven = true; // the process was suspended: it asks again
      uncertain = true;
    } else if (!over) {
      over(afterAge(now), "no answer", now);
    }
  }

  private void answered(SipResponse response, boolean initial, long now) {
    int status = response.status();
    long retryAfter = seconds(response, "Retry-After").orElse(0);
    if (response.isSuccess()) {
      refreshRefused = false;
      grantedUntil = now + seconds(response, "Expires").orElse(0) * SECOND;
      notifyBy = notified() ? Long.MAX_VALUE : now + TIMER_F;
      lastContact = now;
      if (!initial && contact == Contact.UNDECIDED) {
        contact = delivered == ElementState.UNREACHABLE ? Contact.LOST : Contact.UNDECIDED;
      }
    } else if (status == 423 && initial) {
      uncertain = true; // once more, with the duration that the notifier asks for
      target = uri;
    } else if (initial || GONE.contains(status)) {
      over(afterAge(now), "the answer " + status, now);
      long pause = initial && PERMANENT.contains(status) ? SLOW_PAUSE : 0;
      notBefore = initial ? now + Math.max(pause, Math.min(3_600, retryAfter) * SECOND) : notBefore;
    } else {
      refreshRefused = true;
      contact = contact == Contact.LOST ? Contact.LOST : Contact.UNDECIDED;
    }
  }

  /** Returns whether a NOTIFY came since the last SUBSCRIBE. */
  private boolean notified() {
    return lastContact >= sentAt && notifySequence >= 0 && lastNotifyAt >= sentAt;
  }

  private static OptionalLong seconds(SipResponse response, String header) {
    return HeaderValue.parse("x;s=" + response.header(header).orElse("")).number("s");
  }

  private Contact afterAge(long now) {
    if (contact == Contact.LOST || contact == Contact.DOUBTFUL || !established) {
      return Contact.LOST;
    }
    return now - attemptAt < STEADY ? Contact.UNDECIDED : Contact.DOUBTFUL;
  }

  private void over(Contact next, String because, long now) {
    contact = next;
    why = because;
    callId = "";
    notifyBy = Long.MAX_VALUE;
    lastContact = now;
  }

  // ---- NOTIFY

  /** A NOTIFY of this dialog was answered. */
  void notified(SipRequest notify, SipResponse response, long now) {
    boolean matches =
        notify.to().tag().equals(tag)
            && (notifierTag.isEmpty() || notify.from().tag().equals(notifierTag));
    int wanted = matches ? answerTo(notify) : 481;
    boolean givenUp = outstanding != null && now - sentAt >= 2 * TIMER_F; // on the stack
    check(
        WireInvariant.NOTIFY_GETS_THE_RIGHT_ANSWER,
        response.status() == wanted
            || ((uncertain || closed || givenUp) && response.status() == 481),
        () -> notify + " got " + response.status() + " instead of " + wanted);
    if (matches && (wanted == 200 || wanted == 400 || wanted == 415) && response.status() != 481) {
      notifierTag = notify.from().tag();
      target = notify.contact();
      notifySequence = notify.sequence();
      if (response.status() == 200) {
        accepted(notify, now);
      }
    }
  }

  private int answerTo(SipRequest notify) {
    if (!HeaderValue.parse(notify.header("Event").orElse("")).value().equals(eventPackage)) {
      return 489;
    }
    if (notify.sequence() <= notifySequence) {
      return 500;
    }
    if (isTerminated(notify)) {
      return 200;
    }
    return BodyContent.of(notify.body()).state().isEmpty() ? 400 : 200;
  }

  private static boolean isTerminated(SipRequest notify) {
    return state(notify).value().equals("terminated");
  }

  private static HeaderValue state(SipRequest notify) {
    return HeaderValue.parse(notify.header("Subscription-State").orElse(""));
  }

  private void accepted(SipRequest notify, long now) {
    lastContact = now;
    lastNotifyAt = now;
    HeaderValue state = state(notify);
    if (isTerminated(notify)) {
      terminated(state, now);
      return;
    }
    notifyBy = Long.MAX_VALUE;
    established = true;
    forgiven = false;
    uncertain = false;
    long until = now + state.number("expires").orElse(3_600) * SECOND;
    grantedUntil = outstanding != null ? until : Math.min(until, grantedUntil);
    delivered = stateOf(BodyContent.of(notify.body()));
    contact = delivered == ElementState.UNREACHABLE ? Contact.LOST : Contact.GOOD;
    why = "NOTIFY " + notify.sequence();
  }

  private static ElementState stateOf(BodyContent content) {
    return content.type().equals(BodyContent.SERVICE_STATE)
        ? OF_SERVICE.getOrDefault(content.state(), ElementState.UNREACHABLE)
        : ElementState.find(content.state()).orElse(ElementState.UNREACHABLE);
  }

  private void terminated(HeaderValue state, long now) {
    String reason = state.parameter("reason");
    long retryAfter = Math.min(3_600, state.number("retry-after").orElse(0));
    boolean later =
        reason.equals("probation")
            || reason.equals("giveup")
            || (retryAfter > 0 && !reason.equals("deactivated") && !reason.equals("timeout"));
    over(
        FINAL.contains(reason) || later ? Contact.LOST : afterAge(now),
        "terminated " + reason,
        now);
    ended = FINAL.contains(reason);
    notBefore = later ? now + retryAfter * SECOND : Long.MIN_VALUE;
  }

  // ---- what the manager shows

  /**
   * Nothing happens any more in this instant.
   *
   * @param shown the state of the member
   * @param resumedAt when the process was last suspended; it may do late what was due before
   */
  void atEndOfInstant(ElementState shown, long resumedAt, long now) {
    if (closed) {
      return;
    }
    boolean waits = !callId.isEmpty() && outstanding == null;
    check(
        WireInvariant.SUBSCRIPTION_IS_REFRESHED,
        !waits
            || contact != Contact.GOOD
            || forgiven
            || refreshRefused
            || now - lastContact <= SHORTEST_INTERVAL
            || now < grantedUntil
            || resumedAt >= grantedUntil
            || notifyBy <= now,
        () -> "not refreshed before it expired");
    if (waits && Math.min(notifyBy, grantedUntil) <= now) {
      late(resumedAt, now);
    }
    ElementState expected = contact == Contact.LOST ? ElementState.UNREACHABLE : delivered;
    check(
        WireInvariant.MEMBER_HAS_THE_DELIVERED_STATE,
        shown == expected
            || (shown == ElementState.UNREACHABLE && (contact == Contact.UNDECIDED || uncertain)),
        () -> "the member is " + shown + " instead of " + expected + " after " + why);
    long longest = contact == Contact.UNDECIDED ? LEASE : LONGEST_SILENCE;
    check(
        WireInvariant.SILENT_NODE_IS_UNREACHABLE,
        shown == ElementState.UNREACHABLE || now - Math.max(resumedAt, lastContact) <= longest,
        () -> "still " + shown + (now - lastContact) / 1e9 + " s after the last contact");
  }

  /** No NOTIFY followed, or the subscription has expired. */
  private void late(long resumedAt, long now) {
    long deadline = Math.min(notifyBy, grantedUntil);
    if (now - deadline > LATE || resumedAt >= deadline) {
      uncertain = true; // the process missed it: what it does now depends on when it resumed
    } else {
      over(afterAge(now), "no NOTIFY or refresh", now);
    }
  }

  /** Returns whether the node must be reachable by now, if its notifier is. */
  boolean mustBeReachable(long now) {
    return !ended && !closed && now > notBefore + 100 * SECOND;
  }

  @Override
  public String toString() {
    return uri + " " + contact + " " + callId + " (" + why + ")";
  }
}
