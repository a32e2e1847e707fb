package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.Texts;
import java.util.Objects;
import java.util.Optional;

/**
 * The body of an ElementState notification (NENA-STA-010.3 section 2.4.1).
 *
 * <p>The registry may grow. A token that this library does not know is kept as it came, and {@link
 * #state()} is empty then; it is never taken for another.
 *
 * @param elementId the element
 * @param stateToken token of the elementState registry (section 10.13), not blank
 * @param reason for people; may be empty. Half of a surrogate pair becomes U+FFFD
 */
public record ElementStateBody(NodeId elementId, String stateToken, String reason) {
  /**
   * Checks the texts.
   *
   * @throws IllegalArgumentException if the token is blank, or has half of a surrogate pair
   */
  public ElementStateBody {
    Objects.requireNonNull(elementId, "elementId");
    Checks.token("element state", stateToken);
    reason = Texts.repaired(Objects.requireNonNull(reason, "reason"));
  }

  /** Returns the body for a state of an element. */
  public static ElementStateBody of(NodeId element, ElementState state, String reason) {
    return new ElementStateBody(element, state.token(), reason);
  }

  /** Returns the body for a node status. */
  public static ElementStateBody of(NodeStatus status) {
    return of(status.node(), status.state(), status.reason());
  }

  /** Returns the state; empty for an unknown token. */
  public Optional<ElementState> state() {
    return ElementState.find(stateToken);
  }

  /**
   * Returns the node status, for every registration of the node.
   *
   * @throws IllegalArgumentException if the registry has no such token, or the state is {@code
   *     Unreachable}, which only an observer assigns
   */
  public NodeStatus toNodeStatus() {
    return NodeStatus.of(elementId, knownState(), reason);
  }

  private ElementState knownState() {
    try {
      return ElementState.ofToken(stateToken);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("status of " + elementId + ": " + e.getMessage());
    }
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return BodyText.of(this);
  }
}
