package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingDecision.Refused;
import io.github.esrpcluster.api.RoutingDecision.Routed;
import io.github.esrpcluster.api.ServiceId;

/** The commands of calls. */
final class CallCommands {
  private CallCommands() {}

  static Command route(Fields fields) {
    ServiceId service = fields.service();
    return context -> {
      RoutingDecision decision = context.manager().route(service);
      context.log().print("call to " + service + ": " + describe(decision));
    };
  }

  private static String describe(RoutingDecision decision) {
    if (decision instanceof Routed routed) {
      return routed.picked().node()
          + " at "
          + routed.picked().contact()
          + ", state "
          + routed.picked().state().token()
          + ", mode "
          + routed.mode();
    }
    return decision instanceof Refused refused
        ? "refused: " + refused.reason()
        : decision.toString();
  }
}
