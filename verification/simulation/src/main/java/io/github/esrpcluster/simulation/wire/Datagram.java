package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;

/** One SIP message on the simulated network. */
sealed interface Datagram {
  /** Returns the name of the host that sent it. */
  String from();

  /** Returns the name of the host that it is sent to. */
  String to();

  /** Returns the branch of the topmost {@code Via}: names the transaction. */
  String branch();

  record RequestDatagram(String from, String to, String branch, SipRequest request)
      implements Datagram {
    @Override
    public String toString() {
      return from
          + " to "
          + to
          + ": "
          + request.method()
          + " "
          + request.callId()
          + " "
          + request.from().tag()
          + " "
          + request.to().tag()
          + " CSeq "
          + request.sequence()
          + " "
          + request.headers()
          + " "
          + request.body().text();
    }
  }

  record ResponseDatagram(String from, String to, String branch, SipResponse response)
      implements Datagram {
    @Override
    public String toString() {
      return from + " to " + to + ": " + response + " to " + branch;
    }
  }
}
