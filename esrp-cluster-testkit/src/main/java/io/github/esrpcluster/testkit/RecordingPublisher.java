package io.github.esrpcluster.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Records every notification to a publisher in a test, and succeeds or fails as the test says.
 *
 * <pre>{@code
 * RecordingPublisher publisher = RecordingPublisher.succeeding();
 * publisher.setNextBehavior(2, PublisherBehaviors.failing());   // two calls fail, then it succeeds again
 * ...
 * assertThat(publisher.states(service)).containsExactly(ServiceState.DOWN, ServiceState.NORMAL);
 * }</pre>
 *
 * <p>A notification is recorded when {@link #publish} is called, before its outcome is known, so
 * retries are recorded too. Lists are immutable copies, in the order of the calls. Thread-safe;
 * behaviors run without a lock.
 */
public final class RecordingPublisher implements ServiceStatusPublisher {
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<ServiceStatus> notifications = new ArrayList<>();

  @GuardedBy("lock")
  private final List<UndeliveredNotification> inFlight = new ArrayList<>();

  @GuardedBy("lock")
  private final Deque<ServiceStatusPublisher> nextBehaviors = new ArrayDeque<>();

  @GuardedBy("lock")
  private ServiceStatusPublisher behavior;

  private record UndeliveredNotification(ServiceStatus status, CompletableFuture<Void> stage) {
    boolean isDone() {
      return stage.isDone();
    }
  }

  private RecordingPublisher(ServiceStatusPublisher behavior) {
    this.behavior = Objects.requireNonNull(behavior, "behavior");
  }

  /** Creates a publisher with this behavior; see {@link PublisherBehaviors}. */
  public static RecordingPublisher withBehavior(ServiceStatusPublisher behavior) {
    return new RecordingPublisher(behavior);
  }

  /** Creates a publisher that delivers every notification at once. */
  public static RecordingPublisher succeeding() {
    return withBehavior(PublisherBehaviors.succeeding());
  }

  /**
   * Creates a publisher that fails this many calls and then delivers every notification at once.
   *
   * @param times the number of calls that fail, zero or more
   * @throws IllegalArgumentException if {@code times} is negative
   */
  public static RecordingPublisher failing(int times) {
    return succeeding().setNextBehavior(times, PublisherBehaviors.failing());
  }

  /** Creates a publisher whose notifications stay in flight until the test completes them. */
  public static RecordingPublisher holding() {
    return withBehavior(PublisherBehaviors.holding());
  }

  // ---- behavior

  /**
   * Sets the behavior of all further calls, except the next ones that {@link #setNextBehavior} has
   * given a behavior. Notifications in flight stay in flight.
   *
   * @return this publisher
   */
  public RecordingPublisher setBehavior(ServiceStatusPublisher newBehavior) {
    Objects.requireNonNull(newBehavior, "newBehavior");
    synchronized (lock) {
      behavior = newBehavior;
    }
    return this;
  }

  /**
   * Sets the behavior of the next {@code times} calls. If earlier calls of this method have given
   * the next calls a behavior, the new one applies to the calls after these.
   *
   * @param times the number of calls, zero or more
   * @return this publisher
   * @throws IllegalArgumentException if {@code times} is negative
   */
  public RecordingPublisher setNextBehavior(int times, ServiceStatusPublisher nextBehavior) {
    Objects.requireNonNull(nextBehavior, "nextBehavior");
    if (times < 0) {
      throw new IllegalArgumentException("times " + times + " is negative: give zero or more");
    }
    synchronized (lock) {
      for (int i = 0; i < times; i++) {
        nextBehaviors.add(nextBehavior);
      }
    }
    return this;
  }

  /**
   * Makes all further calls succeed and removes the behaviors that were set. Notifications in
   * flight stay in flight.
   */
  public void recover() {
    synchronized (lock) {
      nextBehaviors.clear();
      behavior = PublisherBehaviors.succeeding();
    }
  }

  @Override
  public CompletionStage<Void> publish(ServiceStatus status) {
    CompletionStage<Void> stage = record(status).publish(status);
    if (stage != null) { // a behavior may be faulty: see PublisherBehaviors.returningNull()
      keep(new UndeliveredNotification(status, stage.toCompletableFuture()));
    }
    return stage;
  }

  private void keep(UndeliveredNotification notification) {
    synchronized (lock) {
      inFlight.add(notification);
      inFlight.removeIf(UndeliveredNotification::isDone);
    }
  }

  private ServiceStatusPublisher record(ServiceStatus status) {
    Objects.requireNonNull(status, "status");
    synchronized (lock) {
      notifications.add(status);
      ServiceStatusPublisher next = nextBehaviors.poll();
      return next == null ? behavior : next;
    }
  }

  // ---- in flight

  /** Returns the notifications whose stages have not completed, the oldest first. */
  public List<ServiceStatus> inFlight() {
    synchronized (lock) {
      inFlight.removeIf(UndeliveredNotification::isDone);
      return inFlight.stream().map(UndeliveredNotification::status).toList();
    }
  }

  /**
   * Completes the oldest notification in flight successfully. Dependent stages may run on this
   * thread.
   *
   * @return the notification
   * @throws IllegalStateException if none is in flight
   */
  public ServiceStatus completeNext() {
    UndeliveredNotification oldest = takeOldest();
    oldest.stage().complete(null);
    return oldest.status();
  }

  /**
   * Fails the oldest notification in flight with this cause. Dependent stages may run on this
   * thread.
   *
   * @return the notification
   * @throws IllegalStateException if none is in flight
   */
  public ServiceStatus failNext(Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    UndeliveredNotification oldest = takeOldest();
    oldest.stage().completeExceptionally(cause);
    return oldest.status();
  }

  private UndeliveredNotification takeOldest() {
    synchronized (lock) {
      inFlight.removeIf(UndeliveredNotification::isDone);
      if (inFlight.isEmpty()) {
        throw new IllegalStateException(
            "no notification is in flight; recorded so far: " + notifications);
      }
      return inFlight.remove(0);
    }
  }

  // ---- records

  /** Returns all notifications. */
  public List<ServiceStatus> notifications() {
    synchronized (lock) {
      return List.copyOf(notifications);
    }
  }

  /** Returns the notifications about the service. */
  public List<ServiceStatus> notifications(ServiceId service) {
    return notifications().stream().filter(status -> status.service().equals(service)).toList();
  }

  /**
   * Returns the last notification about the service.
   *
   * @throws AssertionError if there is none; the error lists all notifications
   */
  public ServiceStatus last(ServiceId service) {
    List<ServiceStatus> all = notifications(service);
    if (all.isEmpty()) {
      throw new AssertionError(
          "no notification about " + service + "; recorded: " + notifications());
    }
    return all.get(all.size() - 1);
  }

  /** Returns the states in the notifications about the service. */
  public List<ServiceState> states(ServiceId service) {
    return notifications(service).stream().map(ServiceStatus::state).toList();
  }

  /** Returns the versions of the notifications about the service. */
  public List<Long> versions(ServiceId service) {
    return notifications(service).stream().map(ServiceStatus::version).toList();
  }

  /** Removes all records. Notifications in flight and behaviors stay. */
  public void clear() {
    synchronized (lock) {
      notifications.clear();
    }
  }

  /** Returns the number of notifications, and how many are in flight, for people. */
  @Override
  public String toString() {
    return "RecordingPublisher["
        + notifications().size()
        + " notifications, "
        + inFlight().size()
        + " in flight]";
  }
}
