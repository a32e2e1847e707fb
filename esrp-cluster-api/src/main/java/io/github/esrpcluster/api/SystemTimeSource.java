package io.github.esrpcluster.api;

import java.time.Instant;

/** Reads the clocks of the Java runtime; no other class of the library reads them. */
enum SystemTimeSource implements TimeSource {
  INSTANCE;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public String toString() {
    return "TimeSource.system()";
  }
}
