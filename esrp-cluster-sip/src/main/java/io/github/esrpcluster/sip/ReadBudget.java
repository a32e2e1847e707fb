package io.github.esrpcluster.sip;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * Bounds what was read from a connection and not parsed yet: the reference implementation reads as
 * fast as a peer sends, and keeps it all. Thread-safe.
 *
 * <p>Not every byte that is read is part of a message: there are keep-alives, and the records of
 * TLS. So a reader that waits gets a little more from time to time.
 */
final class ReadBudget {
  private static final long MAX_UNPARSED = 1_000_000;
  private static final long PAUSE_MILLIS = 5;
  private static final long MORE_AFTER_PAUSE = 256;

  @GuardedBy("this")
  private long unparsed;

  @GuardedBy("this")
  private boolean closed;

  /** Subtracts what was parsed. */
  synchronized void parsed(long bytes) {
    unparsed = Math.max(0, unparsed - bytes);
    notifyAll();
  }

  /** Ends all waiting. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private synchronized void read(int bytes) throws IOException {
    unparsed += bytes;
    while (unparsed > MAX_UNPARSED && !closed) {
      try {
        wait(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      unparsed -= MORE_AFTER_PAUSE;
    }
  }

  /** Returns a stream that waits while too much of it is not parsed. */
  InputStream limit(InputStream input) {
    return new FilterInputStream(input) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        ReadBudget.this.read(1);
        return read;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        ReadBudget.this.read(Math.max(0, read));
        return read;
      }
    };
  }
}
