package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.simulation.wire.Datagram.RequestDatagram;
import io.github.esrpcluster.simulation.wire.Datagram.ResponseDatagram;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Repeats the response to a retransmitted request (RFC 3261 section 17.2.2). */
final class SimulatedServerTransaction {
  private final SimulatedSipStack stack;
  private final RequestDatagram datagram;
  private @Nullable SipResponse response;

  SimulatedServerTransaction(SimulatedSipStack stack, RequestDatagram datagram) {
    this.stack = stack;
    this.datagram = datagram;
  }

  String branch() {
    return datagram.branch();
  }

  boolean isAnswered() {
    return response != null;
  }

  void answer(SipResponse newResponse) {
    response = newResponse;
    transmit(newResponse);
    var unused = // timer J
        stack
            .executor()
            .schedule(
                () -> stack.forget(this),
                SimulatedClientTransaction.T1.multipliedBy(64).toNanos(),
                TimeUnit.NANOSECONDS);
  }

  void receiveAgain() {
    if (response != null) {
      stack.network.ledger.injected(WireFault.RESPONSE_REPEATED);
      transmit(response);
    }
  }

  private void transmit(SipResponse message) {
    stack.network.transmit(
        new ResponseDatagram(datagram.to(), datagram.from(), datagram.branch(), message));
  }
}
