package io.github.esrpcluster.i3.sip;

import java.util.function.Consumer;

/**
 * Sends SIP requests. Implemented once for each SIP stack.
 *
 * <p>Rules for the implementer:
 *
 * <ol>
 *   <li>Start to send and return: {@link #send} must not wait for the network. A peer that accepts
 *       no data must not delay requests to other peers.
 *   <li>Keep the order of requests to the same peer over the same transport.
 *   <li>Add {@code Via}, {@code Max-Forwards}, {@code Content-Length} and, unless the request has
 *       one, a {@code Contact} that is reachable over the transport of the request's peer.
 *   <li>Send to the first {@code Route} of the request, otherwise to its Request-URI. If the peer
 *       of the request is known and its transport keeps connections, reuse the connection (RFC
 *       5923).
 *   <li>Call the outcome exactly once for each request, on any thread, also on the calling thread:
 *       with the final response, with {@link SipOutcome.TimedOut} after 64*T1 without one (timers B
 *       and F of RFC 3261), or with {@link SipOutcome.NotSent}. Provisional responses are dropped.
 *   <li>Do not throw, except {@link NullPointerException}: an impossible request is {@code
 *       NotSent}.
 *   <li>Be thread-safe.
 * </ol>
 *
 * <p>For each request that arrives, call {@link SipReceiver#receive} once; a retransmission gets
 * the earlier response again and is not passed on.
 */
public interface SipStack {
  /**
   * Starts to send a request.
   *
   * @param request the request
   * @param outcome receives the outcome, once; does not throw or block
   */
  void send(SipRequest request, Consumer<? super SipOutcome> outcome);
}
