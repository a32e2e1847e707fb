package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The duties of one subscriber, over all of its downstreams. */
final class SubscriberModel {
  private final WireLedger ledger;
  private final Function<DownstreamModel, ElementState> shown;
  private final List<DownstreamModel> downstreams = new ArrayList<>();
  private long resumedAt = Long.MIN_VALUE;
  private boolean suspended;

  /**
   * @param shown the state of the member of a downstream
   */
  SubscriberModel(WireLedger ledger, Function<DownstreamModel, ElementState> shown) {
    this.ledger = ledger;
    this.shown = shown;
  }

  void add(DownstreamModel downstream) {
    downstreams.add(downstream);
  }

  void close() {
    downstreams.forEach(DownstreamModel::close);
  }

  private Optional<DownstreamModel> find(SipRequest request) {
    return downstreams.stream()
        .filter(each -> each.isOf(request) || each.hasDialog(request))
        .findFirst();
  }

  void onSent(SipRequest request, long now) {
    find(request).ifPresent(each -> each.subscribing(request, now));
  }

  void onOutcome(SipRequest request, SipOutcome outcome, long now) {
    find(request).ifPresent(each -> each.answered(request, outcome, now));
  }

  void onAnswered(SipRequest request, SipResponse response, long now) {
    if (request.method().equals("NOTIFY")) {
      Optional<DownstreamModel> downstream = find(request);
      downstream.ifPresent(each -> each.notified(request, response, now));
      ledger.check(
          WireInvariant.NOTIFY_GETS_THE_RIGHT_ANSWER,
          downstream.isPresent() || response.status() == 481,
          () -> request + " of no subscription got " + response.status());
    }
  }

  void suspended() {
    suspended = true;
  }

  void atEndOfInstant(long now) {
    if (suspended) {
      suspended = false;
      resumedAt = now;
    }
    downstreams.forEach(each -> each.atEndOfInstant(shown.apply(each), resumedAt, now));
  }
}
