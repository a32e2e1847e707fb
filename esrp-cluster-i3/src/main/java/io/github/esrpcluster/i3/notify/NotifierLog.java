package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.ElementStateBody;
import io.github.esrpcluster.i3.ElementStateChangeLogEvent;
import io.github.esrpcluster.i3.LogDirection;
import io.github.esrpcluster.i3.LogMember;
import io.github.esrpcluster.i3.QueueStateBody;
import io.github.esrpcluster.i3.QueueStateChangeLogEvent;
import io.github.esrpcluster.i3.ServiceStateChangeLogEvent;
import io.github.esrpcluster.i3.SubscribeLogEvent;
import io.github.esrpcluster.i3.SubscribeLogEvent.Parameter;
import io.github.esrpcluster.i3.SubscribeLogEvent.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logs what a notifier must log (NENA-STA-010.3 section 4.12.3): each SUBSCRIBE, and each change of
 * a state that it notifies subscribers about. A first or repeated NOTIFY is no change.
 */
final class NotifierLog {
  private static final int LONGEST_TEXT = 1_024;

  private final LogHooks hooks;

  NotifierLog(LogHooks hooks) {
    this.hooks = hooks;
  }

  void accepted(SubscribeExchange exchange, SubscribeFacts facts) {
    log(
        exchange,
        facts.eventPackage().registryToken(),
        parameters(facts.event().parameters()),
        facts.seconds(),
        200,
        purpose(exchange, facts.seconds()));
  }

  void refused(SubscribeExchange exchange, int status) {
    String event = exchange.request().header(EventHeader.NAME).orElse("");
    String type = event.split(";", 2)[0].strip();
    String token =
        EventPackage.find(type)
            .map(EventPackage::registryToken)
            .orElse(type.isEmpty() ? "none" : text(type));
    boolean ends = exchange.request().header("Expires").filter("0"::equals).isPresent();
    log(exchange, token, List.of(), 0, status, purpose(exchange, ends ? 0 : 1));
  }

  private static Purpose purpose(SubscribeExchange exchange, long seconds) {
    if (!exchange.isInDialog()) {
      return Purpose.INITIAL;
    }
    return seconds == 0 ? Purpose.TERMINATE : Purpose.REFRESH;
  }

  private static List<Parameter> parameters(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> new Parameter(parameter.getKey(), text(parameter.getValue())))
        .toList();
  }

  /** A text of a peer becomes printable, so that it breaks no line of a log. */
  private static String text(String untrusted) {
    return Texts.printable(Texts.repaired(untrusted), LONGEST_TEXT);
  }

  private void log(
      SubscribeExchange exchange,
      String token,
      List<Parameter> parameters,
      long seconds,
      int status,
      Purpose purpose) {
    String peer = text(exchange.request().from().uri());
    hooks.log(
        (origin, header) ->
            new SubscribeLogEvent(
                header
                    .with(LogMember.IP_ADDRESS_PORT, exchange.peer().addressAndPort())
                    .with(LogMember.CALL_ID_SIP, text(exchange.request().callId())),
                token,
                peer.isBlank() ? "anonymous" : peer,
                parameters,
                (int) seconds,
                String.valueOf(status),
                purpose,
                LogDirection.INCOMING,
                NotifierDialog.subscriptionId(text(exchange.tag()))));
  }

  void changed(NotifiedServices.Change change) {
    if (change.isChange() && change.work().isChanged()) {
      Optional<String> posture =
          Optional.of(change.now().status().posture())
              .filter(now -> change.hasNewPosture())
              .map(SecurityPosture::token);
      hooks.log(
          (origin, header) ->
              new ServiceStateChangeLogEvent(
                  header,
                  change.now().status().state().token(),
                  change.now().identity().domain(),
                  posture,
                  LogDirection.OUTGOING));
    }
  }

  void changed(ElementStateBody body) {
    hooks.log(
        (origin, header) -> ElementStateChangeLogEvent.of(body, header, LogDirection.OUTGOING));
  }

  void changed(QueueStateBody body) {
    hooks.log((origin, header) -> QueueStateChangeLogEvent.of(body, header, LogDirection.OUTGOING));
  }

  long failures() {
    return hooks.failures();
  }

  long dropped() {
    return hooks.dropped();
  }
}
