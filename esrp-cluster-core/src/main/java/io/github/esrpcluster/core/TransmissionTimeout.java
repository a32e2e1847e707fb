package io.github.esrpcluster.core;

import java.time.Duration;

/** The publisher's stage did not complete in time. */
final class TransmissionTimeout extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TransmissionTimeout(Duration timeout) {
    super("not taken over within " + timeout, null, false, false);
  }
}
