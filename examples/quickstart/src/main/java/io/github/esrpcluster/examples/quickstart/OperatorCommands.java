package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.OverrideOutcome;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.policies.PolicyJson;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The commands of operators. */
final class OperatorCommands {
  private OperatorCommands() {}

  static Command override(Fields fields) {
    return fields.has("node") ? overrideNode(fields) : overrideService(fields);
  }

  private static Command overrideNode(Fields fields) {
    ServiceId service = fields.service();
    NodeId node = fields.node();
    OperatorOverride<ElementState> set = override(fields, ElementState::ofToken);
    return context -> {
      context.names().require(service);
      if (context.manager().override(service, node, set) == OverrideOutcome.NO_MEMBER) {
        context.log().print(node + " is no member of " + service + ": the override waits for it");
      }
    };
  }

  private static Command overrideService(Fields fields) {
    ServiceId service = fields.service();
    OperatorOverride<ServiceState> set = override(fields, ServiceState::ofToken);
    return context -> {
      context.names().require(service);
      context.manager().override(service, set);
    };
  }

  private static <S extends Enum<S>> OperatorOverride<S> override(
      Fields fields, Function<String, S> token) {
    S state = fields.read("state", token);
    String operator = fields.optionalText("by").orElse("operator");
    String reason = fields.optionalText("reason").orElse("");
    Optional<Duration> duration = fields.optionalDuration("for");
    return new OperatorOverride<>(state, operator, reason, duration);
  }

  static Command clearOverride(Fields fields) {
    ServiceId service = fields.service();
    Optional<NodeId> node = fields.has("node") ? Optional.of(fields.node()) : Optional.empty();
    return context -> {
      boolean cleared =
          node.isPresent()
              ? context.manager().clearOverride(service, node.get(), "operator", "")
              : context.manager().clearOverride(service, "operator", "");
      if (!cleared) { // it may have expired: not an error
        context
            .log()
            .print(
                "no override to clear for "
                    + node.map(Object::toString).orElse(service.toString()));
      }
    };
  }

  static Command policy(Fields fields) {
    ServiceId service = fields.service();
    StatusPolicy policy = PolicyJson.standard().read(fields.objectText("policy"));
    return context -> {
      context.names().require(service);
      context.manager().setStatusPolicy(service, policy);
    };
  }
}
