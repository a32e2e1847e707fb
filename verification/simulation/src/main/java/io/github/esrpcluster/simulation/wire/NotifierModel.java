package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The duties of one notifier, over all of its subscriptions. */
final class NotifierModel {
  private final WireLedger ledger;
  private final Truth truth;
  private final int maxSubscriptions;
  private final int maxSubscriptionsPerPeer;
  private final Map<DialogKey, SubscriptionModel> subscriptions = new LinkedHashMap<>();
  private final Set<DialogKey> ended = new HashSet<>();
  private final Set<BodyContent> recent = new LinkedHashSet<>();
  private boolean suspended;
  private boolean shuttingDown;
  private boolean down;

  NotifierModel(WireLedger ledger, Truth truth, int maxSubscriptions, int maxSubscriptionsPerPeer) {
    this.ledger = ledger;
    this.truth = truth;
    this.maxSubscriptions = maxSubscriptions;
    this.maxSubscriptionsPerPeer = maxSubscriptionsPerPeer;
  }

  /** Returns the subscriptions that have not ended. */
  List<SubscriptionModel> alive() {
    return subscriptions.values().stream().filter(SubscriptionModel::isAlive).toList();
  }

  /** Returns the number of subscriptions that a notifier has to know. */
  long size() {
    return subscriptions.size();
  }

  /** Returns the number of subscriptions of one peer that a notifier has to know. */
  long sizeOf(String peer) {
    return subscriptions.values().stream().filter(each -> each.peer.equals(peer)).count();
  }

  /** The notifier begins to shut down. */
  void shutDown() {
    shuttingDown = true;
  }

  /** The notifier has shut down. */
  void isDown() {
    down = true;
    ended.addAll(subscriptions.keySet());
    subscriptions.clear();
  }

  // ---- SUBSCRIBE

  void onAnswered(SipRequest request, SipResponse response, long now) {
    if (!request.method().equals("SUBSCRIBE") || shuttingDown) {
      return;
    }
    SubscriptionModel known = subscriptions.get(DialogKey.ofSubscribe(request));
    Set<Integer> refusals = SubscribeDefects.of(request);
    boolean inOrder = refusals.isEmpty();
    Set<Integer> allowed = new HashSet<>();
    if (request.to().tag().isEmpty()) {
      addRefusals(request, refusals, allowed);
    } else if (known == null || !known.isAlive()) {
      refusals.add(481);
    } else {
      if (request.sequence() <= known.subscribeSequence()) {
        refusals.add(500);
      }
      if (!truth.admits(request.peer().orElseThrow().address())) {
        refusals.add(403);
      }
      observeStates();
      if (known.isEndOwed() || known.mayHaveToEnd()) {
        allowed.add(481); // it ends as soon as an earlier NOTIFY has an outcome
      }
    }
    int status = response.status();
    ledger.check(
        WireInvariant.SUBSCRIBE_GETS_THE_RIGHT_ANSWER,
        allowed.contains(status)
            || (refusals.isEmpty() ? status == 200 : refusals.contains(status)),
        () ->
            describe(request)
                + " got "
                + response
                + ", wanted "
                + refusals
                + " or "
                + allowed
                + " with "
                + subscriptions.values());
    checkHeaders(request, response);
    if (status == 403 && known != null) {
      known.rejected();
    }
    if (status == 200 && inOrder) {
      accepted(request, response, known, now);
    }
  }

  private void addRefusals(SipRequest request, Set<Integer> refusals, Set<Integer> allowed) {
    String eventPackage = SubscribeDefects.event(request).value();
    String peer = request.peer().orElseThrow().address();
    boolean known = truth.now(eventPackage, request.uri()).isPresent();
    if (!known && !refusals.contains(489)) {
      refusals.add(404);
    }
    if (!truth.admits(peer)) {
      refusals.add(403);
    }
    long alive = alive().size();
    long aliveOfPeer = alive().stream().filter(each -> each.peer.equals(peer)).count();
    if (alive >= maxSubscriptions || aliveOfPeer >= maxSubscriptionsPerPeer) {
      refusals.add(503);
    } else if (size() >= maxSubscriptions || sizeOf(peer) >= maxSubscriptionsPerPeer) {
      allowed.add(503); // one of them waits for the answer to its last NOTIFY
    }
  }

  private static String describe(SipRequest request) {
    return request
        + " of "
        + request.peer().orElseThrow().address()
        + " to tag "
        + request.to().tag()
        + " "
        + request.headers();
  }

  private void checkHeaders(SipRequest request, SipResponse response) {
    boolean complete =
        switch (response.status()) {
          case 489 -> {
            Set<String> packages =
                new TreeSet<>(
                    List.of(response.header("Allow-Events").orElse("").split("\\s*,\\s*", -1)));
            yield packages.equals(SubscribeDefects.TYPES.keySet());
          }
          case 423 ->
              response
                  .header("Min-Expires")
                  .equals(java.util.Optional.of(String.valueOf(SubscribeDefects.SHORTEST)));
          case 503 -> response.header("Retry-After").orElse("").matches("[1-9]\\d*");
          case 200 -> !response.toTag().isEmpty();
          default -> true;
        };
    ledger.check(
        WireInvariant.SUBSCRIBE_GETS_THE_RIGHT_ANSWER,
        complete,
        () -> describe(request) + " got " + response + " without its headers");
  }

  private void accepted(
      SipRequest request, SipResponse response, @Nullable SubscriptionModel known, long now) {
    long asked = SubscribeDefects.asked(request);
    String expires = response.header("Expires").orElse("");
    ledger.check(
        WireInvariant.GRANT_IS_WITHIN_BOUNDS,
        expires.equals(String.valueOf(Math.min(asked, SubscribeDefects.LONGEST))),
        () -> describe(request) + " was granted " + expires);
    SubscriptionModel subscription = known;
    if (subscription == null) {
      DialogKey key = new DialogKey(request.callId(), request.from().tag(), response.toTag());
      ledger.check(
          WireInvariant.SUBSCRIBE_GETS_THE_RIGHT_ANSWER,
          !ended.contains(key) && !subscriptions.containsKey(key),
          () -> describe(request) + " got a tag in use: " + key);
      subscription = new SubscriptionModel(ledger, key, request);
      subscription.lastTruth(truth.now(subscription.eventPackage, subscription.uri).orElse(null));
      subscriptions.put(key, subscription);
    }
    subscription.subscribed(request, Long.parseLong(expires), now);
  }

  // ---- NOTIFY

  void onSent(SipRequest request, long now) {
    if (!request.method().equals("NOTIFY")) {
      return;
    }
    DialogKey key = DialogKey.ofNotify(request);
    SubscriptionModel subscription = subscriptions.get(key);
    ledger.check(
        WireInvariant.ENDED_SUBSCRIPTION_IS_SILENT,
        subscription != null,
        () -> request + " for " + key + (ended.contains(key) ? ", which has ended" : ""));
    if (subscription != null) {
      subscription.notified(request, newest(subscription), shuttingDown, now);
      checkGoingDown(subscription, request);
    }
  }

  /** Takes note of all states: several may follow one another in one instant. */
  void observeStates() {
    recent.addAll(truth.all());
    subscriptions.values().stream()
        .filter(each -> truth.now(each.eventPackage, each.uri).isEmpty())
        .forEach(SubscriptionModel::gone);
  }

  /** Returns the states of this instant, and that of the instant before. */
  private Set<BodyContent> newest(SubscriptionModel subscription) {
    observeStates();
    Set<BodyContent> possible = new HashSet<>();
    BodyContent last = subscription.lastTruth();
    truth.now(subscription.eventPackage, subscription.uri).ifPresent(possible::add);
    if (last != null) {
      recent.stream().filter(last::isAboutSame).forEach(possible::add);
      possible.add(last);
    }
    return possible;
  }

  private void checkGoingDown(SubscriptionModel subscription, SipRequest notify) {
    BodyContent sent = subscription.sent();
    if (shuttingDown
        && sent != null
        && sent.type().equals(BodyContent.SERVICE_STATE)
        && !subscription.isAlive()) {
      ledger.check(
          WireInvariant.GOING_DOWN_PRECEDES_THE_END,
          sent.state().equals("GoingDown"),
          () -> subscription + " ends with " + sent + ": " + notify);
    }
  }

  void onOutcome(SipRequest request, SipOutcome outcome, long now) {
    SubscriptionModel subscription = subscriptions.get(DialogKey.ofNotify(request));
    if (subscription != null) {
      subscription.ended(request, outcome, now);
      forgetIfEnded(subscription);
    }
  }

  private void forgetIfEnded(SubscriptionModel subscription) {
    if (subscription.phase() == SubscriptionModel.Phase.ENDED) {
      subscriptions.remove(subscription.key);
      ended.add(subscription.key);
    }
  }

  // ---- time

  void suspended() {
    suspended = true;
  }

  /** Nothing happens any more in this instant. */
  void atEndOfInstant(long now) {
    if (suspended) {
      suspended = false;
      subscriptions.values().forEach(each -> each.resumed(now));
    }
    for (SubscriptionModel each : List.copyOf(subscriptions.values())) {
      BodyContent newest = truth.now(each.eventPackage, each.uri).orElse(null);
      if (!shuttingDown) {
        each.atEndOfInstant(newest, now);
      }
    }
    recent.clear();
    observeStates();
    ledger.check(
        WireInvariant.NOTHING_IS_LEFT, !down || subscriptions.isEmpty(), () -> "after the end");
  }
}
