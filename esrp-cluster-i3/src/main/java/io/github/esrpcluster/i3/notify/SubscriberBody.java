package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.internal.ElementStates;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.ElementStateBody;
import io.github.esrpcluster.i3.I3FormatException;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.ServiceStateBody;
import io.github.esrpcluster.i3.sip.SipBody;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of a NOTIFY, read.
 *
 * @param status the answer that the body deserves: 200, or 400 or 415
 * @param problem the reason of a refusal, for people; empty for 200
 * @param observation the state; null unless the status is 200
 */
record SubscriberBody(int status, String problem, @Nullable SubscriberObservation observation) {
  private static final Pattern PARAMETERS = Pattern.compile("\\s*;.*", Pattern.DOTALL);

  private static SubscriberBody refused(int status, String problem) {
    return new SubscriberBody(status, problem, null);
  }

  /** Reads the body of a NOTIFY from a downstream. */
  static SubscriberBody read(SipBody body, Downstream downstream, I3Json json) {
    if (body.isEmpty()) {
      return refused(400, "it has no body");
    }
    String type = PARAMETERS.matcher(body.type()).replaceFirst("").strip();
    if (!type.equalsIgnoreCase(downstream.eventPackage().bodyType())) {
      return refused(415, "its body is of type " + Texts.quote(body.type()));
    }
    try {
      return downstream.eventPackage() == EventPackage.SERVICE_STATE
          ? observed(of(json.serviceState().read(body.bytes()), body.text()))
          : element(json.elementState().read(body.bytes()), downstream, body.text());
    } catch (I3FormatException e) {
      return refused(400, Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  private static SubscriberBody observed(SubscriberObservation observation) {
    return new SubscriberBody(200, "", observation);
  }

  private static SubscriberObservation of(ServiceStateBody body, String content) {
    Optional<SecurityPosture> posture = body.posture().flatMap(ServiceStateBody.Posture::known);
    return new SubscriberObservation(
        body.stateToken(),
        body.state().flatMap(ElementStates::ofService),
        body.reason(),
        body.posture().map(ServiceStateBody.Posture::token).orElse(""),
        posture,
        body.service().domain().toString(),
        content);
  }

  private static SubscriberBody element(
      ElementStateBody body, Downstream downstream, String content) {
    if (!body.elementId().equals(downstream.elementId())) {
      return refused(
          400, "it is about " + body.elementId() + ", not about " + downstream.elementId());
    }
    return observed(
        new SubscriberObservation(
            body.stateToken(),
            body.state().filter(state -> state != ElementState.UNREACHABLE),
            body.reason(),
            "",
            Optional.empty(),
            body.elementId().toString(),
            content));
  }
}
