package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.i3.I3;
import io.github.esrpcluster.i3.sip.SipBody;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to each NOTIFY, and what it means for the node. */
class SubscriberNotifyTest {
  private final SubscriberRig rig = new SubscriberRig();

  private SipRequest.Builder active() {
    return rig.notification("active;expires=3600");
  }

  private SipRequest.Builder plain(SipRequest.Builder of) {
    SipRequest request = of.build();
    return SipRequest.builder("NOTIFY", request.uri())
        .from(request.from())
        .to(request.to())
        .callId(request.callId())
        .sequence(request.sequence());
  }

  @Test
  void notify_without_a_subscription_gets_481() {
    rig.establish();
    SipRequest.Builder foreign = active().callId("other").body(SubscriberRig.body("Down"));
    assertThat(rig.receive(foreign.build()).status()).isEqualTo(481);
    SipRequest.Builder otherTag =
        active()
            .to(new SipParty("sip:manager.state.pa.us", "other"))
            .body(SubscriberRig.body("Down"));
    assertThat(rig.receive(otherTag.build()).status()).isEqualTo(481);
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
    assertThat(rig.subscriber.statistics().notifiesUnmatched()).isEqualTo(2);
  }

  @Test
  void second_dialog_of_a_forked_subscribe_gets_481() {
    rig.establish();
    rig.notifierTag = "fork";
    assertThat(rig.notifyState("Down")).isEqualTo(481);
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void notify_without_a_tag_of_its_sender_gets_481() {
    rig.add();
    rig.notifierTag = "";
    assertThat(rig.notifyState("Normal")).isEqualTo(481);
  }

  @ParameterizedTest
  @ValueSource(strings = {"emergency-elementstate", "emergency-ServiceState", "a b", ";id=1"})
  void notify_of_another_package_gets_489(String event) {
    rig.establish();
    SipRequest wrong =
        plain(active())
            .header("Event", event)
            .header("Subscription-State", "active;expires=60")
            .body(SubscriberRig.body("Down"))
            .build();
    SipResponse answer = rig.receive(wrong);
    assertThat(answer.status()).isEqualTo(489);
    assertThat(answer.header("Allow-Events")).contains("emergency-ElementState");
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void notify_without_event_gets_489() {
    rig.establish();
    SipRequest wrong = plain(active()).header("Subscription-State", "active").build();
    assertThat(rig.receive(wrong).status()).isEqualTo(489);
  }

  @Test
  void notify_with_blanks_and_an_id_in_event_is_accepted() {
    rig.establish();
    SipRequest loose =
        plain(active())
            .header("Event", "emergency-ElementState ; id = 7")
            .header("Subscription-State", "Active ; expires = 600")
            .body(SubscriberRig.body("Down"))
            .build();
    assertThat(rig.receive(loose).status()).isEqualTo(200);
    assertThat(rig.state()).isEqualTo(ElementState.DOWN);
  }

  @Test
  void old_or_repeated_sequence_gets_500() {
    rig.establish();
    rig.sequence = 6;
    rig.notifyState("Overloaded");
    rig.sequence = 4;
    assertThat(rig.notifyState("Down")).isEqualTo(500);
    rig.sequence = 6;
    assertThat(rig.notifyState("Down")).isEqualTo(500);
    assertThat(rig.state()).isEqualTo(ElementState.OVERLOADED);
    assertThat(rig.notifyState("Down")).isEqualTo(200);
    assertThat(rig.state()).isEqualTo(ElementState.DOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";expires=5", "a b"})
  void malformed_subscription_state_gets_400(String value) {
    rig.establish();
    SipRequest wrong =
        plain(active())
            .header("Event", I3.ELEMENT_STATE_PACKAGE)
            .header("Subscription-State", value)
            .body(SubscriberRig.body("Down"))
            .build();
    assertThat(rig.receive(wrong).status()).isEqualTo(400);
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void missing_subscription_state_gets_400() {
    rig.establish();
    SipRequest wrong = plain(active()).header("Event", I3.ELEMENT_STATE_PACKAGE).build();
    assertThat(rig.receive(wrong).status()).isEqualTo(400);
  }

  @Test
  void body_of_another_type_gets_415() {
    rig.establish();
    SipResponse answer = rig.receive(active().body(SipBody.of("text/plain", "Down")).build());
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("Accept")).contains(I3.ELEMENT_STATE_TYPE);
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void type_of_a_body_ignores_case_and_parameters() {
    rig.establish();
    SipBody body =
        SipBody.of(
            "Application/emergencycalldata.elementstate+JSON ; charset=utf-8",
            SubscriberRig.body("Down").bytes());
    assertThat(rig.receive(active().body(body).build()).status()).isEqualTo(200);
    assertThat(rig.state()).isEqualTo(ElementState.DOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"elementId\":\"esrp1.state.pa.us\"}",
        "{\"elementId\":\"esrp2.state.pa.us\",\"state\":\"Down\"}"
      })
  void unusable_body_gets_400_and_the_earlier_state_stays(String text) {
    rig.establish();
    SipBody body = SipBody.of(I3.ELEMENT_STATE_TYPE, text);
    assertThat(rig.receive(active().body(body).build()).status()).isEqualTo(400);
    assertThat(rig.receive(active().body(body).build()).status()).isEqualTo(400);
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
    assertThat(rig.subscriber.statistics().notifiesRefused()).isEqualTo(2);
    assertThat(rig.eventTypes())
        .as("once for each reason")
        .containsExactly(SubscriberEvent.Type.ESTABLISHED, SubscriberEvent.Type.NOTIFY_REFUSED);
    assertThat(rig.subscriber.status().get(0).problem()).contains("400");
  }

  @Test
  void body_about_another_element_may_be_expected() {
    rig.add(
        Downstream.builder(NodeId.of("alias.state.pa.us"), SubscriberRig.URI)
            .elementId(SubscriberRig.NODE)
            .service(SubscriberRig.SERVICE)
            .build());
    assertThat(rig.notifyState("Normal")).isEqualTo(200);
  }

  @Test
  void wrapped_body_is_read() {
    rig.establish();
    SipBody body =
        SipBody.of(
            I3.ELEMENT_STATE_TYPE,
            "{\"elementState\":{\"elementDomain\":\"esrp1.state.pa.us\",\"state\":\"Down\"}}");
    assertThat(rig.receive(active().body(body).build()).status()).isEqualTo(200);
    assertThat(rig.state()).isEqualTo(ElementState.DOWN);
  }

  // A node that says something unknown is no node that takes calls, and none that is down.
  @ParameterizedTest
  @ValueSource(strings = {"Sleeping", "Unreachable", "normal"})
  void state_that_says_nothing_makes_the_node_unreachable(String token) {
    rig.establish();
    assertThat(rig.notifyState(token)).isEqualTo(200);
    assertThat(rig.state()).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.notifyState(token)).isEqualTo(200);
    rig.awaitSubscribe(Duration.ofSeconds(100));
    rig.accept(3600);
    assertThat(rig.state()).as("a refresh does not help").isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.eventTypes())
        .containsExactly(SubscriberEvent.Type.ESTABLISHED, SubscriberEvent.Type.STATE_UNKNOWN);
    rig.notifyState("Normal");
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
    assertThat(rig.eventTypes()).endsWith(SubscriberEvent.Type.ESTABLISHED);
  }

  @Test
  void pending_notify_brings_no_state_and_keeps_no_lease() {
    rig.establish();
    assertThat(rig.receive(rig.notification("pending;expires=3600").build()).status())
        .isEqualTo(200);
    assertThat(rig.phase()).isEqualTo(DownstreamPhase.PENDING);
    for (int i = 0; i < 5; i++) {
      rig.awaitSubscribe(Duration.ofSeconds(100));
      rig.accept(3600);
      rig.receive(rig.notification("pending;expires=3600").build());
    }
    assertThat(rig.state()).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.notifyState("Normal")).isEqualTo(200);
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void answer_precedes_the_request_that_follows() {
    rig.add();
    rig.passSeconds(40);
    rig.notifyState("Normal");
    rig.accept(3600);
    rig.passSeconds(60);
    List<String> order = new ArrayList<>();
    int before = rig.sent.size();
    rig.subscriber.receive(
        rig.notification("terminated;reason=deactivated").build(),
        answer -> order.add(answer.status() + " before request: " + (rig.sent.size() == before)));
    assertThat(order).containsExactly("200 before request: true");
    assertThat(rig.sent).hasSize(before + 1);
  }

  // Another thread that is at work for the subscription must not overtake the answer.
  @Test
  void timer_during_an_answer_sends_no_request() {
    rig.registry.longest = Duration.ofSeconds(6);
    rig.establish();
    List<Integer> sentDuringAnswer = new ArrayList<>();
    rig.subscriber.receive(
        rig.notification("terminated;reason=deactivated").build(),
        answer -> {
          rig.passSeconds(3);
          sentDuringAnswer.add(rig.sent.size());
        });
    assertThat(sentDuringAnswer).containsExactly(1);
    assertThat(rig.sent).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "Normal,NORMAL",
    "ScheduledMaintenanceAvailable,NORMAL",
    "Partial,SERVICE_DISRUPTION",
    "MajorIncidentInProgress,SERVICE_DISRUPTION",
    "Overloaded,OVERLOADED",
    "GoingDown,GOING_DOWN",
    "ScheduledMaintenanceDown,SCHEDULED_MAINTENANCE",
    "Unstaffed,DOWN",
    "Down,DOWN",
    "Unreachable,UNREACHABLE",
    "Sleeping,UNREACHABLE"
  })
  void nested_service_is_a_node(String token, ElementState state) {
    rig.add(SubscriberRig.downstream().eventPackage(EventPackage.SERVICE_STATE).build());
    assertThat(rig.last().request().header("Event")).contains(I3.SERVICE_STATE_PACKAGE);
    assertThat(rig.last().request().header("Accept")).contains(I3.SERVICE_STATE_TYPE);
    SipBody body =
        SipBody.of(
            I3.SERVICE_STATE_TYPE,
            "{\"service\":{\"name\":\"ESRP\",\"domain\":\"esrp.county.pa.us\"},"
                + "\"serviceState\":{\"state\":\""
                + token
                + "\",\"reason\":\"r\"},\"securityPosture\":{\"posture\":\"Orange\"}}");
    SipRequest request =
        plain(active())
            .header("Event", I3.SERVICE_STATE_PACKAGE)
            .header("Subscription-State", "active;expires=3600")
            .body(body)
            .build();
    assertThat(rig.receive(request).status()).isEqualTo(200);
    assertThat(rig.state()).isEqualTo(state);
    if (state != ElementState.UNREACHABLE) {
      assertThat(rig.registry.posture(SubscriberRig.SERVICE, SubscriberRig.NODE))
          .contains(SecurityPosture.ORANGE);
      assertThat(rig.registry.report(SubscriberRig.SERVICE, SubscriberRig.NODE))
          .hasValueSatisfying(report -> assertThat(report.reason()).isEqualTo("r"));
    }
  }
}
