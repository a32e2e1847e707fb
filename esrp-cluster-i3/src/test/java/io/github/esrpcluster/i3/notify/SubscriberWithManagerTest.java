package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.i3.I3;
import io.github.esrpcluster.i3.sip.SipBody;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.i3.sip.SipStack;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nodes that join a real manager by configuration. */
class SubscriberWithManagerTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");
  private static final ServiceId NESTED = ServiceId.of("sip:esrp.county.pa.us");

  private final VirtualTime time = new VirtualTime();
  private final List<ClusterEvent> events = new ArrayList<>();
  private final ClusterManager manager = manager(events::add);
  private final Map<String, SubscriberRig.SentSubscribe> sent = new HashMap<>();
  private final Subscriber subscriber =
      subscriber(
          (request, outcome) ->
              sent.put(request.to().uri(), new SubscriberRig.SentSubscribe(request, outcome)));
  private long sequence;

  private ClusterManager manager(Consumer<ClusterEvent> listener) {
    return InMemoryClusterManager.builder()
        .statusPolicy(
            view ->
                StatusPrecedence.verdict(
                    view.tally(),
                    2 * view.tally().count(ElementState.NORMAL) > view.tally().members(),
                    "more than half"))
        .listener(listener::accept)
        .timeSource(time)
        .executor(time)
        .scheduler(time)
        .build();
  }

  private Subscriber subscriber(SipStack stack) {
    return Subscriber.builder(stack, manager)
        .timeSource(time)
        .scheduler(time)
        .executor(time)
        .random(new Random(2))
        .localUri("sip:esrp.state.pa.us")
        .build();
  }

  private static NodeId node(int number) {
    return NodeId.of("esrp" + number + ".state.pa.us");
  }

  private void add(int number) {
    subscriber.add(
        Downstream.builder(node(number), "sip:" + node(number)).service(SERVICE).build());
    time.advance(Duration.ofMillis(20));
  }

  private SubscriberRig.@Nullable SentSubscribe lastTo(int number) {
    return sent.get("sip:" + node(number));
  }

  private void accept(int number) {
    lastTo(number)
        .outcome()
        .accept(
            new SipOutcome.Answered(SipResponse.builder(200).header("Expires", "3600").build()));
  }

  private int notify(int number, String subscriptionState, String state) {
    SipRequest subscribe = lastTo(number).request();
    List<Integer> answers = new ArrayList<>();
    subscriber.receive(
        SipRequest.builder("NOTIFY", "sip:esrp.state.pa.us")
            .from(new SipParty("sip:" + node(number), "notifier"))
            .to(subscribe.from())
            .callId(subscribe.callId())
            .sequence(++sequence)
            .header("Event", I3.ELEMENT_STATE_PACKAGE)
            .header("Subscription-State", subscriptionState)
            .body(
                SipBody.of(
                    I3.ELEMENT_STATE_TYPE,
                    "{\"elementId\":\"" + node(number) + "\",\"state\":\"" + state + "\"}"))
            .build(),
        answer -> answers.add(answer.status()));
    time.settle();
    return answers.get(0);
  }

  private ServiceState status(ServiceId service) {
    return manager.status(service).orElseThrow().state();
  }

  private Member member(int number) {
    return manager.members(node(number)).get(0);
  }

  @Test
  void configured_nodes_count_in_the_quorum_before_their_notify() {
    add(1);
    add(2);
    add(3);
    accept(1);
    assertThat(notify(1, "active;expires=3600", "Normal")).isEqualTo(200);
    assertThat(status(SERVICE)).isEqualTo(ServiceState.PARTIAL);
    time.advance(Duration.ofHours(1));
    assertThat(manager.view(SERVICE).orElseThrow().tally().members()).isEqualTo(3);
  }

  @Test
  void lost_node_gets_calls_as_a_last_resort_only() {
    add(1);
    add(2);
    for (int number = 1; number <= 2; number++) {
      accept(number);
      notify(number, "active;expires=3600", "Normal");
    }
    assertThat(status(SERVICE)).isEqualTo(ServiceState.NORMAL);
    long epoch = member(1).epoch();
    notify(1, "terminated;reason=probation;retry-after=50", "Normal");
    assertThat(member(1).state()).isEqualTo(ElementState.UNREACHABLE);
    assertThat(status(SERVICE)).isEqualTo(ServiceState.PARTIAL);
    for (int call = 0; call < 4; call++) {
      RoutingDecision.Routed routed = (RoutingDecision.Routed) manager.route(SERVICE);
      assertThat(routed.picked().node()).isEqualTo(node(2));
    }
    time.advance(Duration.ofSeconds(50));
    notify(1, "active;expires=3600", "Normal");
    assertThat(member(1).state()).isEqualTo(ElementState.NORMAL);
    assertThat(member(1).epoch()).as("the same membership").isEqualTo(epoch);
    assertThat(status(SERVICE)).isEqualTo(ServiceState.NORMAL);
    assertThat(events.stream().filter(ClusterEvent.LeaseExpired.class::isInstance)).hasSize(1);
    assertThat(events.stream().filter(ClusterEvent.MemberRecovered.class::isInstance)).hasSize(1);
  }

  /** Hands requests over at once, as a network without loss and delay would. */
  private static final class Wire implements SipStack {
    private static final SipPeer PEER = new SipPeer("udp", "127.0.0.1", 5060, List.of());

    @Nullable SipReceiver other;

    @Override
    public void send(SipRequest request, Consumer<? super SipOutcome> outcome) {
      SipRequest.Builder received =
          SipRequest.builder(request.method(), request.uri())
              .from(request.from())
              .to(request.to())
              .callId(request.callId())
              .sequence(request.sequence())
              .contact("sip:127.0.0.1:5060")
              .peer(PEER)
              .body(request.body());
      request.headers().forEach(header -> received.header(header.name(), header.value()));
      if (other != null) {
        other.receive(
            received.build(), response -> outcome.accept(new SipOutcome.Answered(response)));
      }
    }
  }

  @Test
  void nested_service_is_a_node_over_the_wire() {
    ClusterManager nested = manager(event -> {});
    Wire toParent = new Wire();
    Wire toNested = new Wire();
    Notifier notifier =
        Notifier.builder(toParent)
            .timeSource(time)
            .scheduler(time)
            .executor(time)
            .random(new Random(3))
            .build();
    notifier.attach(nested);
    Subscriber upstream = subscriber(toNested);
    toParent.other = upstream;
    toNested.other = notifier;
    nested.register(
        Registration.builder(NESTED, node(7))
            .lease(Duration.ofMinutes(5))
            .status(ElementState.NORMAL)
            .build());
    time.settle();
    NodeId child = NodeId.of("esrp.county.pa.us");
    upstream.add(
        Downstream.builder(child, NESTED.toString())
            .eventPackage(EventPackage.SERVICE_STATE)
            .service(SERVICE)
            .build());
    time.advance(Duration.ofSeconds(1));
    assertThat(upstream.status().get(0).phase()).isEqualTo(DownstreamPhase.ACTIVE);
    assertThat(status(SERVICE)).isEqualTo(ServiceState.NORMAL);
    for (int minute = 0; minute < 180; minute++) {
      nested.renew(node(7));
      time.advance(Duration.ofMinutes(1));
      assertThat(status(SERVICE)).isEqualTo(ServiceState.NORMAL);
    }
    time.advance(Duration.ofMinutes(5));
    assertThat(status(NESTED, nested)).isEqualTo(ServiceState.DOWN);
    assertThat(manager.members(child).get(0).state()).isEqualTo(ElementState.DOWN);
    toNested.other = null;
    time.advance(Duration.ofMinutes(6));
    assertThat(manager.members(child).get(0).state()).isEqualTo(ElementState.UNREACHABLE);
  }

  private static ServiceState status(ServiceId service, ClusterManager of) {
    return of.status(service).orElseThrow().state();
  }
}
