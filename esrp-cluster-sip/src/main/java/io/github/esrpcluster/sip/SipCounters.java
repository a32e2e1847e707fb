package io.github.esrpcluster.sip;

import io.github.esrpcluster.i3.sip.SipOutcome;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a stack does. Thread-safe. */
final class SipCounters {
  private final LongAdder requestsReceived = new LongAdder();
  private final LongAdder requestsRepeated = new LongAdder();
  private final LongAdder requestsRefused = new LongAdder();
  private final LongAdder messagesDropped = new LongAdder();
  private final LongAdder responsesUnmatched = new LongAdder();
  private final LongAdder responsesUnsent = new LongAdder();
  private final LongAdder responsesForgotten = new LongAdder();
  private final LongAdder requestsSent = new LongAdder();
  private final LongAdder requestsAnswered = new LongAdder();
  private final LongAdder requestsTimedOut = new LongAdder();
  private final LongAdder requestsUnsent = new LongAdder();
  private final LongAdder retransmissions = new LongAdder();
  private final LongAdder connectionsRefused = new LongAdder();
  private final LongAdder callbackFailures = new LongAdder();

  void requestReceived() {
    requestsReceived.increment();
  }

  void requestRepeated() {
    requestsRepeated.increment();
  }

  void requestRefused() {
    requestsRefused.increment();
  }

  void messageDropped() {
    messagesDropped.increment();
  }

  void responseUnmatched() {
    responsesUnmatched.increment();
  }

  void responseUnsent() {
    responsesUnsent.increment();
  }

  void responseForgotten() {
    responsesForgotten.increment();
  }

  void requestSent() {
    requestsSent.increment();
  }

  void outcome(SipOutcome outcome) {
    if (outcome instanceof SipOutcome.Answered) {
      requestsAnswered.increment();
    } else if (outcome instanceof SipOutcome.TimedOut) {
      requestsTimedOut.increment();
    } else {
      requestsUnsent.increment();
    }
  }

  void retransmission() {
    retransmissions.increment();
  }

  void connectionRefused() {
    connectionsRefused.increment();
  }

  void callbackFailed() {
    callbackFailures.increment();
  }

  JainSipStatistics snapshot(int pendingRequests, int keptResponses, int openConnections) {
    return new JainSipStatistics(
        requestsReceived.sum(),
        requestsRepeated.sum(),
        requestsRefused.sum(),
        messagesDropped.sum(),
        responsesUnmatched.sum(),
        responsesUnsent.sum(),
        responsesForgotten.sum(),
        requestsSent.sum(),
        requestsAnswered.sum(),
        requestsTimedOut.sum(),
        requestsUnsent.sum(),
        retransmissions.sum(),
        connectionsRefused.sum(),
        callbackFailures.sum(),
        pendingRequests,
        keptResponses,
        openConnections);
  }
}
