package io.github.esrpcluster.i3.notify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.i3.KeepAliveFailureLogEvent;
import io.github.esrpcluster.i3.LogMember;
import io.github.esrpcluster.i3.notify.KeepAliveEvent.KeepAliveFailed;
import io.github.esrpcluster.i3.notify.KeepAliveEvent.KeepAliveRecovered;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipStack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Sends {@code OPTIONS} to peers at an interval, 1 minute by default (NENA-STA-010.3 section
 * 3.1.2.3), and fires an event when there is no answer. Any final response is an answer. At most
 * one {@code OPTIONS} for a peer is outstanding; the first is sent at a random time within the
 * interval, so that many peers do not get theirs at the same time.
 *
 * <pre>{@code
 * KeepAlive keepAlive =
 *     KeepAlive.builder(stack, "sip:esrp.example.org")
 *         .targets(() -> notifier.subscribers().stream().map(KeepAliveTarget::of))
 *         .listener(event -> page(event))
 *         .start();
 * }</pre>
 *
 * <p>Thread-safe. Requests are sent on the thread of the scheduler; hooks run on their executor.
 */
public final class KeepAlive implements AutoCloseable {
  private static final int TICKS_PER_INTERVAL = 20;

  private final SipStack stack;
  private final String localUri;
  private final Supplier<Stream<KeepAliveTarget>> targets;
  private final long interval;
  private final TimeSource time;
  private final RandomGenerator random;
  private final TokenGenerator tokens;
  private final NotifyThreads threads;
  private final Hooks<KeepAliveEvent> listeners;
  private final LogHooks log;
  private final EarliestTimer timer;
  private final AtomicLong failures = new AtomicLong();

  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<String, Peer> peers = new HashMap<>();

  @GuardedBy("lock")
  private boolean closed;

  /** A peer and when its next OPTIONS is due; guarded by the lock. */
  private static final class Peer {
    final KeepAliveTarget target;
    long dueAt;
    long failures;
    boolean outstanding;

    Peer(KeepAliveTarget target, long dueAt) {
      this.target = target;
      this.dueAt = dueAt;
    }
  }

  KeepAlive(KeepAliveBuilder builder) {
    stack = builder.stack;
    localUri = builder.localUri;
    targets = builder.targets;
    interval = builder.interval.toNanos();
    time = builder.timeSource;
    random = builder.random;
    tokens = new TokenGenerator(random);
    threads = new NotifyThreads(builder.scheduler, builder.executor);
    listeners = new Hooks<>(builder.listeners, threads.executor());
    log = new LogHooks(builder.logHooks, threads.executor(), time);
    timer = new EarliestTimer(threads.scheduler(), time, this::tick);
  }

  /**
   * Returns a builder.
   *
   * @param stack sends the requests
   * @param localUri the URI of {@code From}
   */
  public static KeepAliveBuilder builder(SipStack stack, String localUri) {
    return new KeepAliveBuilder(stack, localUri);
  }

  KeepAlive started() {
    tick();
    return this;
  }

  private void tick() {
    try {
      due(current()).forEach(this::send);
    } finally {
      synchronized (lock) {
        if (!closed) {
          timer.set(OptionalLong.of(time.nanoTime() + interval / TICKS_PER_INTERVAL));
        }
      }
    }
  }

  private List<KeepAliveTarget> current() {
    try {
      return targets.get().toList();
    } catch (RuntimeException failure) {
      failures.incrementAndGet();
      return List.of();
    }
  }

  /** Takes over the targets, and returns the peers whose time has come. */
  private List<Peer> due(List<KeepAliveTarget> current) {
    long now = time.nanoTime();
    Map<String, KeepAliveTarget> byKey = new HashMap<>();
    current.forEach(target -> byKey.putIfAbsent(target.key(), target));
    List<Peer> due = new ArrayList<>();
    synchronized (lock) {
      peers.keySet().retainAll(byKey.keySet());
      byKey.forEach(
          (key, target) ->
              peers.computeIfAbsent(
                  key, unknown -> new Peer(target, now + random.nextLong(interval))));
      for (Peer peer : peers.values()) {
        if (!closed && !peer.outstanding && now - peer.dueAt >= 0) {
          peer.outstanding = true;
          peer.dueAt = now + interval;
          due.add(peer);
        }
      }
    }
    return due;
  }

  private void send(Peer peer) {
    try {
      stack.send(request(peer.target), outcome -> answered(peer, outcome));
    } catch (RuntimeException | Error failure) {
      failures.incrementAndGet();
      answered(peer, new SipOutcome.NotSent(String.valueOf(failure)));
    }
  }

  private SipRequest request(KeepAliveTarget target) {
    SipRequest.Builder request =
        SipRequest.builder("OPTIONS", target.uri())
            .from(new SipParty(localUri, tokens.next()))
            .to(new SipParty(target.uri(), ""))
            .callId(tokens.next());
    target.peer().ifPresent(request::peer);
    return request.build();
  }

  private void answered(Peer peer, SipOutcome outcome) {
    boolean alive = outcome instanceof SipOutcome.Answered;
    long before;
    synchronized (lock) {
      peer.outstanding = false;
      before = peer.failures;
      peer.failures = alive ? 0 : before + 1;
    }
    if (!alive) {
      listeners.call(new KeepAliveFailed(peer.target, before + 1, reason(outcome)));
      log(peer.target);
    } else if (before > 0) {
      listeners.call(new KeepAliveRecovered(peer.target, before));
    }
  }

  private static String reason(SipOutcome outcome) {
    return outcome instanceof SipOutcome.NotSent notSent ? notSent.reason() : "no answer in 64*T1";
  }

  private void log(KeepAliveTarget target) {
    String address = target.peer().map(SipPeer::addressAndPort).orElse("");
    log.log(
        (origin, header) ->
            new KeepAliveFailureLogEvent(
                header.with(LogMember.IP_ADDRESS_PORT, address),
                KeepAliveFailureLogEvent.TIME_OUT));
  }

  /** Returns the peers whose last {@code OPTIONS} got no answer, with the failures in a row. */
  public Map<KeepAliveTarget, Long> failing() {
    Map<KeepAliveTarget, Long> failing = new HashMap<>();
    synchronized (lock) {
      for (Peer peer : peers.values()) {
        if (peer.failures > 0) {
          failing.put(peer.target, peer.failures);
        }
      }
    }
    return failing;
  }

  /** Returns the exceptions of the stack, the targets and the hooks, and the calls dropped. */
  public long hookFailures() {
    return failures.get()
        + listeners.failures()
        + listeners.dropped()
        + log.failures()
        + log.dropped();
  }

  /** Sends nothing more. An outstanding {@code OPTIONS} is not withdrawn. Idempotent. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
    timer.cancel();
    threads.end();
  }
}
