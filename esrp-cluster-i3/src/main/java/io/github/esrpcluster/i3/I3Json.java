package io.github.esrpcluster.i3;

import io.github.esrpcluster.json.JsonReader;
import java.util.Objects;

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
  private final JsonForm<ElementStateBody> elementState;
  private final JsonForm<QueueStateBody> queueState;
  private final JsonForm<QueueStateBody> observedQueueState;
  private final JsonForm<DequeueRegistrationRequest> dequeueRegistration;
  private final JsonForm<DequeueRegistrationAnswer> dequeueAnswer;
  private final JsonForm<StateChangeLogEvent> logEvent;

  private I3Json(I3Limits limits, boolean strict) {
    this.limits = limits;
    JsonReader json = new JsonReader(limits.json());
    serviceState =
        new JsonForm<>(
            "a ServiceState body", json, strict, ServiceStateJson::read, ServiceStateJson::write);
    elementState =
        new JsonForm<>(
            "an ElementState body", json, strict, ElementStateJson::read, ElementStateJson::write);
    queueState =
        new JsonForm<>(
            "a QueueState body", json, strict, QueueStateJson::read, QueueStateJson::write);
    observedQueueState =
        new JsonForm<>(
            "a QueueState body", json, strict, QueueStateJson::read, QueueStateJson::writeObserved);
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
    logEvent =
        new JsonForm<>(
            "a state change log event", json, strict, LogEventJson::read, LogEventJson::write);
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
   * Returns the forms with the same limits that refuse an optional member that says nothing: null,
   * or an empty text or object that is not of the form of the member. This is the only difference:
   * the other forms take such a member for absent, because senders write {@code
   * "securityPosture":{}} for a service without a posture, and null for a value that they do not
   * have. Both read the same dialects and write the same bodies.
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
   * URI.
   */
  public JsonForm<ServiceStateBody> serviceState() {
    return serviceState;
  }

  /**
   * Returns the form of ElementState notifications (NENA-STA-010.3 section 2.4.1). Written flat, as
   * the text has it; read flat, or wrapped in {@code elementState} as the schema (E.11.3.1) has it.
   */
  public JsonForm<ElementStateBody> elementState() {
    return elementState;
  }

  /**
   * Returns the form of QueueState notifications (NENA-STA-010.3 section 4.2.1.3). Written flat;
   * read flat, or wrapped in {@code queueState} as the schema (E.11.3.3) has it. {@code
   * Unreachable} is read, and refused when writing: it must not appear in a NOTIFY.
   */
  public JsonForm<QueueStateBody> queueState() {
    return queueState;
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
   * Returns the form of log events of state changes (NENA-STA-010.3 section 4.12.3), as a logging
   * service takes them for the payload of a JSON web signature.
   */
  public JsonForm<StateChangeLogEvent> logEvent() {
    return logEvent;
  }

  /** Returns the contents of a log event: an unreachable queue must be logged too. */
  String observed(QueueStateBody body) {
    return observedQueueState.write(body);
  }
}
