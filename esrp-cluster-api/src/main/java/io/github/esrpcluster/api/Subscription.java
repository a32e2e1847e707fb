package io.github.esrpcluster.api;

/** A listener or publisher as it was added to a manager. Thread-safe. */
public interface Subscription extends AutoCloseable {
  /**
   * Takes it off again; a call that is under way still ends, and a listener still hears what
   * happened before. Closing twice is harmless.
   */
  @Override
  void close();
}
