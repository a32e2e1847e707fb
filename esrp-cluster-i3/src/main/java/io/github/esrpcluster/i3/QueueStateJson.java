package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.json.JsonObject;
import tools.jackson.databind.node.ObjectNode;

/** QueueState bodies, flat and wrapped. */
final class QueueStateJson {
  private static final String WRAPPER = "queueState";

  private QueueStateJson() {}

  /** Writes a body for a NOTIFY. */
  static void write(QueueStateBody body, BodyShape shape, ObjectNode json) {
    Unreachable.refuse(body.stateToken(), "queue " + body.queueUri());
    FlatOrWrapped.write(
        json,
        shape,
        flat -> writeObserved(body, flat),
        WRAPPER,
        wrapped -> writeObserved(body, wrapped));
  }

  /** Writes a body for a log, which also contains unreachable queues. */
  static void writeObserved(QueueStateBody body, ObjectNode json) {
    json.put("queueUri", body.queueUri())
        .put("queueLength", body.queueLength())
        .put("queueMaxLength", body.queueMaxLength())
        .put("state", body.stateToken());
  }

  static QueueStateBody read(JsonObject body) {
    return FlatOrWrapped.read(
        body, "queueUri", QueueStateJson::readMembers, WRAPPER, QueueStateJson::readMembers);
  }

  private static QueueStateBody readMembers(JsonObject members) {
    members.text("queueUri", ServiceId::of);
    return new QueueStateBody(
        members.text("queueUri"),
        members.integer("queueLength", 0, Integer.MAX_VALUE),
        members.integer("queueMaxLength", 0, Integer.MAX_VALUE),
        members.token("state"));
  }
}
