package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.policies.PolicyJson;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What operators set by hand. */
final class OperatorCommands {
  private OperatorCommands() {}

  static Command override(Fields fields) {
    return fields.has("node") ? overrideNode(fields) : overrideService(fields);
  }

  private static Command overrideNode(Fields fields) {
    ServiceId service = fields.service();
    NodeId node = fields.node();
    OperatorOverride<ElementState> set = override(fields, ElementState::ofToken);
    return desk -> {
      desk.names().require(service);
      desk.manager().override(service, node, set);
    };
  }

  private static Command overrideService(Fields fields) {
    ServiceId service = fields.service();
    OperatorOverride<ServiceState> set = override(fields, ServiceState::ofToken);
    return desk -> {
      desk.names().require(service);
      desk.manager().override(service, set);
    };
  }

  private static <S extends Enum<S>> OperatorOverride<S> override(
      Fields fields, Function<String, S> token) {
    S state = fields.read("state", token);
    String by = fields.optionalText("by").orElse("operator");
    String reason = fields.optionalText("reason").orElse("");
    Optional<Duration> lasting = fields.optionalDuration("for");
    return new OperatorOverride<>(state, by, reason, lasting);
  }

  static Command clearOverride(Fields fields) {
    ServiceId service = fields.service();
    Optional<NodeId> node = fields.has("node") ? Optional.of(fields.node()) : Optional.empty();
    return desk -> {
      boolean cleared =
          node.isPresent()
              ? desk.manager().clearOverride(service, node.get(), "op", "over")
              : desk.manager().clearOverride(service, "op", "over");
      if (!cleared) { // its time may be over: nothing to complain about
        desk.narrator()
            .say(
                "no override to clear for "
                    + node.map(Object::toString).orElse(service.toString()));
      }
    };
  }

  static Command policy(Fields fields) {
    ServiceId service = fields.service();
    StatusPolicy policy = PolicyJson.standard().read(fields.objectText("policy"));
    return desk -> {
      desk.names().require(service);
      desk.manager().setStatusPolicy(service, policy);
    };
  }
}
