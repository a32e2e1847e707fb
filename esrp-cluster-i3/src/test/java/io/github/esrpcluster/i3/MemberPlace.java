package io.github.esrpcluster.i3;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A member anywhere in a body: its object and its name, and the pointer to it. */
record MemberPlace(ObjectNode parent, String name, String pointer) {
  static List<MemberPlace> in(ObjectNode body) {
    List<MemberPlace> places = new ArrayList<>();
    collect(body, "", places);
    return places;
  }

  private static void collect(JsonNode node, String pointer, List<MemberPlace> places) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        places.add(new MemberPlace(object, name, pointer + "/" + name));
        collect(object.get(name), pointer + "/" + name, places);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        collect(array.get(i), pointer + "/" + i, places);
      }
    }
  }
}
