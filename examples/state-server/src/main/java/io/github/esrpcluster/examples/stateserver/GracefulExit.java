package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.internal.Texts;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Closes the server when the process ends, also by a signal, and sets the exit status. */
final class GracefulExit {
  /** A closing that takes longer is cut off. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AtomicReference<Runnable> closing = new AtomicReference<>(() -> {});
  private final PrintStream err;
  private volatile int status;

  GracefulExit(PrintStream err) {
    this.err = err;
  }

  /** Lets the process end through {@link #finish}. */
  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::finish, "exit"));
  }

  /** Sets what is closed when the process ends. */
  void close(Runnable closing) {
    this.closing.set(closing);
  }

  /** Ends the process. */
  void exit(int status) {
    this.status = status;
    System.exit(status);
  }

  private void finish() {
    int decided = status; // what fails while the server closes does not count
    // After SIGTERM a JVM exits with 143 even if all is well. An orderly end is no failure, and
    // only halt can say so from here. Nothing is lost: there are no other shutdown hooks.
    Runtime.getRuntime().halt(closed() ? decided : StateServerProgram.FAILED);
  }

  /** Returns whether all was closed in time. */
  private boolean closed() {
    Thread closer = new Thread(closing.get(), "close");
    closer.setDaemon(true);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    closer.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    closer.start();
    try {
      closer.join(LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // no thread does; halt follows
    }
    if (closer.isAlive()) {
      err.println("state-server: not closed within " + Texts.duration(LIMIT));
    } else if (thrown.get() != null) {
      err.println("state-server: cannot close: " + Texts.describe(thrown.get()));
    }
    return !closer.isAlive() && thrown.get() == null;
  }
}
