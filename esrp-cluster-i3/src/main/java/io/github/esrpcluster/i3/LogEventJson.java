package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Log events: their common members, and a reader and a writer for each kind. */
final class LogEventJson {
  private static final String TYPE = "logEventType";
  private static final String ELEMENT = "ElementStateChangeLogEvent";
  private static final String SERVICE = "ServiceStateChangeLogEvent";
  private static final String QUEUE = "QueueStateChangeLogEvent";
  private static final String SUBSCRIBE = "SubscribeLogEvent";
  private static final String KEEP_ALIVE = "KeepAliveFailureLogEvent";

  private static final String CONTENTS = "notificationContents";
  private static final String MORE_CONTENTS = "StateChangeNotificationContents";
  private static final String MORE_CONTENTS_OTHER_SPELLING = "stateChangeNotificationContents";
  private static final String AFFECTED_ELEMENT = "affectedElementId";
  private static final String PARAMETER = "parameter";
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

  static void write(LogEvent event, ObjectNode json) {
    if (event instanceof ElementStateChangeLogEvent element) {
      writeElement(element, json);
    } else if (event instanceof ServiceStateChangeLogEvent service) {
      writeService(service, json);
    } else if (event instanceof QueueStateChangeLogEvent queue) {
      writeQueue(queue, json);
    } else if (event instanceof SubscribeLogEvent subscribe) {
      writeSubscribe(subscribe, json);
    } else {
      writeKeepAliveFailure((KeepAliveFailureLogEvent) event, json);
    }
  }

  private static void writeHeader(String type, LogHeader header, ObjectNode json) {
    json.put(TYPE, type)
        .put("timestamp", LogTime.write(header.timestamp()))
        .put("elementId", header.elementId().toString())
        .put("agencyId", header.agencyId().toString());
    header.optional().forEach((member, text) -> json.put(member.memberName(), text));
  }

  private static void writeElement(ElementStateChangeLogEvent event, ObjectNode json) {
    writeHeader(ELEMENT, event.header(), json);
    json.put(CONTENTS, event.notificationContents());
    event.stateChangeNotificationContents().ifPresent(text -> json.put(MORE_CONTENTS, text));
    event.affectedElementId().ifPresent(id -> json.put(AFFECTED_ELEMENT, id.toString()));
    json.put(DIRECTION, event.direction().token());
  }

  private static void writeService(ServiceStateChangeLogEvent event, ObjectNode json) {
    writeHeader(SERVICE, event.header(), json);
    json.put("newState", event.newState())
        .put("affectedServiceIdentifier", event.affectedServiceIdentifier().toString());
    event.newSecurityPosture().ifPresent(token -> json.put("newSecurityPosture", token));
    json.put(DIRECTION, event.direction().token());
  }

  private static void writeQueue(QueueStateChangeLogEvent event, ObjectNode json) {
    writeHeader(QUEUE, event.header(), json);
    json.put(CONTENTS, event.notificationContents())
        .put("queueId", event.queueId())
        .put(DIRECTION, event.direction().token());
  }

  private static void writeSubscribe(SubscribeLogEvent event, ObjectNode json) {
    writeHeader(SUBSCRIBE, event.header(), json);
    json.put("package", event.eventPackage()).put("peer", event.peer());
    ArrayNode parameters = json.putArray(PARAMETER);
    for (SubscribeLogEvent.Parameter parameter : event.requestParameters()) {
      parameters.addObject().put("type", parameter.type()).put("value", parameter.value());
    }
    json.put("expiration", event.expiration())
        .put("response", event.response())
        .put("purpose", event.purpose().token())
        .put(DIRECTION, event.direction().token())
        .put("subscriptionId", event.subscriptionId());
  }

  private static void writeKeepAliveFailure(KeepAliveFailureLogEvent event, ObjectNode json) {
    writeHeader(KEEP_ALIVE, event.header(), json);
    json.put("responseStatus", event.responseStatus());
  }

  static LogEvent read(JsonObject event) {
    return switch (event.text(TYPE)) {
      case ELEMENT -> readElement(event);
      case SERVICE -> readService(event);
      case QUEUE -> readQueue(event);
      case SUBSCRIBE -> readSubscribe(event);
      case KEEP_ALIVE -> new KeepAliveFailureLogEvent(header(event), event.token("responseStatus"));
      default ->
          throw event.refusal(
              TYPE,
              "must be "
                  + String.join(", ", ELEMENT, SERVICE, QUEUE, SUBSCRIBE)
                  + " or "
                  + KEEP_ALIVE);
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
        event.textOrObject(CONTENTS),
        event
            .optionalTextOrObject(MORE_CONTENTS)
            .or(() -> event.optionalTextOrObject(MORE_CONTENTS_OTHER_SPELLING)),
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
        header(event), event.textOrObject(CONTENTS), event.token("queueId"), direction(event));
  }

  /** Also reads the members as a public implementation writes them: no parameters, other kinds. */
  private static SubscribeLogEvent readSubscribe(JsonObject event) {
    return new SubscribeLogEvent(
        header(event),
        event.token("package"),
        event.token("peer"),
        event.has(PARAMETER) ? parameters(event) : List.of(),
        event.integerOrDigits("expiration", Integer.MAX_VALUE),
        event.tokenOrInteger("response"),
        event.text("purpose", SubscribeLogEvent.Purpose::ofToken),
        direction(event),
        event.token("subscriptionId"));
  }

  private static List<SubscribeLogEvent.Parameter> parameters(JsonObject event) {
    return event.objects(PARAMETER).stream()
        .map(
            parameter ->
                new SubscribeLogEvent.Parameter(
                    parameter.token("type"), parameter.optionalText("value").orElse("")))
        .toList();
  }

  private static LogDirection direction(JsonObject event) {
    return event.text(DIRECTION, LogDirection::ofToken);
  }
}
