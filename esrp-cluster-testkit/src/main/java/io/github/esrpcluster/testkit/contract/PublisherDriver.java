package io.github.esrpcluster.testkit.contract;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A publisher under test together with the upstream entity at its other end: a stub in the same
 * process, or a test bench. Made by the vendor for a {@link ServiceStatusPublisherContract}.
 *
 * <p>At first it takes every message over. Where it cannot be made to do what a method asks, the
 * method calls {@code Assumptions.abort("why not")}, and the tests that need it are reported so.
 */
public interface PublisherDriver {
  /** The publisher; the same at every call. */
  ServiceStatusPublisher publisher();

  /**
   * What has arrived at the other end about this service: state and reason of each message that was
   * taken over, in the order of arrival.
   */
  List<Verdict> arrived(ServiceId service);

  /** From now on the other end refuses every message. */
  void refuse();

  /**
   * From now on the other end does not answer. What comes waits there, or on the way there, until
   * {@link #recover}.
   */
  void hold();

  /** From now on the other end takes over every message again, and what it held first. */
  void recover();

  /**
   * Lets a stage complete, in whatever way. By default it waits for it in real time; a publisher
   * that runs in virtual time lets that go on instead.
   *
   * @return true if it has completed; false if the time ran out
   */
  default boolean await(CompletableFuture<Void> stage, Duration atMost)
      throws InterruptedException {
    try {
      stage.get(atMost.toNanos(), NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }
}
