package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingDecision.Refused;
import io.github.esrpcluster.api.RoutingDecision.Routed;
import io.github.esrpcluster.api.ServiceId;

/** What calls need. */
final class CallCommands {
  private CallCommands() {}

  static Command route(Fields fields) {
    ServiceId service = fields.service();
    return desk -> {
      RoutingDecision decision = desk.manager().route(service);
      desk.narrator().say("CALL to " + service + ": " + describe(decision));
    };
  }

  private static String describe(RoutingDecision decision) {
    if (decision instanceof Routed routed) {
      return routed.picked().node()
          + " at "
          + routed.picked().contact()
          + ", which is "
          + routed.picked().state().token()
          + " (mode "
          + routed.mode()
          + ")";
    }
    return decision instanceof Refused refused
        ? "refused, " + refused.reason()
        : decision.toString();
  }
}
