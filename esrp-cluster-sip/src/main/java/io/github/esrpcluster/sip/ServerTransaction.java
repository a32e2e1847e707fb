package io.github.esrpcluster.sip;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A request that arrived; its response, once there is one, answers retransmissions. */
final class ServerTransaction {
  final String key;

  /** The response; null while the receiver has not answered. */
  private final AtomicReference<byte @Nullable []> response = new AtomicReference<>();

  ServerTransaction(String key) {
    this.key = key;
  }

  byte @Nullable [] response() {
    return response.get();
  }

  /** Sets the response. Returns false, and keeps the first, if there is one. */
  boolean answer(byte[] bytes) {
    return response.compareAndSet(null, bytes);
  }
}
