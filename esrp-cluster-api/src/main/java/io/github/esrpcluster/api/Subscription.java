package io.github.esrpcluster.api;

/** Represents a listener or publisher that was added to a manager. Thread-safe. */
public interface Subscription extends AutoCloseable {
  /**
   * Removes the listener or publisher. A call in progress still ends, and a listener still receives
   * the events that happened before. Closing again has no effect.
   */
  @Override
  void close();
}
