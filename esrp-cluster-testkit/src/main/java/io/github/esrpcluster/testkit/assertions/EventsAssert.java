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

/** Assertions on what a listener was told: everything, until {@link #about} narrows it. */
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

  /** What follows is about the events of this service alone. */
  public EventsAssert about(ServiceId service) {
    Objects.requireNonNull(service, "service");
    return only(
        service.toString(),
        event -> event instanceof ServiceEvent told && told.service().equals(service));
  }

  /** What follows is about the events of this node alone. */
  public EventsAssert about(NodeId node) {
    Objects.requireNonNull(node, "node");
    return only(
        Nodes.shortName(node),
        event -> event instanceof MemberEvent told && told.node().equals(node));
  }

  private EventsAssert only(String what, Predicate<ClusterEvent> wanted) {
    isNotNull();
    return new EventsAssert(actual, subject + " (about " + what + ")", relevant.and(wanted))
        .as(descriptionText());
  }

  /**
   * It was told at least one event of this kind, or group of kinds; what follows is about all of
   * them, in the order in which they were told.
   */
  public <E extends ClusterEvent> ListAssert<E> hasTold(Class<E> kind) {
    Objects.requireNonNull(kind, "kind");
    require(
        listener -> !told(kind).isEmpty(),
        "be told a " + kind.getSimpleName(),
        () -> "it was told none");
    return Assertions.assertThat(told(kind)).as("%s events", kind.getSimpleName());
  }

  /** It was told no event of this kind, or group of kinds. */
  public EventsAssert hasNotTold(Class<? extends ClusterEvent> kind) {
    Objects.requireNonNull(kind, "kind");
    return require(
        listener -> told(kind).isEmpty(),
        "be told no " + kind.getSimpleName(),
        () -> "it was told " + told(kind).size());
  }

  /** It was told events of these kinds in this order, whatever came before, between and after. */
  @SafeVarargs
  public final EventsAssert hasToldInOrder(Class<? extends ClusterEvent>... kinds) {
    List<Class<?>> order = new ArrayList<>();
    for (Class<?> kind : kinds) { // the array itself must not be handed on: its type is not safe
      order.add(kind);
    }
    return require(
        listener -> standInOrder(order),
        "be told in this order " + order.stream().map(Class::getSimpleName).toList(),
        () ->
            "it was told "
                + told(ClusterEvent.class).stream().map(RecordingListener::kindOf).toList());
  }

  private boolean standInOrder(List<Class<?>> kinds) {
    Iterator<ClusterEvent> events = told(ClusterEvent.class).iterator();
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

  private <E extends ClusterEvent> List<E> told(Class<E> kind) {
    return actual.events(kind).stream().filter(relevant).toList();
  }

  @Override
  String subject() {
    return subject;
  }

  @Override
  List<String> context() {
    return Facts.ofEvents(told(ClusterEvent.class));
  }
}
