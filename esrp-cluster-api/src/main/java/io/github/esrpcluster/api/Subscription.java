package io.github.esrpcluster.api;

/**
 * Represents a listener or publisher that was added to a manager. Thread-safe. Made by the manager;
 * vendors do not implement it.
 */
public interface Subscription extends AutoCloseable {
  /**
   * Removes the listener or publisher. Does not wait for a call in progress. A publisher is not
   * called again; a listener still receives the events that happened before. May be called by the
   * listener or publisher itself, and after the manager has closed. Closing again has no effect.
   */
  @Override
  void close();
}
