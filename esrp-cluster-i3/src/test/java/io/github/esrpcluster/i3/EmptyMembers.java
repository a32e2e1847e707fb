package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts an empty value in the place of each member that may be missing. */
final class EmptyMembers {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EmptyMembers() {}

  /**
   * Asserts that an empty member is read like a missing one, wherever a member may be missing.
   *
   * @return the places of members that may be missing
   */
  static List<String> assertReadAsAbsent(String json, Function<String, ?> reading) {
    List<String> optional = new ArrayList<>();
    ObjectNode body = (ObjectNode) MAPPER.readTree(json);
    for (MemberPlace place : MemberPlace.in(body)) {
      JsonNode value = place.parent().remove(place.name());
      Optional<?> without = read(body, reading);
      if (without.isPresent()) {
        optional.add(place.pointer());
        for (JsonNode empty : empties(place.name())) {
          place.parent().set(place.name(), empty);
          assertThat(read(body, reading)).as(body.toString()).isEqualTo(without);
        }
      }
      place.parent().set(place.name(), value);
    }
    return optional;
  }

  private static List<JsonNode> empties(String name) {
    return List.of(
        NODES.nullNode(),
        NODES.stringNode(""),
        NODES.objectNode(),
        NODES.objectNode().set(name, NODES.nullNode()));
  }

  private static Optional<?> read(ObjectNode body, Function<String, ?> reading) {
    try {
      return Optional.of(reading.apply(MAPPER.writeValueAsString(body)));
    } catch (I3FormatException e) {
      return Optional.empty();
    }
  }
}
