package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.i3.I3;
import io.github.esrpcluster.i3.LogEvent;
import io.github.esrpcluster.i3.LogOrigin;
import io.github.esrpcluster.i3.sip.SipBody;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A subscriber in virtual time. The test answers its SUBSCRIBEs by hand, and sends it NOTIFYs as a
 * notifier would.
 */
final class SubscriberRig {
  static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");
  static final NodeId NODE = NodeId.of("esrp1.state.pa.us");
  static final String URI = "sip:esrp1.state.pa.us";
  static final LogOrigin ORIGIN =
      new LogOrigin(NodeId.of("manager.state.pa.us"), Fqdn.of("state.pa.us"), ZoneOffset.UTC);

  /** A SUBSCRIBE that was sent. */
  record SentSubscribe(SipRequest request, Consumer<? super SipOutcome> outcome) {
    String expires() {
      return request.header("Expires").orElseThrow();
    }

    boolean isInitial() {
      return request.to().tag().isEmpty();
    }
  }

  final VirtualTime time = VirtualTime.withOrigin(Long.MAX_VALUE - 1_000_000_000L);
  final MemberRegistry registry = new MemberRegistry(time);
  final List<SentSubscribe> sent = new ArrayList<>();
  final List<SubscriberEvent> events = new ArrayList<>();
  final List<LogEvent> logged = new ArrayList<>();
  final Subscriber subscriber;

  /** The notifier's CSeq. */
  long sequence;

  String notifierTag = "notifier";

  SubscriberRig() {
    this(builder -> builder);
  }

  SubscriberRig(UnaryOperator<SubscriberBuilder> settings) {
    SubscriberBuilder builder =
        Subscriber.builder(
                (request, outcome) -> sent.add(new SentSubscribe(request, outcome)), registry)
            .timeSource(time)
            .scheduler(time)
            .executor(time)
            .random(new Random(1))
            .localUri("sip:manager.state.pa.us")
            .listener(events::add)
            .logEvents(ORIGIN, logged::add);
    subscriber = settings.apply(builder).build();
  }

  static Downstream.Builder downstream() {
    return Downstream.builder(NODE, URI).service(SERVICE);
  }

  Subscription add() {
    return add(downstream().build());
  }

  Subscription add(Downstream downstream) {
    Subscription subscription = subscriber.add(downstream);
    time.settle();
    return subscription;
  }

  /** Adds the usual node, lets the notifier accept and sends a first state. */
  Subscription establish() {
    Subscription subscription = add();
    accept(3600);
    notifyState("Normal");
    return subscription;
  }

  SentSubscribe last() {
    return sent.get(sent.size() - 1);
  }

  // ---- the notifier

  void answer(SipResponse response) {
    last().outcome().accept(new SipOutcome.Answered(response));
    time.settle();
  }

  void answer(int status) {
    answer(SipResponse.of(status));
  }

  void accept(long seconds) {
    answer(
        SipResponse.builder(200)
            .toTag(notifierTag)
            .header("Expires", Long.toString(seconds))
            .build());
  }

  void timeOut() {
    pass(Duration.ofSeconds(32));
    last().outcome().accept(new SipOutcome.TimedOut());
    time.settle();
  }

  /** Returns a NOTIFY of the dialog of the last SUBSCRIBE. */
  SipRequest.Builder notification(String subscriptionState) {
    return SipRequest.builder("NOTIFY", "sip:manager.state.pa.us")
        .from(new SipParty(URI, notifierTag))
        .to(last().request().from())
        .callId(last().request().callId())
        .sequence(++sequence)
        .contact("sip:10.0.0.1:5061")
        .peer(new SipPeer("udp", "10.0.0.1", 5061, List.of()))
        .header("Event", I3.ELEMENT_STATE_PACKAGE)
        .header("Subscription-State", subscriptionState);
  }

  static SipBody body(String state) {
    return SipBody.of(
        I3.ELEMENT_STATE_TYPE, "{\"elementId\":\"" + NODE + "\",\"state\":\"" + state + "\"}");
  }

  static SipBody body(String state, String reason) {
    return SipBody.of(
        I3.ELEMENT_STATE_TYPE,
        "{\"elementId\":\""
            + NODE
            + "\",\"state\":\""
            + state
            + "\",\"reason\":\""
            + reason
            + "\"}");
  }

  /** Returns the answer. */
  SipResponse receive(SipRequest request) {
    List<SipResponse> answers = new ArrayList<>();
    subscriber.receive(request, answers::add);
    if (answers.size() != 1) {
      throw new AssertionError("answers: " + answers);
    }
    time.settle();
    return answers.get(0);
  }

  int notifyState(String state) {
    return receive(notification("active;expires=3600").body(body(state)).build()).status();
  }

  int terminate(String parameters) {
    return receive(notification("terminated" + parameters).build()).status();
  }

  // ---- what a test looks at

  ElementState state() {
    return registry.state(SERVICE, NODE).orElseThrow();
  }

  DownstreamPhase phase() {
    return subscriber.status().get(0).phase();
  }

  List<SubscriberEvent.Type> eventTypes() {
    return events.stream().map(SubscriberEvent::type).toList();
  }

  void pass(Duration duration) {
    time.advance(duration);
  }

  void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** Lets time pass until a SUBSCRIBE is sent; fails if none is sent in that time. */
  SentSubscribe awaitSubscribe(Duration atMost) {
    int before = sent.size();
    long end = time.nanoTime() + atMost.toNanos();
    while (sent.size() == before) {
      if (!time.advanceToNextEvent() || time.nanoTime() - end > 0) {
        throw new AssertionError("no SUBSCRIBE in " + atMost);
      }
    }
    return last();
  }
}
