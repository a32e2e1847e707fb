package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.i3.sip.SipStack;
import java.util.function.Consumer;

/** Lets the notifier and the subscriber use the SIP stack of a product. */
final class VendorStack implements SipStack {
  /** The SIP stack of a product: it has transactions, and needs no dialogs. */
  interface Transactions {
    /** Sends a request in a new client transaction. */
    void send(SipRequest request, Consumer<SipResponse> finalResponse, Runnable timerF);
  }

  private final Transactions transactions;

  VendorStack(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void send(SipRequest request, Consumer<? super SipOutcome> outcome) {
    try {
      transactions.send(
          request,
          response -> outcome.accept(new SipOutcome.Answered(response)),
          () -> outcome.accept(new SipOutcome.TimedOut()));
    } catch (IllegalStateException noSocket) {
      outcome.accept(new SipOutcome.NotSent(noSocket.getMessage()));
    }
  }

  /** Call this for each new server transaction. The endpoint answers before it returns. */
  static void arrived(SipRequest request, SipReceiver endpoint, Consumer<SipResponse> transaction) {
    endpoint.receive(request, transaction);
  }
}
