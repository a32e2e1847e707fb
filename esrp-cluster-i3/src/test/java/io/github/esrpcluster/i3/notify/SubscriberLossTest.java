package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.i3.notify.SubscriberRig.SentSubscribe;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions that cannot be made, or end. */
class SubscriberLossTest {
  private final SubscriberRig rig = new SubscriberRig();

  /** Establishes a subscription that has lived long enough to be renewed at once. */
  private void establishLong() {
    rig.establish();
    rig.passSeconds(40);
  }

  private void assertLost() {
    assertThat(rig.state()).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.eventTypes()).endsWith(SubscriberEvent.Type.LOST);
  }

  private void assertNewAttempt(SentSubscribe attempt) {
    assertThat(attempt.isInitial()).isTrue();
    assertThat(attempt.request().sequence()).isEqualTo(1);
    assertThat(attempt.request().uri()).isEqualTo(SubscriberRig.URI);
    for (SentSubscribe before : rig.sent.subList(0, rig.sent.size() - 1)) {
      assertThat(attempt.request().callId()).isNotEqualTo(before.request().callId());
      assertThat(attempt.request().from().tag()).isNotEqualTo(before.request().from().tag());
    }
  }

  // ---- attempts that fail

  @Test
  void attempt_that_fails_is_repeated_after_growing_pauses() {
    rig.add();
    Duration longest = Duration.ofSeconds(1);
    for (int i = 0; i < 10; i++) {
      rig.answer(503);
      long failedAt = rig.time.nanoTime();
      assertNewAttempt(rig.awaitSubscribe(longest));
      Duration pause = Duration.ofNanos(rig.time.nanoTime() - failedAt);
      assertThat(pause).isBetween(longest.dividedBy(2), longest);
      longest = Duration.ofSeconds(Math.min(60, longest.toSeconds() * 2));
    }
    assertThat(rig.eventTypes()).as("once").containsExactly(SubscriberEvent.Type.LOST);
    assertThat(rig.registry.calls).as("it has never reported").doesNotContain("expire");
    rig.notifyState("Normal");
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
    assertThat(rig.eventTypes()).endsWith(SubscriberEvent.Type.ESTABLISHED);
  }

  @Test
  void retry_after_of_a_response_is_kept() {
    rig.add();
    rig.answer(SipResponse.builder(503).header("Retry-After", "300 (busy);duration=60").build());
    rig.passSeconds(299);
    assertThat(rig.sent).hasSize(1);
    rig.passSeconds(1);
    assertThat(rig.sent).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 489, 603})
  void refusal_that_stays_is_retried_slowly(int status) {
    rig.add();
    rig.answer(status);
    assertLost();
    rig.pass(Duration.ofMinutes(15).minusNanos(1));
    assertThat(rig.sent).hasSize(1);
    rig.pass(Duration.ofNanos(1));
    assertNewAttempt(rig.last());
  }

  @Test
  void member_that_was_never_reached_stays_a_member() {
    rig.add();
    rig.answer(404);
    rig.pass(Duration.ofMinutes(14));
    assertThat(rig.registry.calls).contains("renew");
    assertThat(rig.state()).isEqualTo(ElementState.UNREACHABLE);
  }

  @Test
  void too_brief_interval_is_raised_at_once() {
    rig.add(SubscriberRig.downstream().duration(Duration.ofMinutes(1)).build());
    rig.answer(SipResponse.builder(423).header("Min-Expires", "1800").build());
    assertThat(rig.last().expires()).isEqualTo("1800");
    assertThat(rig.last().request().sequence()).isEqualTo(2);
    assertThat(rig.last().request().callId()).isEqualTo(rig.sent.get(0).request().callId());
    rig.accept(1800);
    rig.notifyState("Normal");
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void interval_is_raised_once_in_an_attempt() {
    rig.add(SubscriberRig.downstream().duration(Duration.ofMinutes(1)).build());
    rig.answer(SipResponse.builder(423).header("Min-Expires", "61").build());
    rig.answer(SipResponse.builder(423).header("Min-Expires", "62").build());
    assertLost();
    assertThat(rig.sent).hasSize(2);
    assertThat(rig.awaitSubscribe(Duration.ofSeconds(1)).expires()).isEqualTo("62");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "86401", "99999999999", "x", ""})
  void useless_min_expires_is_a_failure(String least) {
    rig.add();
    rig.answer(SipResponse.builder(423).header("Min-Expires", least).build());
    assertLost();
    assertThat(rig.sent).hasSize(1);
    assertThat(rig.awaitSubscribe(Duration.ofSeconds(1)).expires()).isEqualTo("3600");
  }

  @Test
  void response_without_notify_is_a_failure_after_timer_n() {
    rig.add();
    rig.accept(3600);
    rig.pass(Duration.ofSeconds(32).minusNanos(1));
    assertThat(rig.events).isEmpty();
    rig.pass(Duration.ofNanos(1));
    assertLost();
    assertNewAttempt(rig.awaitSubscribe(Duration.ofSeconds(1)));
  }

  @Test
  void time_out_of_an_attempt_is_a_failure() {
    rig.add();
    rig.timeOut();
    assertLost();
  }

  // The NOTIFY shows that the node is there, whatever has become of the response.
  @Test
  void attempt_without_response_but_with_notify_is_repeated() {
    rig.add();
    rig.notifyState("Normal");
    rig.timeOut();
    assertNewAttempt(rig.last());
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
    assertThat(rig.eventTypes()).containsExactly(SubscriberEvent.Type.ESTABLISHED);
  }

  @Test
  void stack_without_outcome_does_not_stop_the_attempts() {
    rig.add();
    rig.passSeconds(63);
    assertThat(rig.sent).hasSize(1);
    assertNewAttempt(rig.awaitSubscribe(Duration.ofSeconds(2)));
    rig.sent.get(0).outcome().accept(new SipOutcome.TimedOut());
    rig.time.settle();
    assertThat(rig.phase()).as("the late outcome").isEqualTo(DownstreamPhase.SUBSCRIBING);
  }

  // ---- subscriptions that end

  @Test
  void refresh_that_times_out_loses_the_node_after_one_attempt() {
    establishLong();
    rig.awaitSubscribe(Duration.ofSeconds(100));
    rig.timeOut();
    assertNewAttempt(rig.last());
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
    rig.timeOut();
    assertLost();
    assertThat(rig.registry.calls).endsWith("expire");
    assertThat(rig.subscriber.statistics().losses()).isEqualTo(1);
    assertThat(rig.subscriber.status().get(0).stateToken()).isEmpty();
  }

  @Test
  void node_that_answers_the_attempt_at_once_is_not_lost() {
    establishLong();
    rig.awaitSubscribe(Duration.ofSeconds(100));
    rig.timeOut();
    rig.accept(3600);
    rig.sequence = 0;
    rig.notifierTag = "next";
    assertThat(rig.notifyState("Normal")).isEqualTo(200);
    assertThat(rig.registry.calls).doesNotContain("expire");
    assertThat(rig.eventTypes()).containsExactly(SubscriberEvent.Type.ESTABLISHED);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 408, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604})
  void refresh_refused_for_good_ends_the_subscription(int status) {
    establishLong();
    rig.awaitSubscribe(Duration.ofSeconds(100));
    rig.answer(status);
    assertNewAttempt(rig.last());
    assertThat(rig.sent).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 486, 500, 503, 600})
  void refresh_refused_otherwise_leaves_the_subscription(int status) {
    establishLong();
    rig.awaitSubscribe(Duration.ofSeconds(100));
    rig.answer(status);
    assertThat(rig.notifyState("Overloaded")).isEqualTo(200);
    assertThat(rig.state()).isEqualTo(ElementState.OVERLOADED);
    assertThat(rig.awaitSubscribe(Duration.ofSeconds(100)).isInitial()).isFalse();
  }

  @Test
  void refreshes_that_fail_until_the_end_lead_to_a_new_attempt() {
    rig.add();
    rig.accept(120);
    rig.receive(rig.notification("active;expires=120").body(SubscriberRig.body("Normal")).build());
    int refused = 0;
    rig.awaitSubscribe(Duration.ofSeconds(100));
    while (!rig.last().isInitial()) {
      rig.answer(503);
      refused++;
      rig.awaitSubscribe(Duration.ofSeconds(100));
    }
    assertThat(refused).isBetween(3, 20);
    assertNewAttempt(rig.last());
    rig.answer(503);
    assertLost();
  }

  // Bug to avoid: a node whose NOTIFYs get lost would keep its old state as long as it answers.
  @Test
  void refresh_without_notify_ends_the_subscription() {
    establishLong();
    rig.awaitSubscribe(Duration.ofSeconds(100));
    rig.accept(3600);
    rig.passSeconds(32);
    assertNewAttempt(rig.last());
    rig.accept(3600);
    rig.passSeconds(32);
    assertLost();
  }

  // Bug to avoid: each of many refreshes began a new wait for the NOTIFY, which so never ended.
  @Test
  void wait_for_a_notify_is_not_begun_again_by_refreshes() {
    rig.registry.longest = Duration.ofSeconds(30);
    rig.establish();
    while (rig.sent.size() < 5) {
      rig.awaitSubscribe(Duration.ofSeconds(10));
      rig.accept(3600);
      rig.notifyState("Normal");
    }
    rig.awaitSubscribe(Duration.ofSeconds(10));
    rig.accept(3600);
    rig.pass(Duration.ofSeconds(32).minusNanos(1));
    assertThat(rig.sent).hasSize(6);
    rig.pass(Duration.ofNanos(1));
    assertNewAttempt(rig.last());
  }

  @Test
  void node_with_unusable_bodies_is_lost_in_the_end() {
    establishLong();
    for (int i = 0; i < 3; i++) {
      rig.awaitSubscribe(Duration.ofSeconds(133));
      rig.accept(3600);
      assertThat(rig.notifyState("")).isEqualTo(400);
    }
    assertLost();
  }

  @Test
  void unstable_subscription_loses_the_node_and_waits() {
    rig.establish();
    rig.terminate(";reason=deactivated");
    assertNewAttempt(rig.last());
    rig.sequence = 0;
    rig.accept(3600);
    rig.notifyState("Normal");
    rig.terminate(";reason=deactivated");
    assertLost();
    assertThat(rig.sent).hasSize(2);
    assertNewAttempt(rig.awaitSubscribe(Duration.ofSeconds(2)));
  }

  // ---- reasons of the notifier (RFC 6665 section 4.1.3)

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";reason=deactivated",
        ";reason=timeout",
        ";reason=timeout;retry-after=60",
        ";reason=Deactivated;retry-after=60",
        ";reason=somethingnew"
      })
  void subscription_that_may_be_made_again_is_made_at_once(String parameters) {
    establishLong();
    assertThat(rig.terminate(parameters)).isEqualTo(200);
    assertNewAttempt(rig.last());
    assertThat(rig.sent).hasSize(2);
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
  }

  @ParameterizedTest
  @CsvSource({
    ";reason=probation;retry-after=120,120",
    ";reason=giveup;retry-after=120,120",
    ";reason=somethingnew;retry-after=120,120",
    ";retry-after=120,120",
    ";reason=probation;retry-after=999999999,3600"
  })
  void retry_after_of_a_notifier_is_kept(String parameters, long seconds) {
    establishLong();
    assertThat(rig.terminate(parameters)).isEqualTo(200);
    assertLost();
    rig.pass(Duration.ofSeconds(seconds).minusNanos(1));
    assertThat(rig.sent).hasSize(1);
    rig.pass(Duration.ofNanos(1));
    assertNewAttempt(rig.last());
  }

  @Test
  void probation_without_a_time_waits_for_the_usual_pause() {
    establishLong();
    rig.terminate(";reason=probation");
    assertLost();
    assertThat(rig.sent).hasSize(1);
    assertNewAttempt(rig.awaitSubscribe(Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rejected", "noresource", "invariant", "badfilter"})
  void subscription_ended_for_good_is_not_made_again(String reason) {
    establishLong();
    assertThat(rig.terminate(";reason=" + reason + ";retry-after=1")).isEqualTo(200);
    assertThat(rig.state()).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.eventTypes()).endsWith(SubscriberEvent.Type.ENDED);
    assertThat(rig.phase()).isEqualTo(DownstreamPhase.ENDED);
    assertThat(rig.subscriber.status().get(0).problem()).contains(reason);
    rig.pass(Duration.ofHours(3));
    assertThat(rig.sent).hasSize(1);
    assertThat(rig.notifyState("Normal")).isEqualTo(481);
  }

  @Test
  void notify_of_the_dialog_before_gets_481() {
    establishLong();
    int status =
        rig.receive(rig.notification("active").body(SubscriberRig.body("Normal")).build()).status();
    assertThat(status).isEqualTo(200);
    var late = rig.notification("active").body(SubscriberRig.body("Down")).build();
    rig.terminate(";reason=deactivated");
    assertThat(rig.receive(late).status()).isEqualTo(481);
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void next_attempt_waits_for_the_request_in_flight() {
    establishLong();
    rig.awaitSubscribe(Duration.ofSeconds(100));
    rig.terminate(";reason=deactivated");
    rig.passSeconds(5);
    assertThat(rig.sent).hasSize(2);
    rig.answer(481);
    assertThat(rig.sent).hasSize(3);
    assertNewAttempt(rig.last());
  }

  // ---- this process was suspended

  @Test
  void expiry_missed_by_this_process_is_checked_first() {
    rig.add();
    rig.accept(100);
    rig.receive(rig.notification("active;expires=100").body(SubscriberRig.body("Normal")).build());
    rig.time.stall(Duration.ofSeconds(200));
    rig.time.settle();
    assertThat(rig.last().isInitial()).isFalse();
    assertThat(rig.sent).hasSize(2);
    assertThat(rig.registry.calls).doesNotContain("expire");
    rig.answer(481);
    assertNewAttempt(rig.last());
    assertThat(rig.registry.calls).doesNotContain("expire");
    rig.answer(503);
    assertLost();
  }

  @Test
  void notify_missed_by_this_process_is_asked_for_again() {
    rig.add();
    rig.accept(3600);
    rig.time.stall(Duration.ofSeconds(40));
    rig.time.settle();
    assertThat(rig.events).isEmpty();
    assertNewAttempt(rig.last());
    rig.accept(3600);
    rig.time.stall(Duration.ofSeconds(40));
    rig.time.settle();
    assertThat(rig.eventTypes())
        .as("a process that never runs in time must not keep a dead node alive")
        .containsExactly(SubscriberEvent.Type.LOST);
  }

  @Test
  void time_out_during_a_stall_is_not_the_fault_of_the_node() {
    rig.add();
    rig.time.stall(Duration.ofSeconds(50));
    rig.last().outcome().accept(new SipOutcome.TimedOut());
    rig.time.settle();
    assertThat(rig.events).isEmpty();
    assertNewAttempt(rig.last());
  }
}
