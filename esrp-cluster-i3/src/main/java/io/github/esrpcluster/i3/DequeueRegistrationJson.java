package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
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

  static DequeueRegistrationRequest readRequest(Members request) {
    request.text("queueUri", ServiceId::of);
    return new DequeueRegistrationRequest(
        request.text("queueUri"),
        request.text("dequeuerUri", Checks::absoluteUri),
        seconds(request),
        request.has(PREFERENCE) ? OptionalInt.of(preference(request)) : OptionalInt.empty());
  }

  private static int preference(Members request) {
    return request.integer(PREFERENCE, Registration.MIN_PREFERENCE, Registration.MAX_PREFERENCE);
  }

  private static int seconds(Members body) {
    return body.integer("expirationTime", 0, Integer.MAX_VALUE);
  }

  static void write(DequeueRegistrationAnswer answer, ObjectNode json) {
    json.put("expirationTime", answer.expirationTime());
  }

  static DequeueRegistrationAnswer readAnswer(Members answer) {
    return new DequeueRegistrationAnswer(seconds(answer));
  }
}
