package io.github.esrpcluster.i3.sip;

import java.util.function.Consumer;

/**
 * Answers SIP requests. A SIP stack calls it; {@code SipEndpoint} of this library implements it.
 */
@FunctionalInterface
public interface SipReceiver {
  /**
   * Answers a request. Thread-safe. The receiver calls {@code answer} exactly once and on the
   * calling thread, before it sends any request that follows from this one; it does not wait for
   * the network.
   *
   * @param request the request, no retransmission and no {@code ACK}
   * @param answer sends the response to the request. It copies {@code Via}, {@code From}, {@code
   *     Call-ID}, {@code CSeq} and {@code Record-Route} from the request, and adds a {@code
   *     Contact} to a 2xx response
   */
  void receive(SipRequest request, Consumer<? super SipResponse> answer);
}
