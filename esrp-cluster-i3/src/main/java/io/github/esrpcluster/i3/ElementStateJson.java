package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.json.JsonObject;
import tools.jackson.databind.node.ObjectNode;

/** ElementState bodies, flat and wrapped. */
final class ElementStateJson {
  private static final String FLAT_ID = "elementId";
  private static final String WRAPPER = "elementState";
  private static final String WRAPPED_ID = "elementDomain";

  private ElementStateJson() {}

  /** Writes a body for a NOTIFY. */
  static void write(ElementStateBody body, BodyShape shape, ObjectNode json) {
    Unreachable.refuse(body.stateToken(), "element " + body.elementId());
    FlatOrWrapped.write(
        json,
        shape,
        flat -> write(body, FLAT_ID, flat),
        WRAPPER,
        wrapped -> write(body, WRAPPED_ID, wrapped));
  }

  /** Writes a body for a log, which also contains unreachable elements. */
  static void writeObserved(ElementStateBody body, ObjectNode json) {
    write(body, FLAT_ID, json);
  }

  private static void write(ElementStateBody body, String idMember, ObjectNode json) {
    json.put(idMember, body.elementId().toString()).put("state", body.stateToken());
    if (!body.reason().isEmpty()) {
      json.put("reason", body.reason());
    }
  }

  static ElementStateBody read(JsonObject body) {
    return FlatOrWrapped.read(
        body, FLAT_ID, flat -> read(flat, FLAT_ID), WRAPPER, wrapped -> read(wrapped, WRAPPED_ID));
  }

  private static ElementStateBody read(JsonObject members, String idMember) {
    return new ElementStateBody(
        members.text(idMember, NodeId::of), members.token("state"), members.reason("reason"));
  }
}
