package io.github.esrpcluster.api.internal;

/**
 * Keeps the interrupt flag of the calling thread as it was before a callback: one that leaves the
 * thread interrupted must not end a wait of the next callback, or of the caller.
 *
 * <pre>{@code
 * boolean interrupted = InterruptFlag.get();
 * try {
 *   callback.run();
 * } finally {
 *   InterruptFlag.set(interrupted);
 * }
 * }</pre>
 */
public final class InterruptFlag {
  private InterruptFlag() {}

  /** Returns whether the flag is set; does not change it. */
  public static boolean get() {
    return Thread.currentThread().isInterrupted();
  }

  /** Sets or clears the flag. */
  public static void set(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    } else {
      Thread.interrupted();
    }
  }
}
