package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.MemberEvent;
import io.github.esrpcluster.api.ClusterEvent.ServiceEvent;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.testkit.Nodes;
import io.github.esrpcluster.testkit.RecordingListener;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/** Verifies the events that a listener received: all, unless {@link #about} selects some. */
public final class EventsAssert extends DomainAssert<EventsAssert, RecordingListener> {
  private final String subject;
  private final Predicate<ClusterEvent> relevant;

  EventsAssert(RecordingListener actual) {
    this(actual, "the listener", event -> true);
  }

  private EventsAssert(RecordingListener actual, String subject, Predicate<ClusterEvent> relevant) {
    super(actual, EventsAssert.class);
    this.subject = subject;
    this.relevant = relevant;
  }

  /** Returns an assertion on the events about this service only. */
  public EventsAssert about(ServiceId service) {
    Objects.requireNonNull(service, "service");
    return only(
        service.toString(),
        event -> event instanceof ServiceEvent about && about.service().equals(service));
  }

  /** Returns an assertion on the events about this node only. */
  public EventsAssert about(NodeId node) {
    Objects.requireNonNull(node, "node");
    return only(
        Nodes.shortName(node),
        event -> event instanceof MemberEvent about && about.node().equals(node));
  }

  private EventsAssert only(String what, Predicate<ClusterEvent> wanted) {
    isNotNull();
    return new EventsAssert(actual, subject + " (about " + what + ")", relevant.and(wanted))
        .as(descriptionText());
  }

  /**
   * Verifies that the listener received an event of this kind, or group of kinds; returns an
   * assertion on all of them, in the order of receipt.
   */
  public <E extends ClusterEvent> ListAssert<E> hasReceived(Class<E> kind) {
    Objects.requireNonNull(kind, "kind");
    require(
        listener -> !received(kind).isEmpty(),
        "receive a " + kind.getSimpleName(),
        () -> "it received none");
    return Assertions.assertThat(received(kind)).as("%s events", kind.getSimpleName());
  }

  /** Verifies that the listener received no event of this kind, or group of kinds. */
  public EventsAssert hasNotReceived(Class<? extends ClusterEvent> kind) {
    Objects.requireNonNull(kind, "kind");
    return require(
        listener -> received(kind).isEmpty(),
        "receive no " + kind.getSimpleName(),
        () -> "it received " + received(kind).size());
  }

  /**
   * Verifies that the listener received events of these kinds in this order; others may come
   * before, between and after.
   */
  @SafeVarargs
  public final EventsAssert hasReceivedInOrder(Class<? extends ClusterEvent>... kinds) {
    List<Class<?>> order = new ArrayList<>();
    for (Class<?> kind : kinds) { // the array must not be passed on: its type is not safe
      order.add(kind);
    }
    return require(
        listener -> areInOrder(order),
        "receive in this order " + order.stream().map(Class::getSimpleName).toList(),
        () ->
            "it received "
                + received(ClusterEvent.class).stream().map(RecordingListener::kindOf).toList());
  }

  private boolean areInOrder(List<Class<?>> kinds) {
    Iterator<ClusterEvent> events = received(ClusterEvent.class).iterator();
    return kinds.stream().allMatch(kind -> skipTo(kind, events));
  }

  private static boolean skipTo(Class<?> kind, Iterator<ClusterEvent> events) {
    while (events.hasNext()) {
      if (kind.isInstance(events.next())) {
        return true;
      }
    }
    return false;
  }

  private <E extends ClusterEvent> List<E> received(Class<E> kind) {
    return actual.events(kind).stream().filter(relevant).toList();
  }

  @Override
  String subject() {
    return subject;
  }

  @Override
  List<String> context() {
    return FailureDetails.ofEvents(received(ClusterEvent.class));
  }
}
