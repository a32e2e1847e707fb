package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.simulation.Mutant;
import java.util.List;

/** Lists the mutants of the notifier and of the subscriber. */
@SuppressWarnings("StringConcatToTextBlock") // part of a line, not whole lines
final class WireMutants {
  private WireMutants() {}

  static final List<Mutant> NOTIFIER =
      List.of(
          new Mutant(
              "no full NOTIFY follows a refresh",
              "NotifierSubscription",
              "        ends ? Due.END : Due.FULL,\n",
              "        ends ? Due.END : due,\n"),
          new Mutant(
              "max-rate does not delay a change",
              "NotifierSubscription",
              "afterFailures(sent.at() + shortestInterval());",
              "afterFailures(sent.at());"),
          new Mutant(
              "max-rate delays the answer to a SUBSCRIBE",
              "NotifierSubscription",
              "case FULL, END -> now;",
              "case FULL, END -> sent.sequence() == 0 ? now : sent.at() + shortestInterval();"),
          new Mutant(
              "min-rate is forgotten",
              "NotifierSubscription",
              "long interval = min == null ? Rate.LONGEST : min.intervalNanos();",
              "long interval = Rate.LONGEST;"),
          new Mutant(
              "adaptive-min-rate is forgotten",
              "NotifierSubscription",
              "    return adaptive == null\n        ? interval\n",
              "    return adaptive == null || min == null\n        ? interval\n"),
          new Mutant(
              "a change does not wait for the outstanding NOTIFY",
              "NotifierSubscription",
              "    if (notifying) {\n",
              "    if (notifying && due != Due.CHANGE) {\n"),
          new Mutant(
              "a NOTIFY that failed is not sent again",
              "NotifierSubscription",
              "due == Due.NOTHING ? idle.withDue(Due.CHANGE) : idle;",
              "idle;"),
          new Mutant(
              "a time-out does not end a subscription",
              "NotifierSubscription",
              "case TIMED_OUT -> !isTimedOutBySuspension(now);",
              "case TIMED_OUT -> false;"),
          new Mutant(
              "Retry-After of a NOTIFY is ignored",
              "NotifierSubscription",
              "retryAfterSeconds * NANOS_PER_SECOND,",
              "0,"),
          new Mutant(
              "the pause after failures has no end",
              "NotifierSubscription",
              "MOST_DOUBLINGS = 6;",
              "MOST_DOUBLINGS = 16;"),
          new Mutant(
              "expires is the duration that was granted",
              "NotifierSubscription",
              "return Math.max(0, (expiresAt - now) / NANOS_PER_SECOND);",
              "return seconds;"),
          new Mutant(
              "a subscription lasts a second too long",
              "NotifierSubscription",
              "if (end == null && now - terms.expiresAt() >= 0) {",
              "if (end == null && now - terms.expiresAt() >= 1_000_000_000L) {"),
          new Mutant(
              "an end is sent twice",
              "NotifierSubscription",
              "if (isEndSent() || removes(result, now)) {",
              "if (removes(result, now)) {"),
          new Mutant(
              "481 does not end a subscription", "NotifyResult", "480, 481, 482,", "480, 482,"),
          new Mutant(
              "the CSeq of a SUBSCRIBE may be repeated",
              "NotifierTable",
              "if (sequence <= entry.subscription.terms().sequence()) {",
              "if (sequence < entry.subscription.terms().sequence()) {"),
          new Mutant(
              "an ended subscription can be refreshed",
              "NotifierTable",
              "if (entry == null || entry.subscription.end() != null) {",
              "if (entry == null) {"),
          new Mutant(
              "one subscription too many is accepted",
              "NotifierTable",
              "if (entries.size() >= limits.maxSubscriptions()) {",
              "if (entries.size() > limits.maxSubscriptions()) {"),
          new Mutant(
              "a subscription that ended counts for its peer",
              "NotifierTable",
              "    leavePeer(entry.dialog.peer());\n    timed.remove(entry);\n",
              "    timed.remove(entry);\n"),
          new Mutant(
              "a changed state is not kept",
              "NotifierTable",
              "        resource.body = body;\n        for",
              "        if (resource.entries.isEmpty()) resource.body = body;\n        for"),
          new Mutant(
              "the subscriptions of what is gone stay",
              "NotifierTable",
              "        endAll(removed.entries, TerminationReason.NO_RESOURCE, now, work);\n",
              ""),
          new Mutant(
              "min-rate may exceed max-rate",
              "SubscriptionRates",
              "policy.highestMin().atMost(appliedMax);",
              "policy.highestMin();"),
          new Mutant(
              "max-rate is not raised for a short subscription",
              "SubscriptionRates",
              "if (appliedMax != null && seconds > 0) {",
              "if (appliedMax != null && seconds < 0) {"),
          new Mutant(
              "min-rate stays beside a lower adaptive-min-rate",
              "SubscriptionRates",
              "      appliedMin = null;\n",
              ""),
          new Mutant(
              "a short duration is accepted",
              "SubscribeFacts",
              "if (asked > 0 && asked < SHORTEST) {",
              "if (asked > 0 && asked < SHORTEST - 1) {"),
          new Mutant(
              "a long duration is not shortened",
              "SubscribeFacts",
              "return Math.min(asked, LONGEST);",
              "return asked;"),
          new Mutant(
              "the id of an event is lost",
              "EventHeader",
              "return id.isEmpty() ? type : type + \";id=\" + id;",
              "return type;"),
          new Mutant(
              "a subscriber that is not admitted any more keeps its subscription",
              "Notifier",
              "        perform(table.end(key, TerminationReason.REJECTED, time.nanoTime()));\n",
              ""),
          new Mutant(
              "a reason without a time to wait",
              "TerminationReason",
              "return this == NO_RESOURCE || this == SHUT_DOWN;",
              "return true;"));

  static final List<Mutant> SUBSCRIBER =
      List.of(
          new Mutant(
              "a SUBSCRIBE does not wait for the answer to the one before",
              "SubscriberTransition",
              "      waitForStack(inFlight);\n      return;\n",
              "      waitForStack(inFlight);\n"),
          new Mutant(
              "a node stays as it was if an attempt fails",
              "SubscriberTransition",
              "    effect = Effect.LOST;\n    reason = why;\n    waitFor(pause);\n",
              "    reason = why;\n    waitFor(pause);\n"),
          new Mutant(
              "a node is lost before a second attempt",
              "SubscriberTransition",
              "    if (failures == 0) {\n      waitFor(0);\n",
              "    if (failures < 0) {\n      waitFor(0);\n"),
          new Mutant(
              "retry-after of a NOTIFY is ignored",
              "SubscriberTransition",
              "failed(why, Math.max(asked, pause()));\n    } else if (asked > 0",
              "failed(why, pause());\n    } else if (asked > 0"),
          new Mutant(
              "a subscription that ended for good is tried again",
              "SubscriberTransition",
              "} else if (FINAL_REASONS.contains(state.reason())) {",
              "} else if (FINAL_REASONS.isEmpty()) {"),
          new Mutant(
              "Retry-After of an answer is ignored",
              "SubscriberTransition",
              "long asked = pauseAsked(DeltaSeconds.find(response, \"Retry-After\"));",
              "long asked = 0;"),
          new Mutant(
              "an own stall is blamed on the node",
              "SubscriberTransition",
              "boolean first = !forgiven && now - deadline > LATE;",
              "boolean first = !forgiven && now - deadline < 0;"),
          new Mutant(
              "a refresh comes too late",
              "SubscriberTransition",
              "      interval = Math.min(interval, left - Math.min(left / 2, 3 * TIMER_F));\n",
              ""),
          new Mutant(
              "an ended dialog is used for the next attempt",
              "SubscriberTransition",
              "    dialog = SubscriberDialog.begin(moment.callId(), moment.tag());\n",
              "    dialog = SubscriberDialog.begin(\"1\", \"1\");\n"),
          new Mutant(
              "the state of a NOTIFY that ends a subscription counts",
              "SubscriberTransition",
              "    if (state.isTerminated()) {\n      terminated(state);\n",
              "    if (state.isTerminated()) {\n      terminated(state);\n      active(body);\n"),
          new Mutant(
              "the remote target is not kept",
              "SubscriberDialog",
              "notify.contact().isEmpty() ? remoteTarget : notify.contact(),",
              "remoteTarget,"));
}
