package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that an operator may want to know about the subscription to a downstream.
 *
 * @param at when it happened
 * @param node the node
 * @param type the kind of event
 * @param text the details, for people, on one line; printable
 */
public record SubscriberEvent(Instant at, NodeId node, Type type, String text) {
  /** Makes the text printable. */
  public SubscriberEvent {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(type, "type");
    text = Texts.line(Objects.requireNonNull(text, "text"));
  }

  /** The kinds of events. */
  public enum Type {
    /** A NOTIFY has brought the state of the node, for the first time or after a loss. */
    ESTABLISHED,
    /**
     * There is no contact with the node: it counts as {@code Unreachable}. Fired once until {@link
     * #ESTABLISHED}; further attempts are counted.
     */
    LOST,
    /** The notifier has ended the subscription for good: the same, without further attempts. */
    ENDED,
    /** A NOTIFY has a state that this library does not know. The node counts as unreachable. */
    STATE_UNKNOWN,
    /**
     * A NOTIFY of the subscription was refused. Fired once for each reason until the next one that
     * is accepted; each is counted.
     */
    NOTIFY_REFUSED,
    /**
     * The manager did not take the node as a member, or refused its state. Fired once for each
     * reason until the manager takes it; tried again.
     */
    REGISTRY_REFUSED,
    /** The subscription was closed. */
    CLOSED
  }
}
