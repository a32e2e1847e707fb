package io.github.esrpcluster.sip;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A message that waits to be written to a connection. */
final class StreamMessage {
  final byte[] bytes;

  /**
   * Where to connect if there is no connection; null for a response, which goes over the connection
   * of its request or nowhere.
   */
  final @Nullable NextHop hop;

  /** Where the connection leaves. */
  final LocalEndpoint local;

  /** Receives the reason if the message could not be written. */
  final Consumer<String> failed;

  StreamMessage(byte[] bytes, @Nullable NextHop hop, LocalEndpoint local, Consumer<String> failed) {
    this.bytes = bytes;
    this.hop = hop;
    this.local = local;
    this.failed = failed;
  }
}
