package io.github.esrpcluster.sip;

import io.github.esrpcluster.i3.sip.SipOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The non-INVITE client transactions (RFC 3261 section 17.1.2): timers E and F, and one outcome for
 * each request. Timer K is not needed: a repeated response finds no transaction and is dropped.
 * Thread-safe.
 */
final class ClientTransactions {
  private final Map<String, ClientTransaction> pending = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler;
  private final SipTimers timers;
  private final SipCounters counters;

  ClientTransactions(ScheduledExecutorService scheduler, SipTimers timers, SipCounters counters) {
    this.scheduler = scheduler;
    this.timers = timers;
    this.counters = counters;
  }

  int pending() {
    return pending.size();
  }

  /** Begins a transaction whose request is about to be sent. */
  void begin(ClientTransaction transaction) {
    pending.put(transaction.branch, transaction);
    if (transaction.retransmission == null) {
      schedule(transaction, timers.transaction(), () -> end(transaction, timedOut()));
    } else {
      await(transaction, timers.t1(), Duration.ZERO);
    }
  }

  /**
   * Waits for a response, then sends the request once more.
   *
   * @param interval how long to wait
   * @param waited how long the transaction has waited before
   */
  private void await(ClientTransaction transaction, Duration interval, Duration waited) {
    Duration left = timers.transaction().minus(waited);
    Duration next = interval.compareTo(left) < 0 ? interval : left;
    Duration then = waited.plus(next);
    schedule(
        transaction,
        next,
        () -> {
          if (then.compareTo(timers.transaction()) >= 0) {
            end(transaction, timedOut());
          } else if (pending.containsKey(transaction.branch)) {
            await(transaction, nextInterval(transaction, interval), then);
            retransmit(transaction.retransmission);
          }
        });
  }

  private Duration nextInterval(ClientTransaction transaction, Duration interval) {
    Duration doubled = interval.multipliedBy(2);
    return transaction.proceeding || doubled.compareTo(timers.t2()) > 0 ? timers.t2() : doubled;
  }

  private void retransmit(@Nullable Runnable retransmission) {
    if (retransmission != null) {
      counters.retransmission();
      retransmission.run();
    }
  }

  private void schedule(ClientTransaction transaction, Duration delay, Runnable task) {
    try {
      transaction.timer = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      end(transaction, new SipOutcome.NotSent("the stack is closed"));
    }
  }

  /** Takes a response, which may be for no transaction. */
  void receive(RawMessage response, int status) {
    ClientTransaction transaction = find(response);
    if (transaction == null) {
      counters.responseUnmatched();
    } else if (status < 200) {
      transaction.proceeding = true;
    } else if (status > 699) {
      counters.messageDropped();
    } else {
      end(transaction, new SipOutcome.Answered(MessageReader.response(response, status)));
    }
  }

  private @Nullable ClientTransaction find(RawMessage response) {
    String via = NameAddr.split(text(response.first("Via")), ',').get(0);
    ClientTransaction found = pending.get(NameAddr.parameter(via, "branch"));
    String sequence = text(response.first("CSeq"));
    return found != null && sequence.endsWith(found.method) ? found : null;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Ends a transaction whose request could not be sent; does nothing if it has ended. */
  void fail(ClientTransaction transaction, String reason) {
    end(transaction, new SipOutcome.NotSent(reason));
  }

  /** Ends all transactions. */
  void close() {
    List.copyOf(pending.values()).forEach(transaction -> fail(transaction, "the stack is closed"));
  }

  private static SipOutcome timedOut() {
    return new SipOutcome.TimedOut();
  }

  private void end(ClientTransaction transaction, SipOutcome outcome) {
    if (pending.remove(transaction.branch, transaction)) {
      Future<?> timer = transaction.timer;
      if (timer != null) {
        timer.cancel(false);
      }
      counters.outcome(outcome);
      OutcomeCallback.run(transaction.outcome, outcome, counters);
    }
  }
}
