package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.HostNames;
import java.util.Objects;

/**
 * Identifies one node of a cluster by its i3 Element Identifier, for example {@code
 * esrp1.state.pa.us}.
 *
 * <p>An Element Identifier is a fully qualified domain name, unique to the element (NENA-STA-010.3
 * section 2.1.3). It follows the rules of {@link Fqdn} and need not resolve to an address. Calls go
 * to the contact URI of the registration.
 *
 * <p>Immutable. Two ids are equal if they differ only in case or in one trailing dot.
 */
public final class NodeId implements Comparable<NodeId> {

  private final String text;
  private final int hash; // kept here, so that a look-up does not load the text

  private NodeId(String text) {
    this.text = text;
    this.hash = text.hashCode();
  }

  /**
   * Returns the id in canonical form: lower case, without a trailing dot.
   *
   * @throws NullPointerException if {@code text} is null
   * @throws IllegalArgumentException if {@code text} is not a fully qualified domain name; the
   *     message quotes it and names the broken rule
   */
  public static NodeId of(String text) {
    Objects.requireNonNull(text, "text");
    HostNames.brokenFqdnRule(text)
        .ifPresent(
            rule -> {
              throw Fqdn.refusal(
                  "a node id",
                  text,
                  "an Element Identifier is a fully qualified domain name: " + rule);
            });
    return new NodeId(HostNames.canonical(text));
  }

  /** Compares the canonical forms character by character. */
  @Override
  public int compareTo(NodeId other) {
    return text.compareTo(other.text);
  }

  /** Returns whether the other object is an id with the same canonical form. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NodeId that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Returns the canonical form, which is the {@code elementId} of i3 bodies. */
  @Override
  public String toString() {
    return text;
  }
}
