package io.github.esrpcluster.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The system's clocks: the only place that may ask them. */
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
  public boolean await(CompletableFuture<?> future, Duration atMost) {
    try {
      future.handle((value, failure) -> true).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError("handle() never fails", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return future.isDone();
  }

  @Override
  public String toString() {
    return "TimeSource.system()";
  }
}
