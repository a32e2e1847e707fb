package io.github.esrpcluster.i3;

import io.github.esrpcluster.json.JsonObject;
import java.util.function.Function;

/**
 * Reads a body in two forms: the text of the standard shows some bodies flat, and its schema wraps
 * them in an object. A sender may write both forms if they agree.
 */
final class FlatOrWrapped {
  private FlatOrWrapped() {}

  static <T> T read(
      JsonObject body,
      String flatId,
      Function<JsonObject, T> flat,
      String wrapper,
      Function<JsonObject, T> wrapped) {
    if (!body.has(wrapper)) {
      return flat.apply(body);
    }
    T inner = wrapped.apply(body.object(wrapper));
    if (body.has(flatId) && !flat.apply(body).equals(inner)) {
      throw body.refusal("says one thing flat and another in /" + wrapper);
    }
    return inner;
  }
}
