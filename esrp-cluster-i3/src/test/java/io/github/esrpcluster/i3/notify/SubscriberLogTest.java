package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.esrpcluster.i3.ElementStateChangeLogEvent;
import io.github.esrpcluster.i3.I3;
import io.github.esrpcluster.i3.LogDirection;
import io.github.esrpcluster.i3.LogEvent;
import io.github.esrpcluster.i3.LogMember;
import io.github.esrpcluster.i3.ServiceStateChangeLogEvent;
import io.github.esrpcluster.i3.StateChangeLogEvent;
import io.github.esrpcluster.i3.SubscribeLogEvent;
import io.github.esrpcluster.i3.SubscribeLogEvent.Purpose;
import io.github.esrpcluster.i3.sip.SipBody;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log events of a subscriber (NENA-STA-010.3 section 4.12.3), and hooks that fail. */
class SubscriberLogTest {
  private final SubscriberRig rig = new SubscriberRig();

  private List<SubscribeLogEvent> subscribes() {
    return events(SubscribeLogEvent.class);
  }

  private <E extends LogEvent> List<E> events(Class<E> kind) {
    return rig.logged.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void each_change_of_state_is_logged_once() {
    rig.establish();
    rig.notifyState("Normal");
    rig.notifyState("Overloaded");
    rig.receive(rig.notification("active").body(SubscriberRig.body("Overloaded", "still")).build());
    rig.notifyState("Normal");
    assertThat(events(ElementStateChangeLogEvent.class))
        .extracting(ElementStateChangeLogEvent::notificationContents)
        .containsExactly(
            SubscriberRig.body("Normal").text(),
            SubscriberRig.body("Overloaded").text(),
            SubscriberRig.body("Normal").text());
    ElementStateChangeLogEvent first = events(ElementStateChangeLogEvent.class).get(0);
    assertThat(first.direction()).isEqualTo(LogDirection.INCOMING);
    assertThat(first.affectedElementId()).contains(SubscriberRig.NODE);
    assertThat(first.header().elementId()).isEqualTo(SubscriberRig.ORIGIN.elementId());
    assertThat(first.header().optional()).containsEntry(LogMember.IP_ADDRESS_PORT, "10.0.0.1:5061");
  }

  @Test
  void change_to_unreachable_is_logged_once() {
    rig.add();
    rig.answer(503);
    rig.awaitSubscribe(Duration.ofSeconds(1));
    rig.answer(503);
    assertThat(events(ElementStateChangeLogEvent.class))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.notificationContents()).contains("\"state\":\"Unreachable\"");
              assertThat(event.direction()).isEqualTo(LogDirection.INCOMING);
            });
    rig.awaitSubscribe(Duration.ofSeconds(2));
    rig.notifyState("Normal");
    assertThat(events(ElementStateChangeLogEvent.class)).hasSize(2);
  }

  @Test
  void changes_of_a_nested_service_are_logged() {
    rig.add(SubscriberRig.downstream().eventPackage(EventPackage.SERVICE_STATE).build());
    notifyService("Normal", "Green");
    notifyService("Normal", "Green");
    notifyService("Normal", "Red");
    rig.terminate(";reason=rejected");
    assertThat(events(StateChangeLogEvent.class)).hasSize(2);
    assertThat(events(ServiceStateChangeLogEvent.class))
        .extracting(
            ServiceStateChangeLogEvent::newState,
            event -> event.newSecurityPosture().orElse(""),
            event -> event.affectedServiceIdentifier().toString())
        .containsExactly(
            tuple("Normal", "Green", "esrp.county.pa.us"),
            tuple("Normal", "Red", "esrp.county.pa.us"));
  }

  private void notifyService(String state, String posture) {
    SipRequest like = rig.notification("active;expires=60").build();
    rig.receive(
        SipRequest.builder("NOTIFY", like.uri())
            .from(like.from())
            .to(like.to())
            .callId(like.callId())
            .sequence(like.sequence())
            .header("Event", I3.SERVICE_STATE_PACKAGE)
            .header("Subscription-State", "active;expires=3600")
            .body(
                SipBody.of(
                    I3.SERVICE_STATE_TYPE,
                    "{\"service\":{\"name\":\"ESRP\",\"domain\":\"esrp.county.pa.us\"},"
                        + "\"serviceState\":{\"state\":\""
                        + state
                        + "\",\"reason\":\"\"},\"securityPosture\":{\"posture\":\""
                        + posture
                        + "\"}}"))
            .build());
  }

  @Test
  void each_subscribe_is_logged_with_its_outcome() {
    rig.add(SubscriberRig.downstream().minRate(0.01).build());
    rig.accept(1800);
    rig.notifyState("Normal");
    rig.awaitSubscribe(Duration.ofSeconds(100));
    rig.answer(503);
    rig.awaitSubscribe(Duration.ofSeconds(100));
    rig.timeOut();
    assertThat(subscribes())
        .extracting(
            SubscribeLogEvent::purpose,
            SubscribeLogEvent::response,
            SubscribeLogEvent::expiration,
            SubscribeLogEvent::direction)
        .containsExactly(
            tuple(Purpose.INITIAL, "200", 1800, LogDirection.OUTGOING),
            tuple(Purpose.REFRESH, "503", 0, LogDirection.OUTGOING),
            tuple(Purpose.REFRESH, "408", 0, LogDirection.OUTGOING));
    SubscribeLogEvent first = subscribes().get(0);
    assertThat(first.eventPackage()).isEqualTo("ElementState");
    assertThat(first.peer()).isEqualTo(SubscriberRig.URI);
    assertThat(first.requestParameters())
        .containsExactly(new SubscribeLogEvent.Parameter("min-rate", "0.01"));
    assertThat(first.subscriptionId()).startsWith("urn:emergency:uid:subid:");
    assertThat(subscribes())
        .extracting(SubscribeLogEvent::subscriptionId)
        .containsOnly(first.subscriptionId());
  }

  @Test
  void end_of_a_subscription_is_logged() {
    rig.establish().close();
    rig.time.settle();
    rig.accept(0);
    assertThat(subscribes())
        .extracting(SubscribeLogEvent::purpose)
        .containsExactly(Purpose.INITIAL, Purpose.TERMINATE);
  }

  @Test
  void hook_that_throws_keeps_nothing_from_the_others() {
    List<LogEvent> second = new ArrayList<>();
    SubscriberRig other =
        new SubscriberRig(
            builder ->
                builder
                    .listener(
                        event -> {
                          throw new AssertionError("listener");
                        })
                    .logEvents(
                        SubscriberRig.ORIGIN,
                        event -> {
                          throw new IllegalStateException("hook");
                        })
                    .logEvents(SubscriberRig.ORIGIN, second::add));
    other.establish();
    assertThat(second).isEqualTo(other.logged).hasSize(2);
    assertThat(other.subscriber.statistics().hookFailures()).isEqualTo(3);
  }
}
