package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.i3.ElementStateBody;
import io.github.esrpcluster.i3.ElementStateChangeLogEvent;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.LogDirection;
import io.github.esrpcluster.i3.LogEvent;
import io.github.esrpcluster.i3.LogMember;
import io.github.esrpcluster.i3.LogOrigin;
import io.github.esrpcluster.i3.QueueState;
import io.github.esrpcluster.i3.QueueStateBody;
import io.github.esrpcluster.i3.QueueStateChangeLogEvent;
import io.github.esrpcluster.i3.ServiceStateChangeLogEvent;
import io.github.esrpcluster.i3.SubscribeLogEvent;
import io.github.esrpcluster.i3.SubscribeLogEvent.Purpose;
import io.github.esrpcluster.i3.notify.ScriptedStack.SentRequest;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotifierWithManagerTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final ServiceId QUEUE = ServiceId.of("sip:queue@esrp.example.org");
  private static final NodeId NODE = NodeId.of("esrp1.example.org");
  private static final NodeId OTHER = NodeId.of("esrp2.example.org");

  private static final StatusPolicy ANY_UP =
      view ->
          StatusPrecedence.verdict(
              view.tally(), view.tally().count(ElementState.NORMAL) > 0, "one node");

  private final VirtualTime time = new VirtualTime();
  private final ScriptedStack stack = new ScriptedStack().answeringAtOnce();
  private final List<LogEvent> first = new ArrayList<>();
  private final List<LogEvent> second = new ArrayList<>();
  private final LogOrigin origin =
      new LogOrigin(NODE, Fqdn.of("agency.example.org"), ZoneOffset.UTC);
  private final Notifier notifier =
      Notifier.builder(stack)
          .timeSource(time)
          .scheduler(time)
          .executor(time)
          .random(new Random(7))
          .logEvents(origin, first::add)
          .logEvents(
              origin,
              event -> {
                second.add(event);
                throw new IllegalStateException("logging service is down");
              })
          .build();
  private final InMemoryClusterManager manager =
      InMemoryClusterManager.builder()
          .statusPolicy(ANY_UP)
          .timeSource(time)
          .scheduler(time)
          .executor(time)
          .build();

  @BeforeEach
  void attach() {
    notifier.attach(manager);
    for (NodeId node : List.of(NODE, OTHER)) {
      manager.register(Registration.builder(SERVICE, node).status(ElementState.NORMAL).build());
    }
    settle();
  }

  private void settle() {
    time.advance(Duration.ofSeconds(1)); // the rate of the publisher
    stack.take();
    first.clear();
    second.clear();
  }

  private void subscribe(EventPackage eventPackage, String uri, String parameters) {
    SipRequest request =
        SipRequest.builder("SUBSCRIBE", uri)
            .from(new SipParty("sip:upstream.example.org", "remote"))
            .to(new SipParty(uri, ""))
            .callId(eventPackage + uri)
            .contact("sip:192.0.2.1")
            .header("Event", eventPackage.token() + parameters)
            .peer(Subscribes.UPSTREAM)
            .build();
    List<SipResponse> answers = new ArrayList<>();
    notifier.receive(request, answers::add);
    assertThat(answers).extracting(SipResponse::status).containsExactly(200);
  }

  private void subscribe(EventPackage eventPackage, String uri) {
    subscribe(eventPackage, uri, "");
  }

  private ElementStateBody elementState() {
    return I3Json.standard().elementState().read(body(stack.takeOne()));
  }

  private QueueStateBody queueState() {
    return I3Json.standard().queueState().read(body(stack.takeOne()));
  }

  private String serviceState() {
    return I3Json.standard().serviceState().read(body(stack.takeOne())).stateToken();
  }

  private static String body(SentRequest notify) {
    return notify.request().body().text();
  }

  private void report(NodeId node, ElementState state) {
    manager.report(NodeStatus.of(node, state, "disk"));
    time.settle();
  }

  // ---- services

  @Test
  void change_of_the_service_reaches_subscribers() {
    subscribe(EventPackage.SERVICE_STATE, "sip:esrp.example.org");
    assertThat(serviceState()).isEqualTo("Normal");

    report(NODE, ElementState.DOWN);
    report(OTHER, ElementState.DOWN);

    assertThat(serviceState()).isEqualTo("Down");
  }

  @Test
  void close_publishes_going_down_before_the_end() {
    subscribe(EventPackage.SERVICE_STATE, "sip:esrp.example.org");
    stack.take();

    manager.close();
    assertThat(serviceState()).isEqualTo("GoingDown");
    notifier.shutdown(Duration.ofSeconds(5));

    SentRequest last = stack.takeOne();
    assertThat(last.request().header("Subscription-State").orElseThrow())
        .startsWith("terminated;reason=probation");
    assertThat(I3Json.standard().serviceState().read(body(last)).stateToken())
        .isEqualTo("GoingDown");
  }

  @Test
  void removed_service_ends_its_subscriptions() {
    subscribe(EventPackage.SERVICE_STATE, "sip:esrp.example.org");
    stack.take();
    manager.release(NODE);
    manager.release(OTHER);

    time.advance(Duration.ofMinutes(10));

    List<SentRequest> sent = stack.take();
    assertThat(sent.get(sent.size() - 1).request().header("Subscription-State").orElseThrow())
        .startsWith("terminated;reason=probation");
    assertThat(notifier.statistics().ended()).containsOnlyKeys(SubscriptionEnd.RESOURCE_REMOVED);
  }

  @Test
  void notifier_serves_one_manager() {
    InMemoryClusterManager another =
        InMemoryClusterManager.builder()
            .statusPolicy(ANY_UP)
            .timeSource(time)
            .scheduler(time)
            .executor(time)
            .build();

    assertThatThrownBy(() -> notifier.attach(another))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("one notifier for each manager");
  }

  // ---- nodes

  @Test
  void node_is_found_by_host_or_user() {
    subscribe(EventPackage.ELEMENT_STATE, "sip:esrp1.example.org:5061");
    assertThat(elementState()).isEqualTo(ElementStateBody.of(NODE, ElementState.NORMAL, ""));
    subscribe(EventPackage.ELEMENT_STATE, "sip:esrp2.example.org@192.0.2.7");
    assertThat(elementState().elementId()).isEqualTo(OTHER);
  }

  @Test
  void change_of_a_node_reaches_its_subscribers_only() {
    subscribe(EventPackage.ELEMENT_STATE, "sip:esrp1.example.org");
    stack.take();

    report(OTHER, ElementState.DOWN);
    assertThat(stack.all()).isEmpty();
    report(NODE, ElementState.OVERLOADED);

    assertThat(elementState())
        .isEqualTo(ElementStateBody.of(NODE, ElementState.OVERLOADED, "disk"));
  }

  @Test
  void expired_node_is_down_and_never_unreachable() {
    subscribe(EventPackage.ELEMENT_STATE, "sip:esrp1.example.org");
    stack.take();

    time.advance(Duration.ofSeconds(62));

    assertThat(elementState())
        .isEqualTo(ElementStateBody.of(NODE, ElementState.DOWN, "no contact with the node"));
  }

  @Test
  void override_of_one_service_does_not_hide_the_report() {
    ServiceId tenant = ServiceId.of("sip:tenant.example.org");
    manager.register(Registration.builder(tenant, NODE).status(ElementState.NORMAL).build());
    manager.override(
        tenant, NODE, OperatorOverride.of(ElementState.DOWN, "operator", "maintenance"));
    time.settle();

    subscribe(EventPackage.ELEMENT_STATE, "sip:esrp1.example.org");

    assertThat(elementState().state()).hasValue(ElementState.NORMAL);
  }

  @Test
  void override_of_all_services_counts_with_its_reason() {
    subscribe(EventPackage.ELEMENT_STATE, "sip:esrp1.example.org");
    stack.take();
    manager.override(
        SERVICE, NODE, OperatorOverride.of(ElementState.SCHEDULED_MAINTENANCE, "op", "patches"));
    time.settle();

    assertThat(elementState())
        .isEqualTo(ElementStateBody.of(NODE, ElementState.SCHEDULED_MAINTENANCE, "patches"));
  }

  @Test
  void released_node_ends_its_subscriptions() {
    subscribe(EventPackage.ELEMENT_STATE, "sip:esrp1.example.org");
    stack.take();

    manager.release(NODE);
    time.settle();

    assertThat(stack.takeOne().request().header("Subscription-State").orElseThrow())
        .startsWith("terminated;reason=probation");
    assertThat(notifier.subscribers()).isEmpty();
  }

  // ---- queues

  @Test
  void queue_follows_its_service() {
    notifier.setQueue(NotifiedQueue.of(QUEUE, SERVICE, 10));
    subscribe(EventPackage.QUEUE_STATE, QUEUE.toString());
    assertThat(queueState()).isEqualTo(QueueStateBody.of(QUEUE, 0, 10, QueueState.ACTIVE));
    time.advance(Duration.ofSeconds(1));

    report(NODE, ElementState.DOWN);
    report(OTHER, ElementState.DOWN);
    time.advance(Duration.ofSeconds(1));

    assertThat(queueState().state()).hasValue(QueueState.INACTIVE);
  }

  @Test
  void queue_of_an_overridden_service_is_disabled() {
    notifier.setQueue(NotifiedQueue.of(QUEUE, SERVICE, 10));
    subscribe(EventPackage.QUEUE_STATE, QUEUE.toString());
    time.advance(Duration.ofSeconds(1));
    stack.take();

    manager.override(SERVICE, OperatorOverride.of(ServiceState.DOWN, "operator", "evacuation"));
    time.settle();

    assertThat(queueState().state()).hasValue(QueueState.DISABLED);
  }

  // The end of an override once showed Inactive for a moment: the old state without the override.
  @Test
  void end_of_override_shows_no_mixed_queue_state() {
    notifier.setQueue(NotifiedQueue.of(QUEUE, SERVICE, 10));
    manager.override(SERVICE, OperatorOverride.of(ServiceState.DOWN, "operator", "evacuation"));
    report(NODE, ElementState.OVERLOADED);
    report(OTHER, ElementState.OVERLOADED);
    subscribe(EventPackage.QUEUE_STATE, QUEUE.toString());
    time.advance(Duration.ofSeconds(2));
    stack.take();

    manager.clearOverride(SERVICE, "operator", "over");
    time.advance(Duration.ofSeconds(2));

    assertThat(queueState().state()).hasValue(QueueState.RESOURCE_EXHAUSTED);
  }

  @Test
  void length_of_a_queue_is_notified() {
    NotifiedQueue queue = NotifiedQueue.of(QUEUE, SERVICE, 10);
    notifier.setQueue(queue);
    subscribe(EventPackage.QUEUE_STATE, "sip:any@esrp.example.org");
    time.advance(Duration.ofSeconds(1));
    stack.take();

    notifier.setQueue(queue.with(10, QueueState.FULL));

    assertThat(queueState()).isEqualTo(QueueStateBody.of(QUEUE, 10, 10, QueueState.FULL));
  }

  @Test
  void queue_is_repeated_each_minute_by_default() {
    notifier.setQueue(NotifiedQueue.of(QUEUE, SERVICE, 10));
    subscribe(EventPackage.QUEUE_STATE, QUEUE.toString());
    assertThat(stack.takeOne().request().header("Subscription-State"))
        .hasValue("active;expires=3600;max-rate=1;min-rate=0.0166666667");

    time.advance(Duration.ofSeconds(60));

    assertThat(stack.take()).hasSize(1);
  }

  @Test
  void removed_queue_ends_its_subscriptions() {
    notifier.setQueue(NotifiedQueue.of(QUEUE, SERVICE, 10));
    subscribe(EventPackage.QUEUE_STATE, QUEUE.toString());
    stack.take();

    notifier.removeQueue(QUEUE);

    assertThat(stack.takeOne().request().header("Subscription-State").orElseThrow())
        .startsWith("terminated;reason=probation");
  }

  @Test
  void queue_that_claims_unreachable_is_refused() {
    assertThatThrownBy(() -> new NotifiedQueue(QUEUE, SERVICE, 0, 1, QueueState.UNREACHABLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only a subscriber assigns it");
  }

  // ---- log events

  @Test
  void subscribe_is_logged_with_its_terms() {
    subscribe(EventPackage.SERVICE_STATE, "sip:esrp.example.org", ";min-rate=0.5");
    time.settle();

    assertThat(first)
        .singleElement()
        .isInstanceOfSatisfying(
            SubscribeLogEvent.class,
            event -> {
              assertThat(event.eventPackage()).isEqualTo("ServiceState");
              assertThat(event.peer()).isEqualTo("sip:upstream.example.org");
              assertThat(event.expiration()).isEqualTo(3600);
              assertThat(event.response()).isEqualTo("200");
              assertThat(event.purpose()).isEqualTo(Purpose.INITIAL);
              assertThat(event.direction()).isEqualTo(LogDirection.INCOMING);
              assertThat(event.requestParameters())
                  .containsExactly(new SubscribeLogEvent.Parameter("min-rate", "0.5"));
              assertThat(event.subscriptionId()).startsWith("urn:emergency:uid:subid:");
              assertThat(event.header().optional())
                  .containsEntry(LogMember.IP_ADDRESS_PORT, "192.0.2.1:5060");
            });
    assertThat(second).isEqualTo(first);
    assertThat(notifier.statistics().hookFailures()).isEqualTo(1);
  }

  @Test
  void change_of_service_is_logged_once_for_all_subscribers() {
    subscribe(EventPackage.SERVICE_STATE, "sip:esrp.example.org", ";min-rate=1");
    subscribe(EventPackage.SERVICE_STATE, "sip:a@esrp.example.org");
    settle();

    manager.report(
        NodeStatus.builder(NODE, ElementState.DOWN).posture(SecurityPosture.RED).build());
    time.advance(Duration.ofSeconds(5));
    report(OTHER, ElementState.DOWN);
    time.advance(Duration.ofSeconds(5));

    assertThat(first)
        .filteredOn(ServiceStateChangeLogEvent.class::isInstance)
        .extracting(ServiceStateChangeLogEvent.class::cast)
        .extracting(event -> event.newState() + event.newSecurityPosture().orElse(""))
        .containsExactly("NormalRed", "Down");
  }

  @Test
  void change_of_node_is_logged() {
    subscribe(EventPackage.ELEMENT_STATE, "sip:esrp2.example.org");
    settle();

    report(OTHER, ElementState.OVERLOADED);

    assertThat(first)
        .singleElement()
        .isInstanceOfSatisfying(
            ElementStateChangeLogEvent.class,
            event -> {
              assertThat(event.notificationContents())
                  .isEqualTo(
                      "{\"elementId\":\"esrp2.example.org\",\"state\":\"Overloaded\","
                          + "\"reason\":\"disk\"}");
              assertThat(event.affectedElementId()).hasValue(OTHER);
              assertThat(event.direction()).isEqualTo(LogDirection.OUTGOING);
            });
  }

  @Test
  void change_of_queue_is_logged() {
    notifier.setQueue(NotifiedQueue.of(QUEUE, SERVICE, 10));
    subscribe(EventPackage.QUEUE_STATE, QUEUE.toString());
    settle();

    notifier.setQueue(NotifiedQueue.of(QUEUE, SERVICE, 10).with(1, QueueState.ACTIVE));
    time.settle();

    assertThat(first)
        .singleElement()
        .isInstanceOfSatisfying(
            QueueStateChangeLogEvent.class,
            event -> assertThat(event.queueId()).isEqualTo(QUEUE.toString()));
  }

  @Test
  void change_without_subscribers_is_not_logged() {
    report(NODE, ElementState.DOWN);
    report(OTHER, ElementState.DOWN);
    time.advance(Duration.ofSeconds(5));

    assertThat(first).isEmpty();
  }
}
