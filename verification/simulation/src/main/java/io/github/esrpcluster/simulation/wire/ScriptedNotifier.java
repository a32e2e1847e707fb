package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipBody;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A simple notifier of one ElementState. It obeys RFC 6665, except where the script makes it
 * refuse, end or lie. It serves {@code min-rate} and no other rate.
 */
final class ScriptedNotifier implements SipReceiver {
  private static final String PACKAGE = "emergency-ElementState";

  /** Lists what it does wrong, to show that the checker sees it. */
  enum Misbehavior {
    SKIPS_FIRST_NOTIFY,
    SENDS_OLD_STATE,
    OVERLAPS_NOTIFIES,
    SKIPS_A_NUMBER,
    REPEATS_A_NUMBER,
    GRANTS_MORE,
    ANNOUNCES_MORE,
    CHANGES_THE_EVENT,
    NOTIFIES_AFTER_THE_END,
    NOTIFIES_AFTER_481,
    NEVER_EXPIRES,
    FORGETS_A_CHANGE,
    SENDS_UNREACHABLE,
    ENDS_WITHOUT_REASON,
    ACCEPTS_ANY_DURATION,
    ACCEPTS_UNKNOWN_DIALOGS,
    FORGETS_MIN_RATE
  }

  /** A subscription. */
  private static final class Grant {
    final SipRequest subscribe;
    final String tag;
    String target;
    HeaderValue event;
    long subscribeSequence;
    long expiresAt;
    long notifySequence;
    boolean outstanding;
    boolean due;
    boolean ending;
    String reason = "";
    long retryAfter = -1;
    @Nullable Future<?> expiry;
    @Nullable Future<?> repeat;

    Grant(SipRequest subscribe, String tag) {
      this.subscribe = subscribe;
      this.tag = tag;
      this.target = subscribe.contact();
      this.event = SubscribeDefects.event(subscribe);
    }
  }

  private final SimulatedSipStack stack;
  private final String element;
  private final Set<Misbehavior> misbehaviors = new TreeSet<>();
  private final Map<DialogKey, Grant> grants = new LinkedHashMap<>();
  private String state = "Normal";
  private @Nullable String oldState;
  private @Nullable SipResponse refusal;
  private long longest = SubscribeDefects.LONGEST;
  private boolean wrapped;
  private long tags;

  ScriptedNotifier(SimulatedSipStack stack, String element) {
    this.stack = stack;
    this.element = element;
    stack.receiver(this);
  }

  SimulatedSipStack stack() {
    return stack;
  }

  // ---- what the script decides

  void misbehave(Misbehavior how) {
    misbehaviors.add(how);
  }

  private boolean does(Misbehavior how) {
    return misbehaviors.contains(how);
  }

  /** Refuses each SUBSCRIBE with this response; accepts them again if null. */
  void refuse(@Nullable SipResponse response) {
    refusal = response;
  }

  /** Grants at most this long. */
  void grantAtMost(Duration duration) {
    longest = duration.toSeconds();
  }

  /** Writes the bodies in the wrapped form of the schema. */
  void wrapBodies(boolean wrap) {
    wrapped = wrap;
  }

  String state() {
    return state;
  }

  BodyContent content() {
    return new BodyContent(BodyContent.ELEMENT_STATE, element, state, "", "");
  }

  void change(String newState) {
    oldState = state;
    state = newState;
    if (!does(Misbehavior.FORGETS_A_CHANGE)) {
      List.copyOf(grants.values()).forEach(this::notifySoon);
    }
  }

  /** Ends all subscriptions. */
  void terminate(String reason, long retryAfter) {
    for (Grant grant : List.copyOf(grants.values())) {
      grant.reason = reason;
      grant.retryAfter = retryAfter;
      end(grant);
    }
  }

  /** Forgets all subscriptions, as a node does that restarts. */
  void forgetAll() {
    List.copyOf(grants.values()).forEach(this::forget);
  }

  int subscriptions() {
    return grants.size();
  }

  // ---- SUBSCRIBE

  @Override
  public void receive(SipRequest request, Consumer<? super SipResponse> answer) {
    if (!request.method().equals("SUBSCRIBE")) {
      answer.accept(SipResponse.of(405));
      return;
    }
    Grant known = grants.get(DialogKey.ofSubscribe(request));
    SipResponse refused = refusalOf(request, known);
    if (refused != null) {
      answer.accept(refused);
      return;
    }
    Grant grant = known == null ? new Grant(request, "n" + ++tags) : known;
    grant.target = request.contact();
    grant.event = SubscribeDefects.event(request);
    grant.subscribeSequence = request.sequence();
    grants.put(keyOf(grant), grant);
    long seconds = Math.min(longest, SubscribeDefects.asked(request));
    answer.accept(
        SipResponse.builder(200)
            .toTag(grant.tag)
            .header(
                "Expires", String.valueOf(does(Misbehavior.GRANTS_MORE) ? seconds + 100 : seconds))
            .build());
    granted(grant, seconds);
  }

  private @Nullable SipResponse refusalOf(SipRequest request, @Nullable Grant known) {
    if (!request.to().tag().isEmpty()
        && known == null
        && !does(Misbehavior.ACCEPTS_UNKNOWN_DIALOGS)) {
      return SipResponse.of(481);
    }
    if (refusal != null) {
      return refusal;
    }
    if (known != null && request.sequence() <= known.subscribeSequence) {
      return SipResponse.of(500);
    }
    if (!SubscribeDefects.event(request).value().equals(PACKAGE)) {
      return SipResponse.builder(489)
          .header("Allow-Events", String.join(", ", SubscribeDefects.TYPES.keySet()))
          .build();
    }
    Set<Integer> defects = SubscribeDefects.of(request);
    if (defects.isEmpty() || (defects.contains(423) && does(Misbehavior.ACCEPTS_ANY_DURATION))) {
      return null;
    }
    return SipResponse.builder(defects.iterator().next())
        .header("Min-Expires", String.valueOf(SubscribeDefects.SHORTEST))
        .build();
  }

  private void granted(Grant grant, long seconds) {
    long nanos = TimeUnit.SECONDS.toNanos(seconds);
    grant.expiresAt = stack.executor().now() + nanos;
    cancel(grant.expiry);
    grant.reason = "timeout";
    if (seconds == 0) {
      end(grant);
    } else {
      if (!does(Misbehavior.NEVER_EXPIRES)) {
        grant.expiry = stack.executor().schedule(() -> end(grant), nanos, TimeUnit.NANOSECONDS);
      }
      if (!does(Misbehavior.SKIPS_FIRST_NOTIFY)) {
        notifySoon(grant);
      }
    }
  }

  // ---- NOTIFY

  private void end(Grant grant) {
    grant.ending = true;
    notifySoon(grant);
  }

  private void notifySoon(Grant grant) {
    if (grant.outstanding && !does(Misbehavior.OVERLAPS_NOTIFIES)) {
      grant.due = true;
    } else {
      sendNotify(grant);
    }
  }

  private void sendNotify(Grant grant) {
    grant.due = false;
    grant.outstanding = true;
    boolean ends = grant.ending;
    if (ends && !does(Misbehavior.NOTIFIES_AFTER_THE_END)) {
      forget(grant);
    }
    stack.send(notify(grant, ends), outcome -> ended(grant, ends, outcome));
    repeat(grant);
  }

  private void repeat(Grant grant) {
    cancel(grant.repeat);
    double rate = grant.event.rate("min-rate").orElse(0);
    if (rate > 0 && grants.containsKey(keyOf(grant)) && !does(Misbehavior.FORGETS_MIN_RATE)) {
      long nanos = (long) (1e9 / Math.min(1, rate));
      grant.repeat =
          stack.executor().schedule(() -> notifySoon(grant), nanos, TimeUnit.NANOSECONDS);
    }
  }

  private SipRequest notify(Grant grant, boolean ends) {
    grant.notifySequence +=
        does(Misbehavior.REPEATS_A_NUMBER) && grant.notifySequence > 0
            ? 0
            : does(Misbehavior.SKIPS_A_NUMBER) && grant.notifySequence > 0 ? 2 : 1;
    String event = does(Misbehavior.CHANGES_THE_EVENT) ? PACKAGE + ";id=7" : PACKAGE;
    String id = grant.event.has("id") ? ";id=" + grant.event.parameter("id") : "";
    return SipRequest.builder("NOTIFY", grant.target)
        .from(new SipParty(grant.subscribe.to().uri(), grant.tag))
        .to(grant.subscribe.from())
        .callId(grant.subscribe.callId())
        .sequence(grant.notifySequence)
        .header("Event", event + id)
        .header("Subscription-State", ends ? terminated(grant) : active(grant))
        .body(SipBody.of(BodyContent.ELEMENT_STATE, body()))
        .build();
  }

  private String active(Grant grant) {
    long left = (grant.expiresAt - stack.executor().now()) / SubscriptionModel.SECOND;
    double rate = Math.min(1, grant.event.rate("min-rate").orElse(0));
    return "active;expires="
        + (does(Misbehavior.ANNOUNCES_MORE) ? left + 10 : left)
        + (rate > 0 ? ";min-rate=" + new java.math.BigDecimal(String.valueOf(rate)) : "");
  }

  private String terminated(Grant grant) {
    return "terminated"
        + (does(Misbehavior.ENDS_WITHOUT_REASON) ? "" : ";reason=" + grant.reason)
        + (grant.retryAfter < 0 ? "" : ";retry-after=" + grant.retryAfter);
  }

  private String body() {
    String old = oldState;
    String told =
        does(Misbehavior.SENDS_UNREACHABLE)
            ? "Unreachable"
            : old != null && does(Misbehavior.SENDS_OLD_STATE) ? old : state;
    return wrapped
        ? "{\"elementState\":{\"elementDomain\":\"" + element + "\",\"state\":\"" + told + "\"}}"
        : "{\"elementId\":\"" + element + "\",\"state\":\"" + told + "\"}";
  }

  private void ended(Grant grant, boolean ends, SipOutcome outcome) {
    grant.outstanding = false;
    boolean accepted =
        outcome instanceof SipOutcome.Answered answered && answered.response().isSuccess();
    if (ends
        ? !does(Misbehavior.NOTIFIES_AFTER_THE_END)
        : !accepted && !does(Misbehavior.NOTIFIES_AFTER_481)) {
      forget(grant);
    } else if (grant.due) {
      sendNotify(grant);
    }
  }

  private void forget(Grant grant) {
    grants.remove(keyOf(grant));
    cancel(grant.expiry);
    cancel(grant.repeat);
  }

  private static DialogKey keyOf(Grant grant) {
    return new DialogKey(grant.subscribe.callId(), grant.subscribe.from().tag(), grant.tag);
  }

  private static void cancel(@Nullable Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
