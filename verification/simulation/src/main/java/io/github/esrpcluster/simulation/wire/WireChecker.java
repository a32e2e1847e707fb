package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.testkit.VirtualTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compares what notifiers send and answer with the models of them. */
final class WireChecker implements WireObserver {
  private final VirtualTime time;
  private final long origin;
  private final Map<SimulatedSipStack, NotifierModel> notifiers = new LinkedHashMap<>();
  private final Map<SimulatedSipStack, SubscriberModel> subscribers = new LinkedHashMap<>();

  WireChecker(VirtualTime time) {
    this.time = time;
    this.origin = time.nanoTime();
  }

  /** Nanoseconds since the beginning: the monotonic clock of the processes may overflow. */
  long now() {
    return time.nanoTime() - origin;
  }

  /** Checks the notifier behind this stack from now on. */
  void watch(SimulatedSipStack stack, NotifierModel model) {
    notifiers.put(stack, model);
  }

  /** Checks the subscriber behind this stack from now on. */
  void watch(SimulatedSipStack stack, SubscriberModel model) {
    subscribers.put(stack, model);
  }

  @Override
  public void onSent(SimulatedSipStack host, SipRequest request) {
    NotifierModel model = notifiers.get(host);
    if (model != null) {
      model.onSent(request, now());
    }
    SubscriberModel subscriber = subscribers.get(host);
    if (subscriber != null) {
      subscriber.onSent(request, now());
    }
  }

  @Override
  public void onOutcome(SimulatedSipStack host, SipRequest request, SipOutcome outcome) {
    NotifierModel model = notifiers.get(host);
    if (model != null) {
      model.onOutcome(request, outcome, now());
    }
    SubscriberModel subscriber = subscribers.get(host);
    if (subscriber != null) {
      subscriber.onOutcome(request, outcome, now());
    }
  }

  @Override
  public void onAnswered(SimulatedSipStack host, SipRequest request, SipResponse response) {
    NotifierModel model = notifiers.get(host);
    if (model != null) {
      model.onAnswered(request, response, now());
    }
    SubscriberModel subscriber = subscribers.get(host);
    if (subscriber != null) {
      subscriber.onAnswered(request, response, now());
    }
  }

  /** Nothing happens any more in this instant. */
  void atEndOfInstant() {
    notifiers.keySet().removeIf(stack -> stack.executor().isDead());
    notifiers.forEach(
        (stack, model) -> {
          if (stack.executor().suspendedFor() > 0) {
            model.suspended();
          } else {
            model.atEndOfInstant(now());
          }
        });
    subscribers.keySet().removeIf(stack -> stack.executor().isDead());
    subscribers.forEach(
        (stack, model) -> {
          if (stack.executor().suspendedFor() > 0) {
            model.suspended();
          } else {
            model.atEndOfInstant(now());
          }
        });
  }
}
