package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.testkit.VirtualTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries SIP messages between hosts, as UDP would: loses, delays, duplicates and reorders them. In
 * virtual time, on one thread; the same seed does the same.
 */
final class SimulatedSipNetwork {
  private static final Pattern SIP_URI =
      Pattern.compile("<?sips?:(?:[^@>]*@)?([A-Za-z0-9.-]+)(?::\\d+)?(?:[;?>].*)?");
  private static final long SHORTEST_DELAY = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long USUAL_DELAY = TimeUnit.MILLISECONDS.toNanos(20);

  final VirtualTime time;
  final WireLedger ledger;
  final WireObserver observer;
  private final Random random;
  private final Map<String, String> hosts = new HashMap<>();
  private final Map<String, SimulatedSipStack> running = new HashMap<>();
  private final Set<String> cutOff = new HashSet<>();
  private LinkQuality quality = LinkQuality.GOOD;
  private double refusals;
  private long branches;
  private Consumer<Supplier<String>> trace = line -> {};

  SimulatedSipNetwork(VirtualTime time, Random random, WireLedger ledger, WireObserver observer) {
    this.time = time;
    this.random = random;
    this.ledger = ledger;
    this.observer = observer;
  }

  // ---- hosts

  /** Makes a name that leads to the host known, as a DNS record does. */
  void name(String name, String host) {
    hosts.put(name, host);
  }

  /** Starts a process with a SIP stack on a host. */
  SimulatedSipStack start(String host, ProcessExecutor executor) {
    hosts.put(host, host);
    SimulatedSipStack stack = new SimulatedSipStack(this, host, executor);
    running.put(host, stack);
    return stack;
  }

  /** Ends the process of a host: all of its state is lost. */
  void kill(String host) {
    SimulatedSipStack stack = running.remove(host);
    if (stack != null) {
      stack.executor().kill();
    }
  }

  /** Returns the host of a SIP URI; empty if no name leads to one. */
  Optional<String> hostOf(String uri) {
    Matcher parts = SIP_URI.matcher(uri);
    return parts.matches() ? Optional.ofNullable(hosts.get(parts.group(1))) : Optional.empty();
  }

  // ---- faults

  /** Sets what happens to the datagrams that are sent from now on. */
  void quality(LinkQuality newQuality) {
    quality = newQuality;
  }

  /** Sets the share of requests that a stack cannot send at all. */
  void refusals(double share) {
    refusals = share;
  }

  /** Cuts a host off: no datagram leaves or reaches it. */
  void cutOff(String host) {
    ledger.injected(WireFault.HOST_CUT_OFF);
    cutOff.add(host);
  }

  void connect(String host) {
    cutOff.remove(host);
  }

  // ---- datagrams

  /** Sets what gets a line for each datagram. */
  void trace(Consumer<Supplier<String>> newTrace) {
    trace = newTrace;
  }

  boolean refuses() {
    return refusals > 0 && random.nextDouble() < refusals;
  }

  String nextBranch(String host) {
    return "z9hG4bK-" + host + "-" + ++branches;
  }

  void transmit(Datagram datagram) {
    if (isCutOff(datagram) || random.nextDouble() < quality.loss()) {
      ledger.injected(WireFault.DATAGRAM_LOST);
      trace.accept(() -> "lost " + datagram);
      return;
    }
    carry(datagram);
    if (random.nextDouble() < quality.duplication()) {
      ledger.injected(WireFault.DATAGRAM_DUPLICATED);
      carry(datagram);
    }
  }

  private boolean isCutOff(Datagram datagram) {
    return cutOff.contains(datagram.from()) || cutOff.contains(datagram.to());
  }

  private void carry(Datagram datagram) {
    long delay = SHORTEST_DELAY + (long) (random.nextDouble() * USUAL_DELAY);
    if (random.nextDouble() < quality.lateness()) {
      ledger.injected(WireFault.DATAGRAM_LATE);
      delay = (long) (random.nextDouble() * quality.longestDelay().toNanos());
    }
    var unused = time.schedule(() -> arrive(datagram), delay, TimeUnit.NANOSECONDS);
  }

  private void arrive(Datagram datagram) {
    SimulatedSipStack stack = running.get(datagram.to());
    if (stack == null) {
      ledger.injected(WireFault.DATAGRAM_TO_DEAD_HOST);
    } else if (isCutOff(datagram)) {
      ledger.injected(WireFault.DATAGRAM_LOST);
    } else {
      trace.accept(datagram::toString);
      stack.executor().execute(() -> stack.receive(datagram)); // waits while suspended
    }
  }
}
