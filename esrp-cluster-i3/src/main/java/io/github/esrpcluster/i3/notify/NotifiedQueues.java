package io.github.esrpcluster.i3.notify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.QueueStateBody;
import io.github.esrpcluster.i3.QueueStates;
import io.github.esrpcluster.i3.sip.SipBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The queues that are notified about. */
final class NotifiedQueues {
  private final Function<ServiceId, Condition> conditions;

  /** Guards the map, and keeps the order of states on their way to the table. */
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<ServiceId, NotifiedQueue> queues = new HashMap<>();

  /**
   * The condition of a service, at one point in time.
   *
   * @param state its published state
   * @param overridden whether an operator has set it
   */
  record Condition(ServiceState state, boolean overridden) {
    /** A service that is not published takes no calls. */
    static final Condition UNKNOWN = new Condition(ServiceState.DOWN, false);
  }

  NotifiedQueues(Function<ServiceId, Condition> conditions) {
    this.conditions = conditions;
  }

  static ResourceId id(ServiceId queue) {
    return new ResourceId(EventPackage.QUEUE_STATE, queue.toString());
  }

  NotifiedChange<QueueStateBody> set(NotifiedQueue queue, NotifierTable table, long time) {
    synchronized (lock) {
      queues.put(queue.uri(), queue);
      return handOver(queue, table, time);
    }
  }

  NotifierWork remove(ServiceId queue, NotifierTable table, long time) {
    synchronized (lock) {
      return queues.remove(queue) == null
          ? new NotifierWork()
          : table.removeResource(id(queue), time);
    }
  }

  /** Lets the queues of a service follow its present state. */
  List<NotifiedChange<QueueStateBody>> follow(ServiceId service, NotifierTable table, long time) {
    List<NotifiedChange<QueueStateBody>> changes = new ArrayList<>();
    synchronized (lock) {
      for (NotifiedQueue queue : queues.values()) {
        if (queue.service().equals(service)) {
          changes.add(handOver(queue, table, time));
        }
      }
    }
    return changes;
  }

  @GuardedBy("lock")
  private NotifiedChange<QueueStateBody> handOver(
      NotifiedQueue queue, NotifierTable table, long time) {
    QueueStateBody state = state(queue);
    SipBody body =
        SipBody.of(
            EventPackage.QUEUE_STATE.bodyType(), I3Json.standard().queueState().write(state));
    return new NotifiedChange<>(Optional.of(state), table.change(id(queue.uri()), body, time));
  }

  private QueueStateBody state(NotifiedQueue queue) {
    Condition service = conditions.apply(queue.service());
    return QueueStateBody.of(
        queue.uri(),
        queue.length(),
        queue.maxLength(),
        QueueStates.following(service.state(), queue.state(), service.overridden()));
  }

  /** Returns the queue of a Request-URI; otherwise the only queue, as the default one. */
  Optional<ResourceId> find(String uri) {
    Optional<ServiceId> named = NotifiedServices.serviceId(uri);
    synchronized (lock) {
      return named
          .filter(queues::containsKey)
          .or(() -> queues.size() == 1 ? queues.keySet().stream().findFirst() : Optional.empty())
          .map(NotifiedQueues::id);
    }
  }
}
