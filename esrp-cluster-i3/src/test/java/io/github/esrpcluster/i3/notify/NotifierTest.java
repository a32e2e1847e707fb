package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.notify.ScriptedStack.SentRequest;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotifierTest {
  private static final String EVENT = "emergency-ServiceState";
  private static final ServiceId SERVICE = ServiceId.of(Subscribes.SERVICE);

  private final VirtualTime time = new VirtualTime();
  private final ScriptedStack stack = new ScriptedStack();
  private final List<NotifierEvent> events = new ArrayList<>();
  private final Notifier notifier = builder().build();
  private long version;

  private NotifierBuilder builder() {
    return Notifier.builder(stack)
        .timeSource(time)
        .scheduler(time)
        .executor(time)
        .random(new Random(7))
        .listener(events::add);
  }

  @BeforeEach
  void publish_first_status() {
    publish(ServiceState.NORMAL);
  }

  private void publish(ServiceState state) {
    publish(notifier, SERVICE, state, SecurityPosture.GREEN);
  }

  private void publish(
      Notifier to, ServiceId service, ServiceState state, SecurityPosture posture) {
    CompletionStage<Void> taken =
        to.publish(
            ServiceStatus.builder(service, Verdict.of(state, ""))
                .version(++version)
                .posture(posture)
                .build());
    assertThat(taken).isCompleted();
  }

  private SipResponse send(SipRequest.Builder request) {
    return send(notifier, request);
  }

  private static SipResponse send(Notifier to, SipRequest.Builder request) {
    List<SipResponse> answers = new ArrayList<>();
    to.receive(request.build(), answers::add);
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  /** Subscribes, and answers the first NOTIFY. Returns the tag of the notifier. */
  private String subscribe(String event) {
    SipResponse answer = send(Subscribes.initial(event));
    assertThat(answer.status()).isEqualTo(200);
    stack.takeOne().answer(200);
    return answer.toTag();
  }

  /** Moves time until a request is sent, or until nothing is pending. */
  private void advanceToNextRequest() {
    while (stack.all().isEmpty() && time.advanceToNextEvent()) {}
  }

  private static String state(SentRequest notify) {
    return notify.request().header("Subscription-State").orElseThrow();
  }

  private static String serviceState(SentRequest notify) {
    return I3Json.standard().serviceState().read(notify.request().body().text()).stateToken();
  }

  @Test
  void subscribe_is_answered_with_duration_and_tag() {
    SipResponse answer = send(Subscribes.initial(EVENT));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Expires")).hasValue("3600");
    assertThat(answer.toTag()).hasSizeGreaterThan(16);
    assertThat(answer.header("Allow-Events").orElseThrow())
        .contains("emergency-ServiceState", "emergency-ElementState", "emergency-QueueState");
  }

  @Test
  void first_notify_follows_answer_with_full_state() {
    SipResponse answer = send(Subscribes.initial(EVENT));

    SipRequest notify = stack.takeOne().request();
    assertThat(notify.method()).isEqualTo("NOTIFY");
    assertThat(notify.uri()).isEqualTo("sip:upstream@192.0.2.1:5060");
    assertThat(notify.from()).isEqualTo(new SipParty(Subscribes.SERVICE, answer.toTag()));
    assertThat(notify.to()).isEqualTo(new SipParty("sip:upstream.example.org", "remote"));
    assertThat(notify.callId()).isEqualTo("call-1");
    assertThat(notify.sequence()).isEqualTo(1);
    assertThat(notify.header("Event")).hasValue(EVENT);
    assertThat(notify.header("Subscription-State")).hasValue("active;expires=3600");
    assertThat(notify.peer()).hasValue(Subscribes.UPSTREAM);
    assertThat(notify.body().type()).isEqualTo("application/EmergencyCallData.ServiceState+json");
    assertThat(notify.body().text())
        .isEqualTo(
            "{\"service\":{\"name\":\"ESRP\",\"domain\":\"esrp.example.org\","
                + "\"serviceId\":\"esrp.example.org\"},"
                + "\"serviceState\":{\"state\":\"Normal\",\"reason\":\"\"},"
                + "\"securityPosture\":{\"posture\":\"Green\"}}");
  }

  @Test
  void notify_is_not_sent_before_the_answer() {
    List<Integer> sentAtAnswer = new ArrayList<>();
    notifier.receive(
        Subscribes.initial(EVENT).build(), answer -> sentAtAnswer.add(stack.all().size()));

    assertThat(sentAtAnswer).containsExactly(0);
    assertThat(stack.all()).hasSize(1);
  }

  @Test
  void change_during_the_answer_waits_for_it() {
    notifier.receive(
        Subscribes.initial(EVENT).build(),
        answer -> {
          publish(ServiceState.DOWN);
          assertThat(stack.all()).isEmpty();
        });

    assertThat(serviceState(stack.takeOne())).isEqualTo("Down");
  }

  @Test
  void notify_follows_even_if_answer_throws() {
    assertThatThrownBy(
            () ->
                notifier.receive(
                    Subscribes.initial(EVENT).build(),
                    answer -> {
                      throw new IllegalStateException("no transport");
                    }))
        .hasMessage("no transport");

    assertThat(stack.take()).hasSize(1);
    assertThat(notifier.statistics().subscriptions()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"60,60", "86400,86400", "86401,86400", "4294967296,86400", "00090,90"})
  void duration_is_shortened_never_lengthened(String asked, String granted) {
    SipResponse answer = send(Subscribes.initial(EVENT).header("Expires", asked));

    assertThat(answer.header("Expires")).hasValue(granted);
    assertThat(state(stack.takeOne())).isEqualTo("active;expires=" + granted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "59"})
  void too_brief_duration_is_refused_with_minimum(String seconds) {
    SipResponse answer = send(Subscribes.initial(EVENT).header("Expires", seconds));

    assertThat(answer.status()).isEqualTo(423);
    assertThat(answer.header("Min-Expires")).hasValue("60");
    assertThat(stack.all()).isEmpty();
    assertThat(notifier.statistics().refused()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "3600s", "1e3", "0x10"})
  void malformed_duration_is_a_bad_request(String seconds) {
    assertThat(send(Subscribes.initial(EVENT).header("Expires", seconds)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"presence", "emergency-servicestate", "Emergency-ServiceState"})
  void unknown_package_is_refused_with_known_ones(String event) {
    SipResponse answer = send(Subscribes.initial(event));

    assertThat(answer.status()).isEqualTo(489);
    assertThat(answer.header("Allow-Events"))
        .hasValue("emergency-ServiceState, emergency-ElementState, emergency-QueueState");
  }

  @Test
  void missing_event_header_is_refused() {
    SipRequest.Builder request =
        SipRequest.builder("SUBSCRIBE", Subscribes.SERVICE).peer(Subscribes.UPSTREAM);

    assertThat(send(request).status()).isEqualTo(489);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/pidf+xml|406",
        "''|406",
        "application/emergencycalldata.servicestate+json|200",
        "text/plain, application/EmergencyCallData.ServiceState+json;q=0.5|200",
        "application/*|200",
        "*/*|200"
      })
  void accept_header_decides_about_type(String accept, int status) {
    assertThat(send(Subscribes.initial(EVENT).header("Accept", accept)).status()).isEqualTo(status);
  }

  @Test
  void required_extension_is_refused_by_name() {
    SipResponse answer = send(Subscribes.initial(EVENT).header("Require", "eventlist"));

    assertThat(answer.status()).isEqualTo(420);
    assertThat(answer.header("Unsupported")).hasValue("eventlist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tel:+1911", "sip:", "*"})
  void contact_that_is_no_sip_uri_is_refused(String contact) {
    assertThat(send(Subscribes.initial(EVENT).contact(contact)).status()).isEqualTo(400);
  }

  @Test
  void request_outside_of_known_dialogs_is_refused() {
    assertThat(send(Subscribes.within("unknown", 2, EVENT)).status()).isEqualTo(481);
  }

  @Test
  void refresh_extends_and_notifies_at_once() {
    String tag = subscribe(EVENT);
    time.advance(Duration.ofMinutes(50));

    SipResponse answer = send(Subscribes.within(tag, 2, EVENT).header("Expires", "600"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.toTag()).isEqualTo(tag);
    SentRequest notify = stack.takeOne();
    assertThat(notify.request().sequence()).isEqualTo(2);
    assertThat(state(notify)).isEqualTo("active;expires=600");
    assertThat(notifier.statistics().refreshed()).isEqualTo(1);
  }

  @Test
  void refresh_moves_target() {
    String tag = subscribe(EVENT);

    send(Subscribes.within(tag, 2, EVENT).contact("sip:moved@192.0.2.9"));

    assertThat(stack.takeOne().request().uri()).isEqualTo("sip:moved@192.0.2.9");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4})
  void old_sequence_is_refused(long sequence) {
    String tag = subscribe(EVENT);
    send(Subscribes.within(tag, 4, EVENT));
    stack.take();

    assertThat(send(Subscribes.within(tag, sequence, EVENT)).status()).isEqualTo(500);
    assertThat(stack.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"emergency-ElementState", "emergency-ServiceState;id=2"})
  void second_subscription_in_a_dialog_is_refused(String event) {
    String tag = subscribe(EVENT);

    assertThat(send(Subscribes.within(tag, 2, event)).status()).isEqualTo(403);
    assertThat(notifier.statistics().subscriptions()).isEqualTo(1);
  }

  @Test
  void event_id_is_echoed() {
    send(Subscribes.initial("emergency-ServiceState ; id=A7 ; min-interval=5"));

    assertThat(stack.takeOne().request().header("Event")).hasValue("emergency-ServiceState;id=A7");
  }

  @Test
  void unsubscribe_ends_with_last_state() {
    String tag = subscribe(EVENT);

    SipResponse answer = send(Subscribes.within(tag, 2, EVENT).header("Expires", "0"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Expires")).hasValue("0");
    SentRequest notify = stack.takeOne();
    assertThat(state(notify)).isEqualTo("terminated;reason=timeout");
    assertThat(serviceState(notify)).isEqualTo("Normal");
    notify.answer(200);
    assertThat(notifier.statistics().ended()).isEqualTo(Map.of(SubscriptionEnd.UNSUBSCRIBED, 1L));
    assertThat(notifier.subscribers()).isEmpty();
  }

  @Test
  void fetch_creates_no_lasting_subscription() {
    send(Subscribes.initial(EVENT).header("Expires", "0"));

    SentRequest notify = stack.takeOne();
    assertThat(state(notify)).isEqualTo("terminated;reason=timeout");
    notify.answer(200);
    publish(ServiceState.DOWN);
    assertThat(stack.all()).isEmpty();
    assertThat(notifier.subscribers()).isEmpty();
  }

  @Test
  void request_after_the_end_is_refused() {
    String tag = subscribe(EVENT);
    send(Subscribes.within(tag, 2, EVENT).header("Expires", "0"));

    assertThat(send(Subscribes.within(tag, 3, EVENT)).status()).isEqualTo(481);
  }

  @Test
  void change_reaches_every_subscriber_of_the_service_only() {
    publish(
        notifier,
        ServiceId.of("sip:other.example.org"),
        ServiceState.NORMAL,
        SecurityPosture.GREEN);
    send(Subscribes.outside("a", EVENT));
    send(Subscribes.outside("b", EVENT));
    stack.take().forEach(notify -> notify.answer(200));

    publish(ServiceState.OVERLOADED);

    assertThat(stack.take())
        .hasSize(2)
        .allSatisfy(notify -> assertThat(serviceState(notify)).isEqualTo("Overloaded"))
        .extracting(notify -> notify.request().callId())
        .containsExactly("a", "b");
  }

  @Test
  void unchanged_status_is_not_notified() {
    subscribe(EVENT);

    publish(ServiceState.NORMAL);

    assertThat(stack.all()).isEmpty();
  }

  @Test
  void older_status_is_ignored() {
    subscribe(EVENT);

    notifier.publish(
        ServiceStatus.builder(SERVICE, Verdict.of(ServiceState.DOWN, "")).version(0).build());

    assertThat(stack.all()).isEmpty();
  }

  @Test
  void newest_state_waits_for_outstanding_notify() {
    send(Subscribes.initial(EVENT));
    SentRequest first = stack.takeOne();

    publish(ServiceState.OVERLOADED);
    publish(ServiceState.DOWN);
    assertThat(stack.all()).isEmpty();
    first.answer(200);

    SentRequest next = stack.takeOne();
    assertThat(serviceState(next)).isEqualTo("Down");
    assertThat(next.request().sequence()).isEqualTo(2);
    next.answer(200);
    assertThat(stack.all()).isEmpty();
  }

  @Test
  void silent_subscriber_delays_no_other() {
    send(Subscribes.outside("silent", EVENT));
    send(Subscribes.outside("lively", EVENT));
    stack.take().get(1).answer(200);

    publish(ServiceState.DOWN);

    assertThat(stack.takeOne().request().callId()).isEqualTo("lively");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604})
  void listed_failures_end_the_subscription(int status) {
    send(Subscribes.initial(EVENT));
    stack.takeOne().answer(status);

    publish(ServiceState.DOWN);

    assertThat(stack.all()).isEmpty();
    assertThat(notifier.statistics().ended())
        .isEqualTo(Map.of(SubscriptionEnd.REFUSED_BY_SUBSCRIBER, 1L));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 407, 408, 486, 500, 503, 600, 603})
  void other_failures_keep_the_subscription(int status) {
    send(Subscribes.initial(EVENT));
    stack.takeOne().answer(status);

    time.advance(Duration.ofSeconds(1));

    assertThat(serviceState(stack.takeOne())).isEqualTo("Normal");
    assertThat(notifier.statistics().failed()).isEqualTo(1);
  }

  @Test
  void failed_notify_is_repeated_with_growing_pauses() {
    send(Subscribes.initial(EVENT));

    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      stack.takeOne().answer(500);
      long failedAt = time.nanoTime();
      advanceToNextRequest();
      pauses.add((time.nanoTime() - failedAt) / 1_000_000_000L);
    }

    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 64L, 64L);
  }

  // A NOTIFY owed for a refresh once waited for the Retry-After of an older NOTIFY.
  @Test
  void failure_of_older_notify_does_not_delay_answer_to_refresh() {
    String tag = subscribe(EVENT);
    publish(ServiceState.DOWN);
    SentRequest older = stack.takeOne();
    send(Subscribes.within(tag, 2, EVENT));

    older.answer(500);

    assertThat(stack.take()).hasSize(1);
  }

  // The count was once taken of one minute for any rate: the average of slow rates was missed.
  @Test
  void slow_adaptive_rate_reaches_its_average() {
    stack.answeringAtOnce();
    send(Subscribes.initial(EVENT + ";adaptive-min-rate=0.001").header("Expires", "86400"));
    time.advance(Duration.ofHours(2));
    stack.take();

    time.advance(Duration.ofSeconds(20_000));

    assertThat(stack.take()).hasSizeBetween(17, 23);
  }

  @Test
  void retry_after_of_subscriber_is_respected() {
    send(Subscribes.initial(EVENT));
    stack
        .takeOne()
        .outcome()
        .accept(
            new SipOutcome.Answered(
                SipResponse.builder(503).header("Retry-After", "120 (busy);duration=9").build()));

    publish(ServiceState.DOWN);
    time.advance(Duration.ofSeconds(119));
    assertThat(stack.all()).isEmpty();
    time.advance(Duration.ofSeconds(1));

    assertThat(serviceState(stack.takeOne())).isEqualTo("Down");
  }

  @Test
  void subscriber_that_does_not_answer_is_removed() {
    send(Subscribes.initial(EVENT));
    stack.takeOne().timeOut();
    time.settle();

    assertThat(notifier.statistics().ended()).isEqualTo(Map.of(SubscriptionEnd.TIMED_OUT, 1L));
    assertThat(events).filteredOn(NotifierEvent.SubscriptionEnded.class::isInstance).hasSize(1);
  }

  @Test
  void stack_that_gives_no_outcome_keeps_no_subscription() {
    send(Subscribes.initial(EVENT));

    time.advance(Duration.ofSeconds(64));

    assertThat(notifier.statistics().ended()).isEqualTo(Map.of(SubscriptionEnd.TIMED_OUT, 1L));
  }

  // After a suspension the timer of the notifier once ran before the stack read the answer.
  @Test
  void answer_that_waited_through_a_suspension_counts() {
    send(Subscribes.initial(EVENT));
    SentRequest notify = stack.takeOne();

    time.stall(Duration.ofSeconds(100));
    time.settle();
    notify.answer(200);

    publish(ServiceState.DOWN);
    assertThat(serviceState(stack.takeOne())).isEqualTo("Down");
  }

  @Test
  void time_out_after_a_suspension_repeats_the_notify() {
    send(Subscribes.initial(EVENT));
    SentRequest notify = stack.takeOne();
    time.stall(Duration.ofSeconds(100));
    time.settle();

    notify.timeOut();
    time.advance(Duration.ofSeconds(1));

    SentRequest again = stack.takeOne();
    assertThat(again.request().sequence()).isEqualTo(2);
    time.advance(Duration.ofSeconds(32));
    again.timeOut();
    assertThat(notifier.statistics().ended()).isEqualTo(Map.of(SubscriptionEnd.TIMED_OUT, 1L));
  }

  @Test
  void request_that_cannot_be_sent_is_tried_again_for_32_s() {
    long start = time.nanoTime();
    send(Subscribes.initial(EVENT));
    while (!notifier.subscribers().isEmpty()) {
      stack.takeOne().outcome().accept(new SipOutcome.NotSent("connection refused"));
      advanceToNextRequest();
    }

    assertThat(time.nanoTime() - start).isBetween(32_000_000_000L, 64_000_000_000L);
    assertThat(notifier.statistics().ended()).isEqualTo(Map.of(SubscriptionEnd.UNREACHABLE, 1L));
  }

  @Test
  void late_outcome_has_no_effect() {
    String tag = subscribe(EVENT);
    publish(ServiceState.DOWN);
    SentRequest second = stack.takeOne();
    second.answer(200);

    second.answer(481);

    assertThat(notifier.subscribers()).hasSize(1);
    assertThat(send(Subscribes.within(tag, 2, EVENT)).status()).isEqualTo(200);
  }

  @Test
  void expired_subscription_gets_a_last_notify() {
    subscribe(EVENT);

    time.advance(Duration.ofSeconds(3_599));
    assertThat(stack.all()).isEmpty();
    time.advance(Duration.ofSeconds(1));

    SentRequest notify = stack.takeOne();
    assertThat(state(notify)).isEqualTo("terminated;reason=timeout");
    notify.answer(200);
    assertThat(notifier.statistics().ended()).isEqualTo(Map.of(SubscriptionEnd.EXPIRED, 1L));
    time.settle();
    assertThat(time.pending()).isZero();
  }

  // ---- rates

  @Test
  void max_rate_delays_a_change_and_keeps_the_newest() {
    subscribe(EVENT + ";max-rate=0.5");
    publish(ServiceState.OVERLOADED);
    publish(ServiceState.DOWN);

    time.advance(Duration.ofMillis(1_999));
    assertThat(stack.all()).isEmpty();
    time.advance(Duration.ofMillis(1));

    SentRequest notify = stack.takeOne();
    assertThat(serviceState(notify)).isEqualTo("Down");
    assertThat(state(notify)).isEqualTo("active;expires=3598;max-rate=0.5");
  }

  @Test
  void max_rate_does_not_delay_answers_to_subscribe() {
    String tag = subscribe(EVENT + ";max-rate=0.01");

    send(Subscribes.within(tag, 2, EVENT + ";max-rate=0.01"));

    assertThat(stack.take()).hasSize(1);
  }

  @Test
  void max_rate_is_raised_to_the_duration() {
    send(Subscribes.initial(EVENT + ";max-rate=0.001").header("Expires", "60"));

    assertThat(state(stack.takeOne())).isEqualTo("active;expires=60;max-rate=0.0166666667");
  }

  @Test
  void min_rate_repeats_the_full_state() {
    subscribe(EVENT + " ; min-rate = 0.5");

    time.advance(Duration.ofMillis(1_999));
    assertThat(stack.all()).isEmpty();
    time.advance(Duration.ofMillis(1));
    SentRequest notify = stack.takeOne();
    assertThat(serviceState(notify)).isEqualTo("Normal");
    assertThat(state(notify)).isEqualTo("active;expires=3598;min-rate=0.5");
    notify.answer(200);
    time.advance(Duration.ofSeconds(2));

    assertThat(stack.take()).hasSize(1);
  }

  @Test
  void high_min_rate_is_lowered_and_announced() {
    send(Subscribes.initial(EVENT + ";min-rate=50"));

    assertThat(state(stack.takeOne())).isEqualTo("active;expires=3600;min-rate=1");
  }

  @Test
  void min_rate_above_max_rate_is_lowered() {
    send(Subscribes.initial(EVENT + ";min-rate=1;max-rate=0.2"));

    assertThat(state(stack.takeOne())).isEqualTo("active;expires=3600;max-rate=0.2;min-rate=0.2");
  }

  @Test
  void min_rate_not_below_adaptive_rate_is_ignored() {
    send(Subscribes.initial(EVENT + ";min-rate=0.2;adaptive-min-rate=0.1"));

    assertThat(state(stack.takeOne())).isEqualTo("active;expires=3600;adaptive-min-rate=0.1");
  }

  @Test
  void adaptive_min_rate_reaches_its_average() {
    ScriptedStack answering = stack.answeringAtOnce();
    send(Subscribes.initial(EVENT + ";adaptive-min-rate=0.1"));

    time.advance(Duration.ofMinutes(5));
    answering.take();
    time.advance(Duration.ofMinutes(40));

    assertThat(answering.take()).hasSizeBetween(216, 264); // 240 on average, 10 % either way
  }

  @Test
  void adaptive_min_rate_backs_off_after_changes() {
    stack.answeringAtOnce();
    send(Subscribes.initial(EVENT + ";adaptive-min-rate=0.1"));
    for (int i = 0; i < 30; i++) {
      publish(i % 2 == 0 ? ServiceState.DOWN : ServiceState.NORMAL);
      time.advance(Duration.ofMillis(100));
    }
    stack.take();

    time.advance(Duration.ofSeconds(30));

    assertThat(stack.take()).isEmpty(); // 30 in the last minute: the next after 50 s
  }

  @Test
  void rates_absent_from_a_refresh_are_removed() {
    String tag = subscribe(EVENT + ";min-rate=0.5");

    send(Subscribes.within(tag, 2, EVENT));
    SentRequest notify = stack.takeOne();
    assertThat(state(notify)).isEqualTo("active;expires=3600");
    notify.answer(200);
    time.advance(Duration.ofMinutes(1));

    assertThat(stack.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max-rate=0",
        "min-rate=0.0",
        "min-rate=100",
        "max-rate=1.",
        "max-rate=.5",
        "max-rate=-1",
        "max-rate=1e1",
        "adaptive-min-rate=0.00000000001",
        "max-rate",
        "max-rate=1;max-rate=2",
        "max-rate=\"1\""
      })
  void rate_outside_of_grammar_is_a_bad_request(String parameter) {
    assertThat(send(Subscribes.initial(EVENT + ";" + parameter)).status()).isEqualTo(400);
    assertThat(stack.all()).isEmpty();
  }

  // ---- admission and limits

  @Test
  void stranger_is_refused() {
    Notifier choosy = builder().admission((request, event, resource) -> false).build();
    publish(choosy, SERVICE, ServiceState.NORMAL, SecurityPosture.GREEN);

    assertThat(send(choosy, Subscribes.initial(EVENT)).status()).isEqualTo(403);
    assertThat(stack.all()).isEmpty();
  }

  @Test
  void refused_refresh_ends_with_rejected() {
    List<String> banned = new ArrayList<>();
    Notifier choosy =
        builder()
            .admission((request, event, resource) -> !banned.contains(request.from().uri()))
            .build();
    publish(choosy, SERVICE, ServiceState.NORMAL, SecurityPosture.GREEN);
    String tag = send(choosy, Subscribes.initial(EVENT)).toTag();
    stack.takeOne().answer(200);
    banned.add("sip:upstream.example.org");

    assertThat(send(choosy, Subscribes.within(tag, 2, EVENT)).status()).isEqualTo(403);

    SentRequest notify = stack.takeOne();
    assertThat(state(notify)).isEqualTo("terminated;reason=rejected");
    notify.answer(200);
    assertThat(choosy.statistics().ended()).isEqualTo(Map.of(SubscriptionEnd.REJECTED, 1L));
  }

  @Test
  void failing_admission_refuses_and_counts() {
    Notifier broken =
        builder()
            .admission(
                (request, event, resource) -> {
                  throw new IllegalStateException("no directory");
                })
            .build();
    publish(broken, SERVICE, ServiceState.NORMAL, SecurityPosture.GREEN);

    assertThat(send(broken, Subscribes.initial(EVENT)).status()).isEqualTo(500);
    assertThat(broken.statistics().hookFailures()).isEqualTo(1);
  }

  @Test
  void limit_in_all_gives_503() {
    Notifier small = builder().maxSubscriptions(1).retryAfter(Duration.ofSeconds(7)).build();
    publish(small, SERVICE, ServiceState.NORMAL, SecurityPosture.GREEN);
    send(small, Subscribes.outside("a", EVENT));

    SipResponse answer = send(small, Subscribes.outside("b", EVENT));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).hasValue("7");
  }

  @Test
  void limit_of_a_peer_gives_503_and_ends_with_its_subscriptions() {
    Notifier small = builder().maxSubscriptionsPerPeer(1).build();
    publish(small, SERVICE, ServiceState.NORMAL, SecurityPosture.GREEN);
    send(small, Subscribes.outside("a", EVENT));

    assertThat(send(small, Subscribes.outside("b", EVENT)).status()).isEqualTo(503);
    stack.takeOne().answer(481);
    assertThat(send(small, Subscribes.outside("c", EVENT)).status()).isEqualTo(200);
  }

  @Test
  void long_headers_are_refused() {
    SipRequest.Builder request = Subscribes.outside("c".repeat(4_096), EVENT);

    assertThat(send(request).status()).isEqualTo(513);
  }

  // ---- which service

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:esrp.example.org",
        "sip:anybody@esrp.example.org:5070",
        "sip:192.0.2.7:5060",
        "sip:x"
      })
  void only_service_serves_every_uri(String uri) {
    assertThat(send(to(uri)).status()).isEqualTo(200);
  }

  @Test
  void unknown_uri_gets_404_from_several_services() {
    publish(
        notifier,
        ServiceId.of("sip:other.example.org"),
        ServiceState.NORMAL,
        SecurityPosture.GREEN);

    assertThat(send(to("sip:third.example.org")).status()).isEqualTo(404);
    assertThat(send(to("sip:who@other.example.org")).status()).isEqualTo(200);
  }

  @Test
  void default_service_serves_unknown_uri() {
    Notifier two = builder().defaultService(ServiceId.of("sip:other.example.org")).build();
    publish(two, SERVICE, ServiceState.NORMAL, SecurityPosture.GREEN);
    publish(two, ServiceId.of("sip:other.example.org"), ServiceState.DOWN, SecurityPosture.GREEN);

    assertThat(send(two, to("sip:third.example.org")).status()).isEqualTo(200);
    assertThat(serviceState(stack.takeOne())).isEqualTo("Down");
  }

  private static SipRequest.Builder to(String uri) {
    return SipRequest.builder("SUBSCRIBE", uri)
        .from(new SipParty("sip:upstream.example.org", "remote"))
        .to(new SipParty(uri, ""))
        .callId(uri)
        .contact("sip:192.0.2.1")
        .header("Event", EVENT)
        .peer(Subscribes.UPSTREAM);
  }

  // ---- end

  @Test
  void shutdown_ends_every_subscription() {
    subscribe(EVENT + ";max-rate=0.001");
    publish(ServiceState.GOING_DOWN);

    CompletionStage<Void> ended = notifier.shutdown(Duration.ofSeconds(5));

    SentRequest notify = stack.takeOne();
    assertThat(state(notify)).isEqualTo("terminated;reason=probation;retry-after=30");
    assertThat(serviceState(notify)).isEqualTo("GoingDown");
    assertThat(ended).isNotCompleted();
    notify.answer(200);
    assertThat(ended).isCompleted();
    time.settle();
    assertThat(time.pending()).isZero();
    assertThat(send(Subscribes.outside("late", EVENT)).status()).isEqualTo(503);
  }

  // The end once replaced the NOTIFY of GoingDown that waited for an answer.
  @Test
  void shutdown_sends_a_waiting_change_before_the_end() {
    subscribe(EVENT);
    publish(ServiceState.OVERLOADED);
    SentRequest overloaded = stack.takeOne();
    publish(ServiceState.GOING_DOWN);

    notifier.shutdown(Duration.ofSeconds(5));
    overloaded.answer(200);

    SentRequest goingDown = stack.takeOne();
    assertThat(state(goingDown)).startsWith("active");
    assertThat(serviceState(goingDown)).isEqualTo("GoingDown");
    goingDown.answer(200);
    assertThat(state(stack.takeOne())).startsWith("terminated");
  }

  @Test
  void shutdown_lets_outstanding_notify_end_first() {
    subscribe(EVENT);
    publish(ServiceState.GOING_DOWN);
    SentRequest goingDown = stack.takeOne();

    notifier.shutdown(Duration.ofSeconds(5));
    assertThat(stack.all()).isEmpty();
    goingDown.answer(200);

    assertThat(state(stack.takeOne())).startsWith("terminated");
  }

  @Test
  void shutdown_forgets_silent_subscribers_after_the_grace() {
    subscribe(EVENT);
    time.settle();

    CompletionStage<Void> ended = notifier.shutdown(Duration.ofSeconds(5));
    time.advance(Duration.ofSeconds(5));

    assertThat(ended).isCompleted();
    assertThat(notifier.statistics().ended()).isEqualTo(Map.of(SubscriptionEnd.SHUT_DOWN, 1L));
    assertThat(time.pending()).isZero();
  }

  @Test
  void shutdown_without_subscriptions_completes_at_once() {
    assertThat(notifier.shutdown(Duration.ofSeconds(5))).isCompleted();
    assertThat(time.pending()).isZero();
  }

  // ---- faults

  @Test
  void stack_that_throws_is_tried_again() {
    boolean[] broken = {true};
    Notifier guarded =
        Notifier.builder(
                (request, outcome) -> {
                  if (broken[0]) {
                    throw new IllegalStateException("no socket");
                  }
                  stack.send(request, outcome);
                })
            .timeSource(time)
            .scheduler(time)
            .executor(time)
            .build();
    publish(guarded, SERVICE, ServiceState.NORMAL, SecurityPosture.GREEN);
    send(guarded, Subscribes.initial(EVENT));
    broken[0] = false;

    time.advance(Duration.ofSeconds(1));

    assertThat(serviceState(stack.takeOne())).isEqualTo("Normal");
    assertThat(guarded.statistics().hookFailures()).isEqualTo(1);
  }

  @Test
  void other_method_is_refused_at_the_door() {
    SipRequest notify = SipRequest.builder("NOTIFY", "sip:a").peer(Subscribes.UPSTREAM).build();

    assertThatThrownBy(() -> notifier.receive(notify, answer -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a SUBSCRIBE");
  }

  @Test
  void many_subscriptions_share_one_timer() {
    ScriptedStack answering = stack.answeringAtOnce();
    for (int i = 0; i < 1_000; i++) {
      send(Subscribes.outside("call-" + i, EVENT + ";min-rate=0.0166666667"));
    }

    time.settle();
    assertThat(time.pending()).isEqualTo(1);
    answering.take();
    time.advance(Duration.ofSeconds(61));
    assertThat(answering.take()).hasSize(1_000);
  }
}
