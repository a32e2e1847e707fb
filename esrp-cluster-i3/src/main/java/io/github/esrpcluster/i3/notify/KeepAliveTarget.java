package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.sip.SipPeer;
import java.util.Objects;
import java.util.Optional;

/**
 * A peer to which a {@link KeepAlive} sends {@code OPTIONS}.
 *
 * @param uri the URI of the request, a SIP or SIPS URI
 * @param peer the next hop, if it is known; otherwise the stack finds it from the URI
 */
public record KeepAliveTarget(String uri, Optional<SipPeer> peer) {
  /** Checks for null. */
  public KeepAliveTarget {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(peer, "peer");
  }

  /** Returns the target for a subscription at a notifier: the URI and peer of its NOTIFYs. */
  public static KeepAliveTarget of(NotifiedSubscriber subscription) {
    return new KeepAliveTarget(subscription.target(), Optional.of(subscription.peer()));
  }

  /** Returns the target for a URI. */
  public static KeepAliveTarget of(String uri) {
    return new KeepAliveTarget(uri, Optional.empty());
  }

  /** Returns what tells targets apart: many subscriptions of one peer need one keep-alive. */
  String key() {
    return peer.map(hop -> hop.transport() + " " + hop.addressAndPort()).orElse(uri);
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return Texts.line(uri + peer.map(hop -> " (" + key() + ")").orElse(""));
  }
}
