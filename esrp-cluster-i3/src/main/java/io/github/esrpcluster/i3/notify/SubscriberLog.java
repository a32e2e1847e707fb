package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.i3.ElementStateBody;
import io.github.esrpcluster.i3.ElementStateChangeLogEvent;
import io.github.esrpcluster.i3.LogDirection;
import io.github.esrpcluster.i3.LogEvent;
import io.github.esrpcluster.i3.LogHeader;
import io.github.esrpcluster.i3.LogMember;
import io.github.esrpcluster.i3.ServiceStateChangeLogEvent;
import io.github.esrpcluster.i3.SubscribeLogEvent;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the log events of one subscription (NENA-STA-010.3 section 4.12.3): one for each change of
 * state, also to {@code Unreachable}, and one for each SUBSCRIBE. A NOTIFY that repeats a state
 * makes none. Not thread-safe.
 */
final class SubscriberLog {
  // RFC 3261 section 8.1.3.1 gives these codes to requests without a response.
  private static final int TIMED_OUT = 408;
  private static final int NOT_SENT = 503;

  private final Downstream downstream;
  private final LogHooks hooks;

  /** The state logged last; null before the first, and while contact is lost. */
  private @Nullable SubscriberObservation last;

  private boolean unreachable;
  private String serviceDomain;

  SubscriberLog(Downstream downstream, LogHooks hooks) {
    this.downstream = downstream;
    this.hooks = hooks;
    this.serviceDomain = downstream.node().toString();
  }

  private boolean isService() {
    return downstream.eventPackage() == EventPackage.SERVICE_STATE;
  }

  void observed(SubscriberObservation now, @Nullable SipPeer peer) {
    SubscriberObservation before = last;
    last = now;
    unreachable = false;
    if (before != null && before.sameAs(now)) {
      return;
    }
    if (isService()) {
      serviceDomain = now.identifier();
      Optional<String> posture =
          Optional.of(now.postureToken())
              .filter(token -> !token.isEmpty())
              .filter(token -> before == null || !token.equals(before.postureToken()));
      hooks.log((origin, header) -> service(from(peer, header), now.token(), posture));
    } else {
      hooks.log((origin, header) -> element(from(peer, header), now));
    }
  }

  void lost(String reason) {
    last = null;
    if (unreachable) {
      return;
    }
    unreachable = true;
    if (isService()) {
      String token = ServiceState.UNREACHABLE.token();
      hooks.log((origin, header) -> service(header, token, Optional.empty()));
    } else {
      ElementStateBody body =
          ElementStateBody.of(downstream.elementId(), ElementState.UNREACHABLE, reason);
      hooks.log(
          (origin, header) -> ElementStateChangeLogEvent.of(body, header, LogDirection.INCOMING));
    }
  }

  private LogEvent service(LogHeader header, String token, Optional<String> posture) {
    return new ServiceStateChangeLogEvent(
        header, token, Fqdn.of(serviceDomain), posture, LogDirection.INCOMING);
  }

  private static LogEvent element(LogHeader header, SubscriberObservation now) {
    return new ElementStateChangeLogEvent(
        header,
        now.content(),
        Optional.empty(),
        Optional.of(NodeId.of(now.identifier())).filter(id -> !id.equals(header.elementId())),
        LogDirection.INCOMING);
  }

  private static LogHeader from(@Nullable SipPeer peer, LogHeader header) {
    return peer == null ? header : header.with(LogMember.IP_ADDRESS_PORT, peer.addressAndPort());
  }

  void subscribed(SubscriberRequest request, SipOutcome outcome) {
    int status = status(outcome);
    long granted =
        outcome instanceof SipOutcome.Answered answered && answered.response().isSuccess()
            ? request.granted(answered.response())
            : 0;
    List<SubscribeLogEvent.Parameter> parameters =
        Stream.ofNullable(downstream.rates().min())
            .map(rate -> new SubscribeLogEvent.Parameter(SubscriptionRates.MIN, rate.toString()))
            .toList();
    hooks.log(
        (origin, header) ->
            new SubscribeLogEvent(
                from(request.dialog().peer(), header),
                downstream.eventPackage().registryToken(),
                downstream.uri(),
                parameters,
                (int) granted,
                String.valueOf(status),
                request.purpose(),
                LogDirection.OUTGOING,
                NotifierDialog.subscriptionId(request.dialog().callId())));
  }

  private static int status(SipOutcome outcome) {
    if (outcome instanceof SipOutcome.Answered answered) {
      SipResponse response = answered.response();
      return response.status();
    }
    return outcome instanceof SipOutcome.TimedOut ? TIMED_OUT : NOT_SENT;
  }
}
