package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.i3.notify.NotifierSubscription.Action;
import io.github.esrpcluster.i3.notify.NotifierSubscription.Due;
import io.github.esrpcluster.i3.notify.NotifierSubscription.NotifierStep;
import io.github.esrpcluster.i3.notify.NotifierSubscription.Terms;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class NotifierPropertiesTest {
  private static final long SECOND = 1_000_000_000L;

  /** Lists the facts about a subscription. */
  private enum Fact {
    CHANGED,
    ACCEPTED,
    FAILED,
    NOT_SENT,
    REFRESHED,
    UNSUBSCRIBED,
    SHUT_DOWN,
    TIME_PASSED
  }

  /** A fact, and the milliseconds before it. */
  private record Happening(Fact fact, int millis) {}

  @Provide
  Arbitrary<List<Happening>> happenings() {
    return Combinators.combine(
            Arbitraries.of(Fact.class), Arbitraries.integers().between(0, 90_000))
        .as(Happening::new)
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<SubscriptionRates> rates() {
    Arbitrary<Rate> rate =
        Arbitraries.longs().between(1, 999_999_999_999L).map(Rate::new).injectNull(0.3);
    return Combinators.combine(rate, rate, rate).as(SubscriptionRates::new);
  }

  @Property(tries = 2_000)
  void every_state_has_a_deadline_and_one_outstanding_notify(
      @ForAll("happenings") List<Happening> happenings, @ForAll("rates") SubscriptionRates asked) {
    SubscriptionRates rates = asked.applied(RatePolicy.of(EventPackage.SERVICE_STATE), 600);
    long now = Long.MAX_VALUE - 300 * SECOND; // the clock overflows on the way
    long sequence = 1;
    NotifierStep step =
        NotifierSubscription.begin(Terms.of(sequence, 600, rates, now), now).answered(now);
    assertThat(step.action()).isEqualTo(Action.NOTIFY);
    for (Happening happening : happenings) {
      long at = now + happening.millis() * 1_000_000L;
      while (step.wakeAt() - at <= 0) {
        now = step.wakeAt();
        step = checked(step.next(), Fact.TIME_PASSED, step.next().timePassed(now), now);
        if (step.action() == Action.REMOVE) {
          return;
        }
      }
      now = at;
      NotifierSubscription before = step.next();
      Terms refreshed = Terms.of(++sequence, 600, rates, now);
      Terms ended = Terms.of(sequence, 0, rates, now);
      NotifierStep after =
          switch (happening.fact()) {
            case CHANGED -> before.changed(now);
            case ACCEPTED -> outcome(before, NotifyResult.ACCEPTED, now);
            case FAILED -> outcome(before, new NotifyResult(NotifyResult.Meaning.FAILED, 5), now);
            case NOT_SENT -> outcome(before, NotifyResult.NOT_SENT, now);
            case REFRESHED -> subscribed(before, refreshed, now);
            case UNSUBSCRIBED -> subscribed(before, ended, now);
            case SHUT_DOWN -> before.ending(TerminationReason.SHUT_DOWN, now);
            case TIME_PASSED -> before.timePassed(now);
          };
      step = checked(before, happening.fact(), after, now);
      if (step.action() == Action.REMOVE) {
        return;
      }
    }
  }

  /** A subscription that ends takes no SUBSCRIBE. */
  private static NotifierStep subscribed(NotifierSubscription before, Terms terms, long now) {
    return before.end() != null ? before.timePassed(now) : before.subscribed(terms).answered(now);
  }

  private static NotifierStep outcome(NotifierSubscription before, NotifyResult result, long now) {
    return before.notifying() ? before.notified(result, now) : before.timePassed(now);
  }

  private static NotifierStep checked(
      NotifierSubscription before, Fact fact, NotifierStep step, long now) {
    if (step.action() == Action.REMOVE) {
      return step;
    }
    NotifierSubscription next = step.next();
    boolean sends = step.action() != Action.NONE;
    assertThat(next.sent().sequence())
        .as("CSeq rises by one with each NOTIFY")
        .isEqualTo(before.sent().sequence() + (sends ? 1 : 0));
    assertThat(next.notifying())
        .as("outstanding")
        .isEqualTo(sends || stillOutstanding(before, fact));
    if (sends) {
      assertThat(stillOutstanding(before, fact)).as("sent beside an outstanding one").isFalse();
      boolean endFollows = step.action() == Action.NOTIFY && next.end() != null;
      assertThat(next.due()).isEqualTo(endFollows ? Due.END : Due.NOTHING);
    }
    assertThat(step.wakeAt() - now).as("a deadline that is not past").isPositive();
    assertThat(next.isEndSent())
        .isEqualTo(step.action() == Action.NOTIFY_END || wasEndSent(before));
    Rate max = next.terms().rates().max();
    if (step.action() == Action.NOTIFY
        && max != null
        && fact != Fact.REFRESHED
        && !owedFull(before)) {
      assertThat(now - before.sent().at()).isGreaterThanOrEqualTo(max.intervalNanos());
    }
    return step;
  }

  private static boolean owedFull(NotifierSubscription before) {
    return before.due() == Due.FULL;
  }

  private static boolean wasEndSent(NotifierSubscription before) {
    return before.isEndSent();
  }

  private static boolean stillOutstanding(NotifierSubscription before, Fact fact) {
    boolean answers = fact == Fact.ACCEPTED || fact == Fact.FAILED || fact == Fact.NOT_SENT;
    return before.notifying() && !answers;
  }

  @Property(tries = 2_000)
  void any_header_text_gets_one_answer(@ForAll("texts") List<String> texts) {
    VirtualTime time = new VirtualTime();
    ScriptedStack stack = new ScriptedStack().answeringAtOnce();
    Notifier notifier =
        Notifier.builder(stack).timeSource(time).scheduler(time).executor(time).build();
    notifier.publish(
        ServiceStatus.builder(ServiceId.of(Subscribes.SERVICE), Verdict.of(ServiceState.NORMAL, ""))
            .build());
    SipRequest.Builder request =
        SipRequest.builder("SUBSCRIBE", texts.get(0))
            .from(new SipParty(texts.get(1), texts.get(2)))
            .to(new SipParty(texts.get(3), texts.get(4)))
            .callId(texts.get(5))
            .contact(texts.get(6))
            .header("Event", texts.get(7))
            .peer(Subscribes.UPSTREAM);
    request.header("Expires", texts.get(8)).header("Accept", texts.get(9));
    List<SipResponse> answers = new ArrayList<>();

    notifier.receive(request.build(), answers::add);

    assertThat(answers).hasSize(1);
    assertThat(answers.get(0).status()).isIn(200, 400, 404, 406, 423, 481, 489, 513);
    assertThat(notifier.statistics().hookFailures()).isZero();
    assertThat(notifier.statistics().ended())
        .isIn(Map.of(), Map.of(SubscriptionEnd.UNSUBSCRIBED, 1L));
  }

  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> likely =
        Arbitraries.of(
            "",
            "sip:esrp.example.org",
            "sip:a@192.0.2.1:5060",
            "emergency-ServiceState",
            "emergency-ServiceState;max-rate=1",
            "emergency-ServiceState;id=\"",
            "emergency-ElementState;min-rate=;=",
            "*/*",
            "application/*;q=1",
            "0",
            "60",
            "99999999999999999999999999",
            "tag");
    return Arbitraries.frequencyOf(Tuple.of(4, likely), Tuple.of(1, Arbitraries.strings()))
        .list()
        .ofSize(10);
  }
}
