package io.github.esrpcluster.testkit.contract;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;

/**
 * Drives a publisher under test and its receiver, which is a stub in the same process or a test
 * bench. Implemented by the vendor for a {@link ServiceStatusPublisherContract}.
 *
 * <p>Initially the receiver accepts every notification. If the receiver cannot do what a method
 * asks, the method calls {@code Assumptions.abort("reason")}, and the tests that need it are
 * reported as aborted.
 */
public interface PublisherDriver {
  /** Returns the publisher; the same at every call. */
  ServiceStatusPublisher publisher();

  /**
   * Returns each notification about this service that the receiver has accepted, in the order of
   * arrival: all values that the receiver got. If it does not get all values of a status, see
   * {@link ServiceStatusPublisherContract#expectedDelivery}.
   */
  List<ServiceStatus> delivered(ServiceId service);

  /** Makes the receiver refuse every further notification. */
  void refuse();

  /**
   * Makes the receiver stop answering. Notifications wait there, or on the way there, until {@link
   * #recover}.
   */
  void hold();

  /**
   * Makes the receiver stop answering about this service, until {@link #recover}; it still accepts
   * notifications about other services. By default aborts the test that needs it.
   */
  default void hold(ServiceId service) {
    Assumptions.abort("the driver cannot hold the notifications of one service");
  }

  /** Makes the receiver accept the notifications that it held, then every further one. */
  void recover();

  /**
   * Waits until a stage has completed, normally or exceptionally. By default waits in real time; a
   * publisher in virtual time lets virtual time pass instead.
   *
   * @return true if it has completed, false after {@code atMost}
   * @throws InterruptedException if the thread is interrupted while it waits
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
