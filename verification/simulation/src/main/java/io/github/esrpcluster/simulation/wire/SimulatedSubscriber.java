package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A simple subscriber: keeps the dialogs that it began, and gives NOTIFYs the answers that the
 * script has set. It sends the requests of the script, right or wrong.
 */
final class SimulatedSubscriber implements SipReceiver {
  /** One subscription as the subscriber sees it. */
  static final class Watch {
    final String callId;
    final String tag;
    final String target;
    private final String event;
    private String notifierTag = "";
    private String contact = "";
    private long sequence;
    private long notifySequence = -1;
    private boolean terminated;
    private @Nullable BodyContent content;

    Watch(String callId, String tag, String target, String event) {
      this.callId = callId;
      this.tag = tag;
      this.target = target;
      this.event = event;
    }

    /** Returns the event without rates. */
    String event() {
      return event;
    }

    /** Returns whether it knows the dialog, and no end of it. */
    boolean isAlive() {
      return !notifierTag.isEmpty() && !terminated;
    }

    DialogKey key() {
      return new DialogKey(callId, tag, notifierTag);
    }

    @Nullable BodyContent content() {
      return content;
    }
  }

  private final SimulatedSipStack stack;
  private final WireLedger ledger;
  private final Map<String, Watch> watches = new LinkedHashMap<>();
  private SipResponse answer = SipResponse.of(200);
  private long calls;

  SimulatedSubscriber(SimulatedSipStack stack, WireLedger ledger) {
    this.stack = stack;
    this.ledger = ledger;
    stack.receiver(this);
  }

  SimulatedSipStack stack() {
    return stack;
  }

  /** Sets how NOTIFYs of known dialogs are answered from now on. */
  void answer(SipResponse newAnswer) {
    answer = newAnswer;
  }

  List<Watch> watches() {
    return List.copyOf(watches.values());
  }

  /** Returns the subscriptions that it takes for active. */
  List<Watch> alive() {
    return watches.values().stream().filter(Watch::isAlive).toList();
  }

  /** Loses all dialogs, as after a restart. */
  void forgetAll() {
    watches.clear();
  }

  // ---- SUBSCRIBE

  /**
   * Begins a subscription.
   *
   * @param headers of the SUBSCRIBE, with {@code Event}
   */
  Watch subscribe(String target, String eventPackage, Map<String, String> headers) {
    String callId = ++calls + "@" + stack.host;
    HeaderValue event = HeaderValue.parse(headers.getOrDefault("Event", ""));
    String id = event.has("id") ? ";id=" + event.parameter("id") : "";
    Watch watch = new Watch(callId, "s" + calls, target, eventPackage + id);
    watches.put(callId, watch);
    send(watch, headers);
    return watch;
  }

  /** Sends a SUBSCRIBE in the dialog. */
  void refresh(Watch watch, Map<String, String> headers) {
    send(watch, headers);
  }

  /** Sends a SUBSCRIBE with the CSeq of an earlier one, or with the tag of no dialog. */
  void sendStale(Watch watch, Map<String, String> headers, boolean otherTag) {
    long sequence = watch.sequence;
    if (!otherTag) {
      watch.sequence--;
    }
    String tag = watch.notifierTag;
    watch.notifierTag = otherTag ? "unknown" : tag;
    send(watch, headers);
    watch.notifierTag = tag;
    watch.sequence = sequence;
  }

  private void send(Watch watch, Map<String, String> headers) {
    String uri = watch.contact.isEmpty() ? watch.target : watch.contact;
    SipRequest.Builder request =
        SipRequest.builder("SUBSCRIBE", uri)
            .from(new SipParty("sip:subscriber@" + stack.host, watch.tag))
            .to(new SipParty(watch.target, watch.notifierTag))
            .callId(watch.callId)
            .sequence(++watch.sequence)
            .contact(stack.contact());
    headers.forEach(request::header);
    stack.send(request.build(), outcome -> answered(watch, outcome));
  }

  private void answered(Watch watch, SipOutcome outcome) {
    if (outcome instanceof SipOutcome.Answered answered) {
      SipResponse response = answered.response();
      if (response.isSuccess()) {
        establish(watch, response.toTag(), response.contact());
      } else if (response.status() == 481) {
        watch.terminated = true;
      }
    }
  }

  private static void establish(Watch watch, String tag, String contact) {
    watch.notifierTag = watch.notifierTag.isEmpty() ? tag : watch.notifierTag;
    watch.contact = contact;
  }

  // ---- NOTIFY

  @Override
  public void receive(SipRequest request, Consumer<? super SipResponse> reply) {
    Watch watch = watches.get(request.callId());
    boolean known =
        watch != null
            && request.method().equals("NOTIFY")
            && request.to().tag().equals(watch.tag)
            && (watch.notifierTag.isEmpty() || request.from().tag().equals(watch.notifierTag));
    if (watch == null || !known) {
      ledger.injected(WireFault.NOTIFY_UNKNOWN);
      reply.accept(SipResponse.of(481));
    } else if (request.sequence() <= watch.notifySequence) {
      ledger.injected(WireFault.NOTIFY_OUT_OF_ORDER);
      reply.accept(SipResponse.of(500));
    } else {
      take(watch, request);
      reply.accept(answer);
    }
  }

  private void take(Watch watch, SipRequest request) {
    watch.notifySequence = request.sequence();
    if (!answer.isSuccess()) {
      ledger.injected(WireFault.NOTIFY_REFUSED);
      return;
    }
    establish(watch, request.from().tag(), request.contact());
    watch.content = BodyContent.of(request.body());
    watch.terminated = request.header("Subscription-State").orElse("").startsWith("terminated");
  }

  /** Returns the headers of a SUBSCRIBE, from names and values in turn. */
  static Map<String, String> headers(String... namesAndValues) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  /** Returns the text of all subscriptions, for people. */
  @Override
  public String toString() {
    return new ArrayList<>(watches.keySet()).toString();
  }
}
