package io.github.esrpcluster.i3;

import io.github.esrpcluster.json.JsonObject;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes a body in the shapes of {@link BodyShape}. A sender may write both forms if they
 * agree.
 */
final class FlatOrWrapped {
  private FlatOrWrapped() {}

  static void write(
      ObjectNode json,
      BodyShape shape,
      Consumer<ObjectNode> flat,
      String wrapper,
      Consumer<ObjectNode> wrapped) {
    if (shape != BodyShape.WRAPPED) {
      flat.accept(json);
    }
    if (shape != BodyShape.FLAT) {
      wrapped.accept(json.putObject(wrapper));
    }
  }

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
