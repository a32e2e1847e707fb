package io.github.esrpcluster.testkit;

import io.github.esrpcluster.api.NodeId;
import java.util.Objects;

/**
 * Converts the short names of nodes that the test kit accepts: a name without a dot is short for a
 * host in {@value #DOMAIN}, so {@code esrp1} is the node {@code esrp1.example.org}; any other name
 * is used as it is. Stateless and thread-safe.
 */
public final class Nodes {
  /** The domain of the short names, reserved for examples by RFC 2606. */
  public static final String DOMAIN = "example.org";

  private Nodes() {}

  /**
   * Returns the node of this name, short or full.
   *
   * @throws IllegalArgumentException if the full name is not a node id
   */
  public static NodeId named(String name) {
    Objects.requireNonNull(name, "name of a node");
    return NodeId.of(name.indexOf('.') < 0 ? name + "." + DOMAIN : name);
  }

  /** Returns the short name of a node in {@value #DOMAIN}, otherwise the full name. */
  public static String shortName(NodeId node) {
    String name = node.toString();
    int firstDot = name.indexOf('.');
    return name.substring(firstDot + 1).equals(DOMAIN) ? name.substring(0, firstDot) : name;
  }
}
