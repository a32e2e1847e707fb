package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.simulation.wire.Datagram.RequestDatagram;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends a request until a final response comes (RFC 3261 section 17.1.2). */
final class SimulatedClientTransaction {
  static final Duration T1 = Duration.ofMillis(500);
  private static final Duration T2 = Duration.ofSeconds(4);
  static final Duration T4 = Duration.ofSeconds(5);

  private final SimulatedSipStack stack;
  private final RequestDatagram datagram;
  private final Consumer<SipOutcome> outcome;
  private Duration interval = T1;
  private @Nullable Future<?> timerE;
  private @Nullable Future<?> timerF;
  private boolean ended;

  SimulatedClientTransaction(
      SimulatedSipStack stack, RequestDatagram datagram, Consumer<SipOutcome> outcome) {
    this.stack = stack;
    this.datagram = datagram;
    this.outcome = outcome;
  }

  String branch() {
    return datagram.branch();
  }

  boolean waits() {
    return !ended;
  }

  void start() {
    timerF = after(T1.multipliedBy(64), this::timeOut);
    timerE = after(interval, this::sendAgain);
    stack.network.transmit(datagram);
  }

  private void sendAgain() {
    stack.network.ledger.injected(WireFault.REQUEST_RETRANSMITTED);
    interval = interval.multipliedBy(2).compareTo(T2) > 0 ? T2 : interval.multipliedBy(2);
    timerE = after(interval, this::sendAgain);
    stack.network.transmit(datagram);
  }

  private void timeOut() {
    stack.network.ledger.injected(WireFault.REQUEST_TIMED_OUT);
    stack.forget(this);
    end(new SipOutcome.TimedOut());
  }

  void receive(SipResponse response) {
    if (!ended) {
      var unused = after(T4, () -> stack.forget(this)); // timer K: absorbs further responses
      end(new SipOutcome.Answered(response));
    }
  }

  private void end(SipOutcome how) {
    ended = true;
    cancel(timerE);
    cancel(timerF);
    outcome.accept(how);
  }

  private static void cancel(@Nullable Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private Future<?> after(Duration delay, Runnable task) {
    return stack.executor().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }
}
