package io.github.esrpcluster.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Records every event that a listener receives in a test.
 *
 * <pre>{@code
 * assertThat(listener.count(ClusterEvent.LeaseExpired.class)).isEqualTo(1);
 * assertThat(listener.last(ClusterEvent.StatusChanged.class).status().state())
 *     .isEqualTo(ServiceState.PARTIAL);
 * }</pre>
 *
 * <p>Lists are immutable copies, in the order of the calls. A kind may also be a group of kinds,
 * such as {@link ClusterEvent.MemberEvent}. Thread-safe.
 */
public final class RecordingListener implements ClusterListener {
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<ClusterEvent> events = new ArrayList<>();

  /** Creates a listener that has recorded no event. */
  public RecordingListener() {}

  @Override
  public void onEvent(ClusterEvent event) {
    Objects.requireNonNull(event, "event");
    synchronized (lock) {
      events.add(event);
    }
  }

  /** Returns all events. */
  public List<ClusterEvent> events() {
    synchronized (lock) {
      return List.copyOf(events);
    }
  }

  /** Returns the events of this kind, or group of kinds. */
  public <E extends ClusterEvent> List<E> events(Class<E> kind) {
    return events().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * Returns the last event of this kind, or group of kinds.
   *
   * @throws AssertionError if there is none; the error lists all events
   */
  public <E extends ClusterEvent> E last(Class<E> kind) {
    List<E> all = events(kind);
    if (all.isEmpty()) {
      throw new AssertionError("no " + kind.getSimpleName() + "; recorded: " + events());
    }
    return all.get(all.size() - 1);
  }

  /** Returns the number of events of this kind, or group of kinds. */
  public int count(Class<? extends ClusterEvent> kind) {
    return events(kind).size();
  }

  /**
   * Returns the name of the kind of an event, such as {@code LeaseExpired}: that of the interface
   * in {@link ClusterEvent} that its class implements.
   */
  public static String kindOf(ClusterEvent event) {
    for (Class<?> type = event.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> kind : type.getInterfaces()) {
        if (ClusterEvent.class.isAssignableFrom(kind)) {
          return kind.getSimpleName();
        }
      }
    }
    return event.getClass().getSimpleName();
  }

  /** Removes all records. */
  public void clear() {
    synchronized (lock) {
      events.clear();
    }
  }

  /** Returns the kinds of the events, for people. */
  @Override
  public String toString() {
    return "RecordingListener" + events().stream().map(RecordingListener::kindOf).toList();
  }
}
