package io.github.esrpcluster.testkit;

import io.github.esrpcluster.api.NodeId;
import java.util.Objects;

/**
 * The names of nodes, as the test kit takes them: a name without a dot is short for one in {@value
 * #DOMAIN}, so {@code esrp1} is the node {@code esrp1.example.org}; any other is taken as it is.
 */
public final class Nodes {
  /** The domain of the short names. It is nobody's (RFC 2606). */
  public static final String DOMAIN = "example.org";

  private Nodes() {}

  /**
   * The node of this name, short or full.
   *
   * @throws IllegalArgumentException if it is no node id
   */
  public static NodeId named(String name) {
    Objects.requireNonNull(name, "name of a node");
    return NodeId.of(name.indexOf('.') < 0 ? name + "." + DOMAIN : name);
  }

  /** The short name of a node, where it has one; else the full one. */
  public static String shortName(NodeId node) {
    String name = node.toString();
    int firstDot = name.indexOf('.');
    return name.substring(firstDot + 1).equals(DOMAIN) ? name.substring(0, firstDot) : name;
  }
}
