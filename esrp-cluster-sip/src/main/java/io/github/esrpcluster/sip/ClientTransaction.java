package io.github.esrpcluster.sip;

import io.github.esrpcluster.i3.sip.SipOutcome;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request that was sent and has no final response yet. */
final class ClientTransaction {
  final String branch;
  final String method;
  final Consumer<? super SipOutcome> outcome;

  /** Sends the request once more; null over a reliable transport. */
  final @Nullable Runnable retransmission;

  /** Whether a provisional response has arrived. */
  volatile boolean proceeding;

  volatile @Nullable Future<?> timer;

  ClientTransaction(
      String branch,
      String method,
      Consumer<? super SipOutcome> outcome,
      @Nullable Runnable retransmission) {
    this.branch = branch;
    this.method = method;
    this.outcome = outcome;
    this.retransmission = retransmission;
  }
}
