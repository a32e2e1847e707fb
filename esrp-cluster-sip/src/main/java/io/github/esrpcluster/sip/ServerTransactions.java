package io.github.esrpcluster.sip;

import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The non-INVITE server transactions (RFC 3261 section 17.2.2): they keep the response to each
 * request for timer J. Thread-safe.
 */
final class ServerTransactions {
  private static final String COOKIE = "z9hG4bK";

  /** When a transaction ends. All last equally long, so a queue keeps them in order. */
  private record Expiry(ServerTransaction transaction, long nanoTime) {}

  private final Map<String, ServerTransaction> open = new ConcurrentHashMap<>();
  private final Queue<Expiry> expiries = new ConcurrentLinkedQueue<>();
  private final TimeSource time;
  private final long timerJ;
  private final int max;
  private final SipCounters counters;

  ServerTransactions(TimeSource time, Duration timerJ, int max, SipCounters counters) {
    this.counters = counters;
    this.time = time;
    this.timerJ = timerJ.toNanos();
    this.max = max;
  }

  int size() {
    return open.size();
  }

  /**
   * Returns the transaction that a request repeats; null if the request is new, and has one now.
   */
  @Nullable ServerTransaction existingOrAdd(ServerTransaction transaction) {
    return open.putIfAbsent(transaction.key, transaction);
  }

  /**
   * Ends a transaction after timer J; at once if the transport is reliable, where J is zero. If
   * there are too many, the oldest end early.
   */
  void answered(ServerTransaction transaction, boolean reliable) {
    if (reliable) {
      open.remove(transaction.key, transaction);
      return;
    }
    expiries.add(new Expiry(transaction, time.nanoTime() + timerJ));
    if (open.size() > max) {
      Expiry oldest = expiries.poll();
      if (oldest != null) {
        counters.responseForgotten();
        end(oldest);
      }
    }
  }

  /** Removes what has ended. */
  void expire() {
    long now = time.nanoTime();
    for (Expiry next = expiries.peek();
        next != null && now - next.nanoTime() >= 0;
        next = expiries.peek()) {
      if (expiries.remove(next)) {
        end(next);
      }
    }
  }

  private void end(Expiry expiry) {
    open.remove(expiry.transaction().key, expiry.transaction());
  }

  /** Returns the key that requests of one transaction share (RFC 3261 section 17.2.3). */
  static String key(IncomingRequest request) {
    String branch = request.via().getBranch();
    String source = request.source().transport() + " " + request.source().ip().getHostAddress();
    String sentBy = request.via().getHost() + ":" + request.via().getPort();
    if (branch != null && branch.startsWith(COOKIE)) {
      return String.join(" ", branch, sentBy, request.method(), source);
    }
    RawMessage raw = request.raw(); // an element of RFC 2543: the whole request identifies it
    return String.join(
        " ",
        raw.firstLine(),
        raw.first("From"),
        raw.first("To"),
        raw.first("Call-ID"),
        raw.first("CSeq"),
        sentBy,
        source);
  }
}
