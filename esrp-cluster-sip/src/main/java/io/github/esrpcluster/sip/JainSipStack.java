package io.github.esrpcluster.sip;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipStack;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A SIP stack over UDP, TCP and TLS, with the JAIN-SIP reference implementation below. Thread-safe.
 *
 * <p>Example:
 *
 * <pre>{@code
 * JainSipStack stack =
 *     JainSipStack.builder()
 *         .listen("udp", "192.0.2.1", 5060)
 *         .listen("tls", "192.0.2.1", 5061)
 *         .tls(ownKeys, password, trusted)
 *         .build();
 * Notifier notifier = Notifier.builder(stack).build();
 * stack.start(SipEndpoint.of(notifier));
 * }</pre>
 *
 * <p>Promises beyond those of {@link SipStack}:
 *
 * <ul>
 *   <li>A datagram leaves on the thread of the caller. All that may wait for the network or for a
 *       name server is done by other threads, at most one for each peer at a time.
 *   <li>A connection is opened to the next hop of a request only, never for a response.
 *   <li>TLS peers show a certificate that this stack trusts. The certificate of a peer that a
 *       request names by host name has that name.
 *   <li>An element that sends anything at all ends no thread and leaves nothing behind but a count
 *       in {@link #statistics}.
 * </ul>
 */
public final class JainSipStack implements SipStack, AutoCloseable {
  private final JainSipStackBuilder settings;
  private final SipCounters counters = new SipCounters();
  private volatile @Nullable RunningStack running;
  private boolean closed;

  JainSipStack(JainSipStackBuilder settings) {
    this.settings = settings;
  }

  /** Returns a builder. */
  public static JainSipStackBuilder builder() {
    return new JainSipStackBuilder();
  }

  /**
   * Starts to listen, at all listening points or none.
   *
   * @param receiver receives requests, from now on and on threads of the stack
   * @throws IOException if the stack cannot listen at an address; it can be started again
   * @throws IllegalStateException if it was started or closed before
   */
  public synchronized void start(SipReceiver receiver) throws IOException {
    Objects.requireNonNull(receiver, "receiver");
    if (closed || running != null) {
      throw new IllegalStateException(
          closed ? "the stack is closed: build another" : "the stack was started before");
    }
    running = RunningStack.start(settings, counters, receiver);
  }

  /**
   * Returns where the stack listens, in the order of {@link JainSipStackBuilder#listen}, with the
   * ports that were chosen; empty if it does not.
   */
  public List<TransportAddress> listeningAddresses() {
    RunningStack stack = running;
    return stack == null ? List.of() : stack.listeningAddresses();
  }

  /** {@inheritDoc} Before the start and after {@link #close} the outcome is {@code NotSent}. */
  @Override
  public void send(SipRequest request, Consumer<? super SipOutcome> outcome) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(outcome, "outcome");
    RunningStack stack = running;
    if (stack == null) {
      SipOutcome refused = new SipOutcome.NotSent("the stack is not started, or closed");
      counters.requestSent();
      counters.outcome(refused);
      OutcomeCallback.run(outcome, refused, counters);
    } else {
      stack.send(request, outcome);
    }
  }

  /** Returns what the stack has done, and what it holds. */
  public JainSipStatistics statistics() {
    RunningStack stack = running;
    return stack == null ? counters.snapshot(0, 0, 0) : stack.statistics();
  }

  /**
   * Stops to listen, and closes all connections. The outcome of requests that wait for a response
   * is {@code NotSent}. Does nothing if the stack is closed. To send last requests, call it when
   * their outcomes have arrived.
   */
  @Override
  public void close() {
    RunningStack stack;
    synchronized (this) {
      closed = true;
      stack = running;
      running = null;
    }
    if (stack != null) {
      stack.close();
    }
  }
}
