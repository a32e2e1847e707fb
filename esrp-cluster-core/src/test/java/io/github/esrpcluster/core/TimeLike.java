package io.github.esrpcluster.core;

import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Time like another, but for what is made different. */
class TimeLike implements TimeSource {
  private final TimeSource other;

  TimeLike(TimeSource other) {
    this.other = other;
  }

  @Override
  public long nanoTime() {
    return other.nanoTime();
  }

  @Override
  public Instant now() {
    return other.now();
  }

  @Override
  public boolean await(CompletableFuture<?> future, Duration atMost) {
    return other.await(future, atMost);
  }
}
