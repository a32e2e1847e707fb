package io.github.esrpcluster.i3;

import io.github.esrpcluster.json.JsonReader;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The i3 JSON forms, one for each kind of body. Immutable and thread-safe; one instance is enough
 * for a program.
 *
 * <pre>{@code
 * I3Json json = I3Json.standard();
 * String notify = json.serviceState().write(ServiceStateBody.of(status, identity));
 * NodeStatus reported = json.elementState().read(received).toNodeStatus();
 * }</pre>
 */
public final class I3Json {
  private static final I3Json STANDARD = new I3Json(I3Limits.standard(), false);

  private final I3Limits limits;
  private final JsonForm<ServiceStateBody> serviceState;
  private final Map<BodyShape, JsonForm<ElementStateBody>> elementState;
  private final Map<BodyShape, JsonForm<QueueStateBody>> queueState;
  private final JsonForm<DequeueRegistrationRequest> dequeueRegistration;
  private final JsonForm<DequeueRegistrationAnswer> dequeueAnswer;
  private final JsonForm<LogEvent> logEvent;

  private I3Json(I3Limits limits, boolean strict) {
    this.limits = limits;
    JsonReader json = new JsonReader(limits.json());
    serviceState =
        new JsonForm<>(
            "a ServiceState body", json, strict, ServiceStateJson::read, ServiceStateJson::write);
    elementState =
        inEachShape(
            shape ->
                new JsonForm<>(
                    "an ElementState body",
                    json,
                    strict,
                    ElementStateJson::read,
                    (body, to) -> ElementStateJson.write(body, shape, to)));
    queueState =
        inEachShape(
            shape ->
                new JsonForm<>(
                    "a QueueState body",
                    json,
                    strict,
                    QueueStateJson::read,
                    (body, to) -> QueueStateJson.write(body, shape, to)));
    dequeueRegistration =
        new JsonForm<>(
            "a DequeueRegistration request",
            json,
            strict,
            DequeueRegistrationJson::readRequest,
            DequeueRegistrationJson::write);
    dequeueAnswer =
        new JsonForm<>(
            "a DequeueRegistration answer",
            json,
            strict,
            DequeueRegistrationJson::readAnswer,
            DequeueRegistrationJson::write);
    logEvent = new JsonForm<>("a log event", json, strict, LogEventJson::read, LogEventJson::write);
  }

  private static <T> Map<BodyShape, JsonForm<T>> inEachShape(
      Function<BodyShape, JsonForm<T>> form) {
    Map<BodyShape, JsonForm<T>> forms = new EnumMap<>(BodyShape.class);
    for (BodyShape shape : BodyShape.values()) {
      forms.put(shape, form.apply(shape));
    }
    return forms;
  }

  private static <T> JsonForm<T> in(BodyShape shape, Map<BodyShape, JsonForm<T>> forms) {
    return Objects.requireNonNull(forms.get(Objects.requireNonNull(shape, "shape")));
  }

  /** Returns the forms with the {@link I3Limits#standard() standard limits}. */
  public static I3Json standard() {
    return STANDARD;
  }

  /** Returns the forms with other limits. */
  public static I3Json withLimits(I3Limits limits) {
    return new I3Json(Objects.requireNonNull(limits, "limits"), false);
  }

  /**
   * Returns strict forms with the same limits. They refuse null for an optional member, and an
   * empty text or object that is not a value of that member. The other forms take such a member for
   * absent, because senders write {@code "securityPosture":{}} for a service without a posture, and
   * null for a value that they do not have. There is no other difference: both read the same
   * dialects and write the same bodies.
   */
  public I3Json strict() {
    return new I3Json(limits, true);
  }

  /**
   * Returns the form of ServiceState notifications (NENA-STA-010.3 section 2.4.2). Written in the
   * form of the schema (E.11.3.4); read in that form, in the one of the text, where {@code service}
   * is a URI beside {@code name} and {@code domain}, and in the flat one of older senders, where
   * {@code state} and {@code reason} are beside it and a text {@code serviceState} is ignored. The
   * URI of the last two forms is not kept, because it is the URI of the subscription. Without a
   * {@code domain} the service is named after {@code serviceId}, otherwise after the host of that
   * URI. {@code Unreachable} is read, and refused when writing: only a subscriber assigns it.
   */
  public JsonForm<ServiceStateBody> serviceState() {
    return serviceState;
  }

  /**
   * Returns the form of ElementState notifications (NENA-STA-010.3 section 2.4.1). Written flat, as
   * the text has it; read flat, wrapped in {@code elementState} as the schema (E.11.3.1) has it, or
   * both. {@code Unreachable} is read, and refused when writing: only a subscriber assigns it.
   */
  public JsonForm<ElementStateBody> elementState() {
    return elementState(BodyShape.FLAT);
  }

  /** Returns the same form, written in this shape. */
  public JsonForm<ElementStateBody> elementState(BodyShape written) {
    return in(written, elementState);
  }

  /**
   * Returns the form of QueueState notifications (NENA-STA-010.3 section 4.2.1.3). Written flat;
   * read flat, wrapped in {@code queueState} as the schema (E.11.3.3) has it, or both. {@code
   * Unreachable} is read, and refused when writing: it must not appear in a NOTIFY.
   */
  public JsonForm<QueueStateBody> queueState() {
    return queueState(BodyShape.FLAT);
  }

  /** Returns the same form, written in this shape. */
  public JsonForm<QueueStateBody> queueState(BodyShape written) {
    return in(written, queueState);
  }

  /** Returns the form of requests of dequeuers (NENA-STA-010.3 section 4.2.1.4). */
  public JsonForm<DequeueRegistrationRequest> dequeueRegistration() {
    return dequeueRegistration;
  }

  /** Returns the form of answers to dequeuers (NENA-STA-010.3 section 4.2.1.4). */
  public JsonForm<DequeueRegistrationAnswer> dequeueAnswer() {
    return dequeueAnswer;
  }

  /**
   * Returns the form of log events (NENA-STA-010.3 section 4.12.3), as a logging service takes them
   * for the payload of a JSON web signature. The contents of a notification are written as a text;
   * read as a text, or as an object, which becomes its JSON text.
   */
  public JsonForm<LogEvent> logEvent() {
    return logEvent;
  }
}
