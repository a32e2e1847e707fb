package io.github.esrpcluster.benchmarks.wire;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A notifier that is measured, in a process of its own. */
interface PresenceServer extends AutoCloseable {
  /** Returns its name in the report. */
  String name();

  /** Returns where it listens for UDP. */
  InetSocketAddress address();

  /** Returns the Request-URI of a SUBSCRIBE. */
  String resource();

  /** Returns the event package. */
  String event();

  /** Changes the state that subscribers receive to one of two, without waiting. */
  void change(boolean state) throws IOException;

  /** Returns a text that only bodies of this state contain. */
  String marker(boolean state);

  /** Returns true if the server knows the minimum rate of RFC 6446. */
  boolean hasMinimumRate();

  /** Returns the bytes that the server has in use, after a garbage collection if it has one. */
  long bytesInUse() throws IOException;

  /** Returns the processor time that the server has used so far, in nanoseconds. */
  long processorTime();

  /** Returns the last lines that the server printed. */
  String log();

  @Override
  void close() throws IOException;
}
