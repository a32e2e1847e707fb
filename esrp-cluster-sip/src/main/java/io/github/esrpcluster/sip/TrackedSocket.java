package io.github.esrpcluster.sip;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A TCP socket that runs a task when it is closed, also by the reference implementation, and that
 * is read no faster than its messages are parsed.
 */
final class TrackedSocket extends Socket {
  private final ReadBudget budget = new ReadBudget();
  private volatile Runnable onClose = () -> {};

  void onClose(Runnable task) {
    onClose = task;
    if (isClosed()) {
      task.run();
    }
  }

  /** Takes note that this many bytes were parsed. */
  void parsed(long bytes) {
    budget.parsed(bytes);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return budget.limit(super.getInputStream());
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the task runs without the lock
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      budget.close();
      onClose.run();
    }
  }
}
