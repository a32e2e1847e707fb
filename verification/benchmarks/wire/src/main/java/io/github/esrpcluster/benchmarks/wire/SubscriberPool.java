package io.github.esrpcluster.benchmarks.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Many subscribers on a few UDP sockets and one thread. Each socket has an address of its own, so
 * that a server sees many hosts.
 */
final class SubscriberPool implements AutoCloseable {
  private static final int PER_SOCKET = 100;
  private static final int BUFFER = 4 << 20;
  private static final long RETRANSMIT = Duration.ofMillis(500).toNanos();
  private static final byte[] NO_MARKER = {};
  private static final AtomicInteger POOLS = new AtomicInteger();

  /** In each branch and Call-ID: a port that is used again must not repeat an old transaction. */
  private final int number = POOLS.incrementAndGet();

  private final PresenceServer server;
  private final String eventParameters;
  private final Selector selector = Selector.open();
  private final List<DatagramChannel> channels = new ArrayList<>();
  private final NotifyReader reader = new NotifyReader();
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(65_536);

  private final int size;
  private final boolean[] accepted;
  private final boolean[] notified;
  private final boolean[] changed;
  private final long[] sentAt;
  private final long[] lastNotify;
  private final int[] sequence;
  private final String[] to;

  private byte[] marker = NO_MARKER;
  private long changeAt;
  private long[] latencies = {};
  private int latencyCount;
  private int complete;
  private long notifies;
  private long longestGap;
  private String refusal = "";

  /**
   * @param network the third number of the addresses of the sockets, other than that of any other
   *     pool
   * @param eventParameters parameters of the header {@code Event}, with their semicolons
   */
  SubscriberPool(PresenceServer server, int size, int network, String eventParameters)
      throws IOException {
    this.server = server;
    this.size = size;
    this.eventParameters = eventParameters;
    accepted = new boolean[size];
    notified = new boolean[size];
    changed = new boolean[size];
    sentAt = new long[size];
    lastNotify = new long[size];
    sequence = new int[size];
    to = new String[size];
    Arrays.fill(to, "<" + server.resource() + ">");
    for (int i = 0; i * PER_SOCKET < size; i++) {
      DatagramChannel channel = DatagramChannel.open();
      channels.add(channel);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
      channel.bind(new InetSocketAddress("127.0." + network + "." + (i + 1), 0));
      channel.connect(server.address());
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    }
  }

  /** Subscribes all, and returns the time until the last first NOTIFY was answered. */
  Duration subscribe(int window, Duration limit) throws IOException {
    return cycle(3600, window, limit);
  }

  /** Ends all subscriptions, and returns the time until the last NOTIFY was answered. */
  Duration unsubscribe(int window, Duration limit) throws IOException {
    return cycle(0, window, limit);
  }

  private Duration cycle(int expires, int window, Duration limit) throws IOException {
    Arrays.fill(accepted, false);
    Arrays.fill(notified, false);
    complete = 0;
    ArrayDeque<Integer> open = new ArrayDeque<>();
    int next = 0;
    long start = System.nanoTime();
    long end = start + limit.toNanos();
    long resend = start + RETRANSMIT / 4;
    while (complete < size) {
      while (next < size && next - complete < window) {
        sequence[next]++;
        send(next, expires);
        open.add(next++);
      }
      pump(10);
      long now = System.nanoTime();
      if (now > resend) {
        resend = now + RETRANSMIT / 4;
        open.removeIf(index -> accepted[index] && notified[index]);
        for (int index : open) {
          if (!accepted[index] && now - sentAt[index] > RETRANSMIT) {
            send(index, expires);
          }
        }
      }
      if (now > end) {
        throw new IOException(
            server.name()
                + ": "
                + (size - complete)
                + " of "
                + size
                + " not served. "
                + refusal
                + "\n"
                + server.log());
      }
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private DatagramChannel channel(int index) {
    return channels.get(index / PER_SOCKET);
  }

  private void send(int index, int expires) throws IOException {
    InetSocketAddress local = (InetSocketAddress) channel(index).getLocalAddress();
    String host = local.getAddress().getHostAddress() + ":" + local.getPort();
    String text =
        "SUBSCRIBE "
            + server.resource()
            + " SIP/2.0\r\n"
            + "Via: SIP/2.0/UDP "
            + host
            + ";branch=z9hG4bK"
            + number
            + "x"
            + index
            + "x"
            + sequence[index]
            + "\r\n"
            + "Max-Forwards: 70\r\n"
            + "From: <sip:bench@"
            + host
            + ">;tag="
            + index
            + "\r\n"
            + "To: "
            + to[index]
            + "\r\n"
            + "Call-ID: "
            + index
            + "-"
            + number
            + "@bench\r\n"
            + "CSeq: "
            + sequence[index]
            + " SUBSCRIBE\r\n"
            + "Contact: <sip:bench@"
            + host
            + ">\r\n"
            + "Event: "
            + server.event()
            + eventParameters
            + "\r\n"
            + "Expires: "
            + expires
            + "\r\n"
            + "Content-Length: 0\r\n\r\n";
    sentAt[index] = System.nanoTime();
    channel(index).write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /**
   * Changes the state, and waits until each subscriber has answered a NOTIFY with the new one.
   *
   * @return the time of each subscriber's answer, in nanoseconds since the change, in order
   */
  long[] change(boolean state, Duration limit) throws IOException {
    changeBegins(server.marker(state).getBytes(StandardCharsets.ISO_8859_1));
    server.change(state);
    long end = changeAt + limit.toNanos();
    pumpUntil(() -> latencyCount == size, end);
    if (latencyCount < size) {
      throw new IOException(
          server.name()
              + ": "
              + (size - latencyCount)
              + " of "
              + size
              + " not notified.\n"
              + server.log());
    }
    long[] sorted = Arrays.copyOf(latencies, latencyCount);
    Arrays.sort(sorted);
    return sorted;
  }

  private void changeBegins(byte[] text) {
    marker = text;
    Arrays.fill(changed, false);
    latencies = new long[size];
    latencyCount = 0;
    changeAt = System.nanoTime();
  }

  /** Answers for some time, and returns the number of NOTIFYs. */
  long listen(Duration time) throws IOException {
    long before = notifies;
    longestGap = 0;
    Arrays.fill(lastNotify, 0);
    pumpUntil(() -> false, System.nanoTime() + time.toNanos());
    return notifies - before;
  }

  /** Returns the longest time between two NOTIFYs of a subscription, in nanoseconds. */
  long longestGap() {
    return longestGap;
  }

  private void pumpUntil(BooleanSupplier done, long end) throws IOException {
    while (!done.getAsBoolean() && System.nanoTime() < end) {
      pump(10);
    }
  }

  private void pump(long milliseconds) throws IOException {
    if (selector.select(milliseconds) == 0) {
      return;
    }
    for (SelectionKey key : selector.selectedKeys()) {
      DatagramChannel channel = (DatagramChannel) key.channel();
      datagram.clear();
      while (channel.read(datagram) > 0) {
        reader.read(datagram.flip());
        received(channel);
        datagram.clear();
      }
    }
    selector.selectedKeys().clear();
  }

  private void received(DatagramChannel channel) throws IOException {
    int index = reader.index();
    if (index < 0 || index >= size) {
      return;
    }
    boolean before = accepted[index] && notified[index];
    if (reader.isNotify()) {
      channel.write(reader.answer());
      notified(index);
    } else if (reader.status() >= 300) {
      refusal = "Last refusal:\n" + reader;
    } else if (reader.status() >= 200) {
      if (!accepted[index]) {
        to[index] = reader.header("To");
      }
      accepted[index] = true;
    }
    if (!before && accepted[index] && notified[index]) {
      complete++;
    }
  }

  private void notified(int index) {
    notified[index] = true;
    notifies++;
    long now = System.nanoTime();
    if (lastNotify[index] != 0) {
      longestGap = Math.max(longestGap, now - lastNotify[index]);
    }
    lastNotify[index] = now;
    if (marker.length > 0 && !changed[index] && reader.bodyContains(marker)) {
      changed[index] = true;
      latencies[latencyCount++] = now - changeAt;
    }
  }

  @Override
  public void close() throws IOException {
    for (DatagramChannel channel : channels) {
      channel.close();
    }
    selector.close();
  }
}
