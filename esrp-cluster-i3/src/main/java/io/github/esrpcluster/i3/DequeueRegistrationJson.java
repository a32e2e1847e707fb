package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.json.JsonObject;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/** DequeueRegistration requests and answers. */
final class DequeueRegistrationJson {
  static final String PREFERENCE = "dequeuePreference";

  private DequeueRegistrationJson() {}

  static void write(DequeueRegistrationRequest request, ObjectNode json) {
    json.put("queueUri", request.queueUri())
        .put("dequeuerUri", request.dequeuerUri())
        .put("expirationTime", request.expirationTime());
    request.dequeuePreference().ifPresent(preference -> json.put(PREFERENCE, preference));
  }

  static DequeueRegistrationRequest readRequest(JsonObject request) {
    request.text("queueUri", ServiceId::of);
    return new DequeueRegistrationRequest(
        request.text("queueUri"),
        request.text("dequeuerUri", uri -> Checks.contactUri("dequeuerUri", uri)),
        seconds(request),
        request.has(PREFERENCE) ? OptionalInt.of(preference(request)) : OptionalInt.empty());
  }

  private static int preference(JsonObject request) {
    return request.integer(PREFERENCE, Registration.MIN_PREFERENCE, Registration.MAX_PREFERENCE);
  }

  private static int seconds(JsonObject body) {
    return body.integer("expirationTime", 0, Integer.MAX_VALUE);
  }

  static void write(DequeueRegistrationAnswer answer, ObjectNode json) {
    json.put("expirationTime", answer.expirationTime());
  }

  static DequeueRegistrationAnswer readAnswer(JsonObject answer) {
    return new DequeueRegistrationAnswer(seconds(answer));
  }
}
