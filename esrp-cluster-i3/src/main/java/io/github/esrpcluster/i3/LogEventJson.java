package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Log events: their common members, and a reader and a writer for each kind. */
final class LogEventJson {
  private static final String TYPE = "logEventType";
  private static final String ELEMENT = "ElementStateChangeLogEvent";
  private static final String SERVICE = "ServiceStateChangeLogEvent";
  private static final String QUEUE = "QueueStateChangeLogEvent";

  private static final String CONTENTS = "notificationContents";
  private static final String MORE_CONTENTS = "StateChangeNotificationContents";
  private static final String AFFECTED_ELEMENT = "affectedElementId";
  private static final String DIRECTION = "direction";

  private LogEventJson() {}

  /** Returns the contents for a state of an element, also for an unreachable one. */
  static String contents(ElementStateBody body) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ElementStateJson.writeObserved(body, json);
    return json.toString();
  }

  /** Returns the contents for a state of a queue, also for an unreachable one. */
  static String contents(QueueStateBody body) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    QueueStateJson.writeObserved(body, json);
    return json.toString();
  }

  static void write(StateChangeLogEvent event, ObjectNode json) {
    if (event instanceof ElementStateChangeLogEvent element) {
      writeHeader(ELEMENT, event.header(), json);
      writeElement(element, json);
    } else if (event instanceof ServiceStateChangeLogEvent service) {
      writeHeader(SERVICE, event.header(), json);
      writeService(service, json);
    } else {
      writeHeader(QUEUE, event.header(), json);
      writeQueue((QueueStateChangeLogEvent) event, json);
    }
    json.put(DIRECTION, event.direction().token());
  }

  private static void writeHeader(String type, LogHeader header, ObjectNode json) {
    json.put(TYPE, type)
        .put("timestamp", LogTime.write(header.timestamp()))
        .put("elementId", header.elementId().toString())
        .put("agencyId", header.agencyId().toString());
    header.optional().forEach((member, text) -> json.put(member.memberName(), text));
  }

  private static void writeElement(ElementStateChangeLogEvent event, ObjectNode json) {
    json.put(CONTENTS, event.notificationContents());
    event.stateChangeNotificationContents().ifPresent(text -> json.put(MORE_CONTENTS, text));
    event.affectedElementId().ifPresent(id -> json.put(AFFECTED_ELEMENT, id.toString()));
  }

  private static void writeService(ServiceStateChangeLogEvent event, ObjectNode json) {
    json.put("newState", event.newState())
        .put("affectedServiceIdentifier", event.affectedServiceIdentifier().toString());
    event.newSecurityPosture().ifPresent(token -> json.put("newSecurityPosture", token));
  }

  private static void writeQueue(QueueStateChangeLogEvent event, ObjectNode json) {
    json.put(CONTENTS, event.notificationContents()).put("queueId", event.queueId());
  }

  static StateChangeLogEvent read(JsonObject event) {
    return switch (event.text(TYPE)) {
      case ELEMENT -> readElement(event);
      case SERVICE -> readService(event);
      case QUEUE -> readQueue(event);
      default -> throw event.refusal(TYPE, "must be " + ELEMENT + ", " + SERVICE + " or " + QUEUE);
    };
  }

  private static LogHeader header(JsonObject event) {
    Map<LogMember, String> optional = new EnumMap<>(LogMember.class);
    for (LogMember member : LogMember.values()) {
      optional(event, member).ifPresent(text -> optional.put(member, text));
    }
    return new LogHeader(
        event.text("timestamp", LogTime::read),
        event.text("elementId", NodeId::of),
        event.text("agencyId", Fqdn::of),
        optional);
  }

  private static Optional<String> optional(JsonObject event, LogMember member) {
    return event
        .optionalText(member.memberName())
        .or(() -> event.optionalText(member.otherSpelling()));
  }

  private static ElementStateChangeLogEvent readElement(JsonObject event) {
    return new ElementStateChangeLogEvent(
        header(event),
        event.text(CONTENTS),
        event.optionalText(MORE_CONTENTS),
        event.optionalText(AFFECTED_ELEMENT, NodeId::of),
        direction(event));
  }

  private static ServiceStateChangeLogEvent readService(JsonObject event) {
    return new ServiceStateChangeLogEvent(
        header(event),
        event.token("newState"),
        event.text("affectedServiceIdentifier", Fqdn::of),
        event.optionalToken("newSecurityPosture"),
        direction(event));
  }

  private static QueueStateChangeLogEvent readQueue(JsonObject event) {
    return new QueueStateChangeLogEvent(
        header(event), event.text(CONTENTS), event.token("queueId"), direction(event));
  }

  private static LogDirection direction(JsonObject event) {
    return event.text(DIRECTION, LogDirection::ofToken);
  }
}
