package io.github.esrpcluster.i3.notify;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a transition: the next state of the subscription, and what is to be done.
 *
 * @param answer the status code for the NOTIFY; 0 if the fact was none
 * @param request the SUBSCRIBE to send; null if none
 * @param effect what the fact means for the node
 * @param reason why the NOTIFY is refused or the node is lost, for people; may be empty
 */
record SubscriberStep(
    SubscriberState state,
    int answer,
    @Nullable SubscriberRequest request,
    Effect effect,
    String reason) {
  /** The meaning of a fact for the node. */
  enum Effect {
    /** Nothing. */
    NONE,
    /** The node is there, in the state last reported. */
    CONTACT,
    /** The NOTIFY carries the state of the node. */
    REPORT,
    /** The node is there, in a state that this library cannot tell. */
    STATE_UNKNOWN,
    /** The node cannot be contacted. */
    LOST,
    /** The notifier has ended the subscription for good. */
    ENDED
  }
}
