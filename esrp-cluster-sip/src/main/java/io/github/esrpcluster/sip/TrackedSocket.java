package io.github.esrpcluster.sip;

import java.io.IOException;
import java.net.Socket;

/** A TCP socket that runs a task when it is closed, also by the reference implementation. */
final class TrackedSocket extends Socket {
  private volatile Runnable onClose = () -> {};

  void onClose(Runnable task) {
    onClose = task;
    if (isClosed()) {
      task.run();
    }
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the task runs without the lock
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      onClose.run();
    }
  }
}
