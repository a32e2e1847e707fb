package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.i3.ServiceStateBody.Posture;
import io.github.esrpcluster.json.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** ServiceState bodies: one form written, three forms read. */
final class ServiceStateJson {
  private ServiceStateJson() {}

  static void write(ServiceStateBody body, ObjectNode json) {
    String domain = body.service().domain().toString();
    json.putObject("service")
        .put("name", body.service().name())
        .put("domain", domain)
        .put("serviceId", domain);
    json.putObject("serviceState").put("state", body.stateToken()).put("reason", body.reason());
    body.posture().ifPresent(posture -> write(posture, json.putObject("securityPosture")));
  }

  private static void write(Posture posture, ObjectNode json) {
    json.put("posture", posture.token());
    if (!posture.reason().isEmpty()) {
      json.put("reason", posture.reason());
    }
  }

  static ServiceStateBody read(JsonObject body) {
    boolean schemaForm = body.hasObject("service");
    ServiceIdentity service = schemaForm ? identity(body.object("service")) : textIdentity(body);
    boolean flat = !schemaForm && !body.has("serviceState") && body.has("state");
    JsonObject state = flat ? body : body.object("serviceState");
    return new ServiceStateBody(
        service,
        state.token("state"),
        state.optionalText("reason").orElse(""),
        body.optionalObject("securityPosture").map(ServiceStateJson::posture));
  }

  private static Posture posture(JsonObject posture) {
    return new Posture(posture.token("posture"), posture.optionalText("reason").orElse(""));
  }

  private static ServiceIdentity identity(JsonObject service) {
    String name = service.token("name");
    Fqdn domain = service.text("domain", Fqdn::of);
    requireSameServiceId(service, domain);
    return new ServiceIdentity(name, domain);
  }

  /** The older forms, where the service is a URI and its names stand beside it. */
  private static ServiceIdentity textIdentity(JsonObject body) {
    String service = body.text("service", "must be an object, or a text in the older forms");
    String name = body.token("name");
    if (body.has("domain")) {
      return identity(body);
    }
    return new ServiceIdentity(name, domainIn(body, service));
  }

  /**
   * Treats an empty text as absent: some senders write an empty text for a member without a value.
   */
  private static void requireSameServiceId(JsonObject service, Fqdn domain) {
    boolean differs =
        service
            .optionalText("serviceId")
            .filter(id -> !id.isEmpty() && !Fqdn.find(id).equals(Optional.of(domain)))
            .isPresent();
    if (differs) {
      throw service.refusal("serviceId", "must equal domain, which is " + domain);
    }
  }

  private static Fqdn domainIn(JsonObject body, String service) {
    return Stream.concat(body.optionalText("serviceId").stream(), Stream.of(service))
        .flatMap(text -> DomainNames.in(text).stream())
        .findFirst()
        .orElseThrow(
            () ->
                body.refusal(
                    "domain", "is missing, and neither serviceId nor service has a domain name"));
  }
}
