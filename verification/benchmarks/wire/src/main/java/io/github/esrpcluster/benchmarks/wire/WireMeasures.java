package io.github.esrpcluster.benchmarks.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Measures one server; each measure is bounded in count and time. */
final class WireMeasures {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int WINDOW = 64;

  /** The time in which a server comes to rest. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  /** A little longer than a transaction is kept for retransmissions over UDP (RFC 3261: 32 s). */
  private static final Duration TRANSACTION = Duration.ofSeconds(35);

  private final PresenceServer server;
  private final WireResults results;
  private boolean state;

  WireMeasures(PresenceServer server, WireResults results) {
    this.server = server;
    this.results = results;
  }

  private void add(String measure, double number) {
    results.add(measure, server.name(), number);
  }

  private static double milliseconds(long nanos) {
    return nanos / 1e6;
  }

  /** Lets the compiler see what is measured afterwards. */
  void warmUp(int changes) throws IOException {
    try (SubscriberPool pool = new SubscriberPool(server, 1_000, 1, "")) {
      pool.subscribe(WINDOW, LIMIT);
      for (int i = 0; i < changes; i++) {
        pool.change(nextState(), LIMIT);
      }
      pool.unsubscribe(WINDOW, LIMIT);
    }
  }

  private boolean nextState() {
    state = !state;
    return state;
  }

  /** One change to all subscribers, until the last one has answered; nothing else goes on. */
  void fanOut(int subscribers, int changes) throws IOException {
    try (SubscriberPool pool = new SubscriberPool(server, subscribers, 1, "")) {
      pool.subscribe(WINDOW, LIMIT);
      for (int i = 0; i < changes; i++) {
        pool.listen(PAUSE);
        long[] times = pool.change(nextState(), LIMIT);
        add("fan-out to " + subscribers + ": median [ms]", milliseconds(times[times.length / 2]));
        add("fan-out to " + subscribers + ": last [ms]", milliseconds(times[times.length - 1]));
      }
      pool.unsubscribe(WINDOW, LIMIT);
    }
  }

  /** The processor time of a NOTIFY with its answer. */
  void processorTime(int subscribers, int changes) throws IOException {
    try (SubscriberPool pool = new SubscriberPool(server, subscribers, 1, "")) {
      pool.subscribe(WINDOW, LIMIT);
      pool.listen(PAUSE);
      long before = server.processorTime();
      for (int i = 0; i < changes; i++) {
        pool.change(nextState(), LIMIT);
        pool.listen(PAUSE);
      }
      long used = server.processorTime() - before;
      add("processor time of a NOTIFY [us]", used / 1e3 / changes / subscribers);
      pool.unsubscribe(WINDOW, LIMIT);
    }
  }

  /** New subscriptions: SUBSCRIBE, answer, NOTIFY, answer. */
  void subscribeRate(int subscribers) throws IOException {
    try (SubscriberPool pool = new SubscriberPool(server, subscribers, 2, "")) {
      Duration time = pool.subscribe(WINDOW, LIMIT);
      add("new subscriptions a second", subscribers / (time.toNanos() / 1e9));
      time = pool.unsubscribe(WINDOW, LIMIT);
      add("ended subscriptions a second", subscribers / (time.toNanos() / 1e9));
    }
  }

  /** The memory that each subscription takes. To be measured before anything else. */
  void memory(int subscribers) throws IOException {
    rest(subscribers / 10);
    long before = server.bytesInUse();
    try (SubscriberPool pool = new SubscriberPool(server, subscribers, 3, "")) {
      pool.subscribe(WINDOW, LIMIT);
      pool.listen(TRANSACTION);
      add("bytes a subscription", (server.bytesInUse() - before) / (double) subscribers);
      pool.unsubscribe(WINDOW, LIMIT);
    }
  }

  /** Lets the server load what it needs, and waits until it has nothing to do. */
  private void rest(int subscribers) throws IOException {
    try (SubscriberPool pool = new SubscriberPool(server, subscribers, 3, "")) {
      pool.subscribe(WINDOW, LIMIT);
      pool.unsubscribe(WINDOW, LIMIT);
      pool.listen(TRANSACTION);
    }
  }

  /** The time of the others, without and with peers that read nothing. */
  void silentPeers(int subscribers, int silent, int changes) throws IOException {
    try (SubscriberPool pool = new SubscriberPool(server, subscribers, 4, "")) {
      pool.subscribe(WINDOW, LIMIT);
      for (int i = 0; i < changes; i++) {
        pool.listen(PAUSE);
        addPercentile("p99 of " + subscribers + " [ms]", pool.change(nextState(), LIMIT));
      }
      try (SubscriberPool unread = new SubscriberPool(server, silent, 5, "")) {
        unread.subscribe(WINDOW, LIMIT);
        for (int i = 0; i < changes; i++) {
          pool.listen(PAUSE);
          addPercentile(
              "p99 of " + subscribers + " beside " + silent + " silent [ms]",
              pool.change(nextState(), LIMIT));
        }
      }
      pool.unsubscribe(WINDOW, LIMIT);
    }
  }

  private void addPercentile(String measure, long[] times) {
    add(measure, milliseconds(times[times.length * 99 / 100]));
  }

  /** Subscriptions that ask for a NOTIFY in each interval though nothing changes. */
  void minimumRate(int subscribers, int seconds, Duration time) throws IOException {
    String rate = ";min-rate=" + String.format(Locale.ROOT, "%.10f", 1.0 / seconds);
    try (SubscriberPool pool = new SubscriberPool(server, subscribers, 6, rate)) {
      pool.subscribe(WINDOW, LIMIT);
      pool.listen(Duration.ofSeconds(seconds));
      long before = server.processorTime();
      double got = pool.listen(time) / (time.toNanos() / 1e9);
      String name = subscribers + " with min-rate 1/" + seconds + ": ";
      add(name + "NOTIFYs a second", got);
      add(name + "longest gap [s]", pool.longestGap() / 1e9);
      add(name + "processor [%]", 100.0 * (server.processorTime() - before) / time.toNanos());
      pool.unsubscribe(WINDOW, LIMIT);
    }
  }
}
