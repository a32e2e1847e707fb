package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.examples.quickstart.ProgressLog;
import io.github.esrpcluster.i3.notify.KeepAliveEvent;
import io.github.esrpcluster.i3.notify.KeepAliveEvent.KeepAliveFailed;
import io.github.esrpcluster.i3.notify.KeepAliveEvent.KeepAliveRecovered;
import io.github.esrpcluster.i3.notify.NotifierEvent;
import io.github.esrpcluster.i3.notify.NotifierEvent.NotifyFailed;
import io.github.esrpcluster.i3.notify.NotifierEvent.SubscribeRefused;
import io.github.esrpcluster.i3.notify.NotifierEvent.SubscriptionBegan;
import io.github.esrpcluster.i3.notify.NotifierEvent.SubscriptionEnded;
import io.github.esrpcluster.i3.notify.SubscriberEvent;

/** Prints the events of notifier, subscriber and keep-alive. */
final class SipEventPrinter {
  private final ProgressLog log;

  SipEventPrinter(ProgressLog log) {
    this.log = log;
  }

  void print(SubscriberEvent event) {
    log.print(event.at(), "subscription to " + event.node() + ": " + event.text());
  }

  void print(KeepAliveEvent event) {
    if (event instanceof KeepAliveFailed failed) {
      log.print(
          "OPTIONS to "
              + failed.target()
              + " failed, "
              + failed.failures()
              + " in a row: "
              + failed.reason());
    } else if (event instanceof KeepAliveRecovered recovered) {
      log.print("OPTIONS to " + recovered.target() + " answered again");
    } else {
      log.print(event.toString());
    }
  }

  void print(NotifierEvent event) {
    if (event instanceof SubscriptionBegan began) {
      log.print(began.subscription() + " began, for " + began.seconds() + " s");
    } else if (event instanceof SubscriptionEnded ended) {
      log.print(ended.subscription() + " ended: " + ended.cause());
    } else if (event instanceof NotifyFailed failed) {
      log.print(failed.subscription() + ": NOTIFY failed, " + failed.failures() + " in a row");
    } else if (event instanceof SubscribeRefused refused) {
      log.print(
          "SUBSCRIBE of "
              + refused.from()
              + " to "
              + refused.uri()
              + " refused with "
              + refused.status()
              + ": "
              + refused.reason());
    } else {
      log.print(event.toString());
    }
  }
}
