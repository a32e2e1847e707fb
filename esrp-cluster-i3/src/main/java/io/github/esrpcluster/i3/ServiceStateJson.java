package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.i3.ServiceStateBody.Posture;
import io.github.esrpcluster.json.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** ServiceState bodies: one form written, four forms read. */
final class ServiceStateJson {
  private static final String OBJECT_OR_TEXT = "must be an object, or a text in the older forms";

  private ServiceStateJson() {}

  static void write(ServiceStateBody body, ObjectNode json) {
    Unreachable.refuse(body.stateToken(), "service " + body.service().domain());
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
    JsonObject state = !schemaForm && isFlat(body) ? body : body.object("serviceState");
    return new ServiceStateBody(
        service,
        state.token("state"),
        state.reason("reason"),
        body.optionalObject("securityPosture").map(ServiceStateJson::posture));
  }

  /**
   * Some older senders write a text, such as {@code Active}, as {@code serviceState}; the state
   * that counts is beside it.
   */
  private static boolean isFlat(JsonObject body) {
    if (!body.has("serviceState")) {
      return body.has("state");
    }
    if (body.hasObject("serviceState")) {
      return false;
    }
    body.text("serviceState", OBJECT_OR_TEXT);
    return true;
  }

  private static Posture posture(JsonObject posture) {
    return new Posture(posture.token("posture"), posture.reason("reason"));
  }

  private static ServiceIdentity identity(JsonObject service) {
    String name = service.token("name");
    boolean onlyServiceId = !service.has("domain") && service.has("serviceId");
    Fqdn domain = service.text(onlyServiceId ? "serviceId" : "domain", Fqdn::of);
    requireSameServiceId(service, domain);
    return new ServiceIdentity(name, domain);
  }

  /** The older forms, where the service is a URI and its names stand beside it. */
  private static ServiceIdentity textIdentity(JsonObject body) {
    String service = body.text("service", OBJECT_OR_TEXT);
    String name = body.token("name");
    if (body.has("domain")) {
      return identity(body);
    }
    return new ServiceIdentity(name, domainIn(body, service));
  }

  private static void requireSameServiceId(JsonObject service, Fqdn domain) {
    boolean differs =
        service
            .optionalText("serviceId")
            .filter(id -> !Fqdn.find(id).equals(Optional.of(domain)))
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
