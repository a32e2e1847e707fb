package io.github.esrpcluster.sip;

import io.github.esrpcluster.api.internal.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes messages to connections. A peer has one queue and at most one thread at a time: its
 * messages keep their order, and a peer that accepts no data delays no other. The messages that
 * wait for a peer are written together. Thread-safe.
 */
final class StreamSender {
  private static final int BATCH_BYTES = 65_536;

  /** Opens a connection and sends a first message over it. */
  interface Connector {
    void connect(NextHop hop, InetAddress ip, LocalEndpoint local, byte[] message)
        throws IOException;
  }

  private final Connector connector;
  private final StreamConnections connections;
  private final Executor threads;
  private final ScheduledExecutorService scheduler;
  private final Duration writeLimit;
  private final int maxWaiting;

  /**
   * The messages that wait, by peer. An entry, also an empty one, has a task that will look for
   * more.
   */
  private final Map<PeerAddress, ArrayDeque<StreamMessage>> queues = new ConcurrentHashMap<>();

  StreamSender(
      Connector connector,
      StreamConnections connections,
      Executor threads,
      ScheduledExecutorService scheduler,
      Duration writeLimit,
      int maxWaiting) {
    this.connector = connector;
    this.connections = connections;
    this.threads = threads;
    this.scheduler = scheduler;
    this.writeLimit = writeLimit;
    this.maxWaiting = maxWaiting;
  }

  /** Queues a message; does not wait. */
  void send(PeerAddress peer, StreamMessage message) {
    boolean[] refused = {false};
    boolean[] first = {false};
    queues.compute(
        peer,
        (key, waiting) -> {
          first[0] = waiting == null;
          ArrayDeque<StreamMessage> queue = waiting == null ? new ArrayDeque<>() : waiting;
          refused[0] = queue.size() >= maxWaiting;
          if (!refused[0]) {
            queue.add(message);
          }
          return queue;
        });
    if (refused[0]) {
      message.failed.accept(maxWaiting + " messages wait for " + peer);
    } else if (first[0]) {
      writeLater(peer);
    }
  }

  private void writeLater(PeerAddress peer) {
    try {
      threads.execute(() -> writeNext(peer));
    } catch (RejectedExecutionException e) {
      ArrayDeque<StreamMessage> lost = queues.remove(peer);
      if (lost != null) {
        lost.forEach(message -> message.failed.accept("the stack is closed"));
      }
    }
  }

  private void writeNext(PeerAddress peer) {
    List<StreamMessage> batch = new ArrayList<>();
    queues.computeIfPresent(
        peer,
        (key, waiting) -> {
          int bytes = 0;
          while (!waiting.isEmpty() && bytes < BATCH_BYTES) {
            StreamMessage message = waiting.remove();
            bytes += message.bytes.length;
            batch.add(message);
          }
          return batch.isEmpty() ? null : waiting;
        });
    if (!batch.isEmpty()) {
      try {
        write(peer, batch);
      } finally {
        writeLater(peer);
      }
    }
  }

  private void write(PeerAddress peer, List<StreamMessage> batch) {
    StreamConnection connection = connections.find(peer).orElse(null);
    List<StreamMessage> rest = batch;
    while (connection == null && !rest.isEmpty()) {
      connect(rest.get(0));
      rest = rest.subList(1, rest.size());
      connection = connections.find(peer).orElse(null);
    }
    if (connection != null && !rest.isEmpty()) {
      write(connection, rest);
    }
  }

  private void connect(StreamMessage message) {
    NextHop hop = message.hop;
    if (hop == null) {
      message.failed.accept("the connection is closed");
      return;
    }
    try {
      InetAddress ip = Objects.requireNonNull(hop.ip(), "ip");
      connector.connect(hop, ip, message.local, message.bytes);
    } catch (IOException | RuntimeException e) {
      message.failed.accept("no connection: " + Texts.describe(e));
    }
  }

  private void write(StreamConnection connection, List<StreamMessage> batch) {
    Future<?> limit = null;
    try {
      limit = scheduler.schedule(connection::abort, writeLimit.toNanos(), TimeUnit.NANOSECONDS);
      connection.write(joined(batch));
    } catch (IOException | RuntimeException e) {
      connection.abort();
      String reason = "connection failed: " + Texts.describe(e);
      batch.forEach(message -> message.failed.accept(reason));
    } finally {
      if (limit != null) {
        limit.cancel(false);
      }
    }
  }

  private static byte[] joined(List<StreamMessage> batch) {
    if (batch.size() == 1) {
      return batch.get(0).bytes;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream(BATCH_BYTES);
    batch.forEach(message -> joined.writeBytes(message.bytes));
    return joined.toByteArray();
  }
}
