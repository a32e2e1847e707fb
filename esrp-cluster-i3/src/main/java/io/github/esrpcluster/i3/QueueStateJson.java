package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.json.JsonObject;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** QueueState bodies: written flat, read flat or wrapped. */
final class QueueStateJson {
  private QueueStateJson() {}

  /** For a NOTIFY, in which Unreachable must not appear (NENA-STA-010.3 section 4.2.1.3). */
  static void write(QueueStateBody body, ObjectNode json) {
    if (body.state().equals(Optional.of(QueueState.UNREACHABLE))) {
      throw new IllegalArgumentException(
          "state Unreachable of queue "
              + body.queueUri()
              + ": a subscriber finds it, and it must not be notified");
    }
    writeObserved(body, json);
  }

  /** For a log, which also contains unreachable queues. */
  static void writeObserved(QueueStateBody body, ObjectNode json) {
    json.put("queueUri", body.queueUri())
        .put("queueLength", body.queueLength())
        .put("queueMaxLength", body.queueMaxLength())
        .put("state", body.stateToken());
  }

  static QueueStateBody read(JsonObject body) {
    return FlatOrWrapped.read(
        body, "queueUri", QueueStateJson::readMembers, "queueState", QueueStateJson::readMembers);
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
