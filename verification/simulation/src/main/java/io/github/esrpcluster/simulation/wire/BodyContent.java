package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipBody;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The content of a body of an i3 event package, in the form that NENA-STA-010.3 prescribes.
 *
 * @param type the media type
 * @param subject the service, element or queue
 * @param state the token
 * @param reason for people
 * @param posture the token; empty if the body has none
 */
record BodyContent(String type, String subject, String state, String reason, String posture) {
  private static final JsonMapper JSON = new JsonMapper();
  static final String SERVICE_STATE = "application/EmergencyCallData.ServiceState+json";
  static final String ELEMENT_STATE = "application/EmergencyCallData.ElementState+json";
  static final String QUEUE_STATE = "application/EmergencyCallData.QueueState+json";

  /** Returns whether both are about the same service, element or queue. */
  boolean isAboutSame(BodyContent other) {
    return type.equals(other.type) && subject.equals(other.subject);
  }

  /** Reads a body; a body that cannot be read has no state. */
  static BodyContent of(SipBody body) {
    JsonNode json;
    try {
      json = JSON.readTree(body.bytes());
    } catch (JacksonException e) {
      return new BodyContent(body.type(), "", "", String.valueOf(e.getMessage()), "");
    }
    return switch (body.type()) {
      case SERVICE_STATE ->
          new BodyContent(
              body.type(),
              json.path("service").path("domain").asString(""),
              json.path("serviceState").path("state").asString(""),
              json.path("serviceState").path("reason").asString(""),
              json.path("securityPosture").path("posture").asString(""));
      case ELEMENT_STATE -> {
        JsonNode wrapped = json.path("elementState");
        yield new BodyContent(
            body.type(),
            wrapped.path("elementDomain").asString(json.path("elementId").asString("")),
            wrapped.path("state").asString(json.path("state").asString("")),
            "", // another reason alone is no event of the manager
            "");
      }
      default ->
          new BodyContent(
              body.type(),
              json.path("queueUri").asString(""),
              json.path("state").asString(""),
              json.path("queueLength").asInt(-1) + "/" + json.path("queueMaxLength").asInt(-1),
              "");
    };
  }
}
