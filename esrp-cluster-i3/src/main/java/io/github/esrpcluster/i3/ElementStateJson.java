package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.json.JsonObject;
import tools.jackson.databind.node.ObjectNode;

/** ElementState bodies: written flat, read flat or wrapped. */
final class ElementStateJson {
  private ElementStateJson() {}

  static void write(ElementStateBody body, ObjectNode json) {
    json.put("elementId", body.elementId().toString()).put("state", body.stateToken());
    if (!body.reason().isEmpty()) {
      json.put("reason", body.reason());
    }
  }

  static ElementStateBody read(JsonObject body) {
    return FlatOrWrapped.read(
        body,
        "elementId",
        flat -> read(flat, "elementId"),
        "elementState",
        wrapped -> read(wrapped, "elementDomain"));
  }

  private static ElementStateBody read(JsonObject members, String idMember) {
    return new ElementStateBody(
        members.text(idMember, NodeId::of),
        members.token("state"),
        members.optionalText("reason").orElse(""));
  }
}
