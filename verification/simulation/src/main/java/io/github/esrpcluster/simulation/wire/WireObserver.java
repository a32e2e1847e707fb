package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;

/** Sees what passes between the transaction layers of all hosts and their users. */
interface WireObserver {
  /** A host has begun to send a request. */
  void onSent(SimulatedSipStack host, SipRequest request);

  /** A host is about to get the outcome of a request. */
  void onOutcome(SimulatedSipStack host, SipRequest request, SipOutcome outcome);

  /** A host has answered a request that it received. */
  void onAnswered(SimulatedSipStack host, SipRequest request, SipResponse response);
}
