package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.NodeId;
import java.util.Objects;
import java.util.Optional;

/**
 * The subscription to one downstream, at one point in time.
 *
 * @param node the node
 * @param uri the URI that is subscribed to
 * @param phase the phase of the subscription
 * @param stateToken the state of the last accepted NOTIFY, of the registry of its event package;
 *     empty before the first, and while contact is lost
 * @param problem the last problem since then, for people; empty if there is none
 * @param failures the number of failures in a row
 */
public record DownstreamStatus(
    NodeId node,
    String uri,
    DownstreamPhase phase,
    Optional<String> stateToken,
    String problem,
    int failures) {
  /** Checks for null. */
  public DownstreamStatus {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(stateToken, "stateToken");
    Objects.requireNonNull(problem, "problem");
  }
}
