package io.github.esrpcluster.i3.notify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.i3.notify.NotifierEvent.NotifyFailed;
import io.github.esrpcluster.i3.notify.NotifierEvent.SubscriptionEnded;
import io.github.esrpcluster.i3.notify.NotifierSubscription.NotifierStep;
import io.github.esrpcluster.i3.notify.NotifierSubscription.Terms;
import io.github.esrpcluster.i3.sip.SipBody;
import io.github.esrpcluster.i3.sip.SipPeer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a notifier: by dialog, by resource, and by the time at which each needs
 * attention. Applies the transitions of {@link NotifierSubscription}. A single lock guards
 * everything, and no method calls foreign code. The NOTIFYs to send are returned as {@link
 * NotifierWork}, and sent without the lock; the order within a dialog stays, because at most one
 * NOTIFY of a dialog is outstanding.
 */
final class NotifierTable {
  private static final int MOST_AT_A_TIME = 1_000;

  private final NotifierLimits limits;

  /** Guards all fields below, and those of entries and resources. */
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<NotifierDialog.Key, NotifierEntry> entries = new HashMap<>();

  @GuardedBy("lock")
  private final Map<ResourceId, NotifierResource> resources = new HashMap<>();

  @GuardedBy("lock")
  private final Map<String, Integer> perPeer = new HashMap<>();

  @GuardedBy("lock")
  private final TreeSet<NotifierEntry> timed = new TreeSet<>(NotifierEntry.BY_TIME);

  @GuardedBy("lock")
  private final Map<SubscriptionEnd, Long> ended = new EnumMap<>(SubscriptionEnd.class);

  @GuardedBy("lock")
  private boolean closing;

  @GuardedBy("lock")
  private long begun;

  @GuardedBy("lock")
  private long refreshed;

  @GuardedBy("lock")
  private long notified;

  @GuardedBy("lock")
  private long failed;

  NotifierTable(NotifierLimits limits) {
    this.limits = limits;
  }

  /**
   * Adds a subscription, whose SUBSCRIBE is being answered.
   *
   * @param initial the state of the resource if the table does not have it; null if the table has
   *     each known resource of that kind
   * @throws SubscribeRefusal if a limit is reached or the resource is unknown
   */
  NotifierEntry add(
      ResourceId id, @Nullable SipBody initial, NotifierDialog dialog, Terms terms, long now) {
    synchronized (lock) {
      requireRoom(dialog.peer());
      NotifierResource resource = resource(id, initial);
      NotifierEntry entry =
          new NotifierEntry(begun, resource, dialog, NotifierSubscription.begin(terms, now));
      begun++;
      entries.put(dialog.key(), entry);
      resource.entries.add(entry);
      perPeer.merge(dialog.peer().address(), 1, Integer::sum);
      return entry;
    }
  }

  @GuardedBy("lock")
  private NotifierResource resource(ResourceId id, @Nullable SipBody initial) {
    NotifierResource known = resources.get(id);
    if (known != null) {
      return known;
    }
    if (initial == null) {
      throw SubscribeRefusal.of(404, id.name() + " is not known");
    }
    NotifierResource created = new NotifierResource(id, initial);
    resources.put(id, created);
    return created;
  }

  @GuardedBy("lock")
  private void requireRoom(SipPeer peer) {
    if (closing) {
      throw limits.busy("the notifier is shutting down");
    }
    if (entries.size() >= limits.maxSubscriptions()) {
      throw limits.busy(limits.maxSubscriptions() + " subscriptions are the limit");
    }
    if (perPeer.getOrDefault(peer.address(), 0) >= limits.maxPerPeer()) {
      throw limits.busy(limits.maxPerPeer() + " subscriptions of one address are the limit");
    }
  }

  /**
   * Returns the subscription of a dialog.
   *
   * @throws SubscribeRefusal if there is none, it is about something else, or the sequence is old
   */
  NotifierEntry find(NotifierDialog.Key key, EventHeader event, long sequence) {
    synchronized (lock) {
      NotifierEntry entry = requireInDialog(entries.get(key), sequence);
      if (!entry.dialog.event().matches(event)) {
        throw SubscribeRefusal.of(403, "a dialog has one subscription: use a new one");
      }
      return entry;
    }
  }

  /**
   * Takes over the terms of a further SUBSCRIBE, which is being answered.
   *
   * @param target the Contact of the SUBSCRIBE; empty to keep the target
   * @throws SubscribeRefusal if the subscription has ended meanwhile, or the sequence is old
   */
  void refresh(NotifierEntry entry, String target, SipPeer peer, Terms terms) {
    synchronized (lock) {
      requireInDialog(isPresent(entry) ? entry : null, terms.sequence());
      movePeer(entry.dialog.peer(), peer);
      entry.dialog = entry.dialog.retargeted(target, peer);
      entry.subscription = entry.subscription.subscribed(terms);
      refreshed += terms.seconds() == 0 ? 0 : 1;
    }
  }

  private static NotifiedSubscriber info(NotifierEntry entry) {
    return NotifiedSubscriber.of(entry.resource.id, entry.dialog);
  }

  private static NotifierEntry requireInDialog(@Nullable NotifierEntry entry, long sequence) {
    if (entry == null || entry.subscription.end() != null) {
      throw SubscribeRefusal.of(481, "there is no such subscription");
    }
    if (sequence <= entry.subscription.terms().sequence()) {
      throw SubscribeRefusal.of(500, "CSeq " + sequence + " is not above the last one");
    }
    return entry;
  }

  @GuardedBy("lock")
  private void movePeer(SipPeer from, SipPeer to) {
    if (!from.address().equals(to.address())) {
      leavePeer(from);
      perPeer.merge(to.address(), 1, Integer::sum);
    }
  }

  @GuardedBy("lock")
  private void leavePeer(SipPeer peer) {
    perPeer.computeIfPresent(peer.address(), (address, count) -> count == 1 ? null : count - 1);
  }

  /** The SUBSCRIBE of an entry has been answered: its NOTIFY is due. */
  NotifierWork answered(NotifierEntry entry, long now) {
    NotifierWork work = new NotifierWork();
    synchronized (lock) {
      if (isPresent(entry)) {
        apply(entry, entry.subscription.answered(now), now, NotifyResult.TIMED_OUT, work);
      }
    }
    return work;
  }

  /** Ends the subscription of a dialog, if there is one. */
  NotifierWork end(NotifierDialog.Key key, TerminationReason reason, long now) {
    NotifierWork work = new NotifierWork();
    synchronized (lock) {
      NotifierEntry entry = entries.get(key);
      if (entry != null) {
        endAll(List.of(entry), reason, now, work);
      }
    }
    return work;
  }

  /** The NOTIFY with this sequence has an outcome. A late outcome has no effect. */
  NotifierWork notified(NotifierEntry entry, long sequence, NotifyResult result, long now) {
    NotifierWork work = new NotifierWork();
    synchronized (lock) {
      NotifierSubscription subscription = entry.subscription;
      if (isPresent(entry)
          && subscription.notifying()
          && subscription.sent().sequence() == sequence) {
        apply(entry, subscription.notified(result, now), now, result, work);
        countFailure(entry, work);
      }
    }
    return work;
  }

  @GuardedBy("lock")
  private void countFailure(NotifierEntry entry, NotifierWork work) {
    int failures = entry.subscription.failures().count();
    if (failures > 0 && isPresent(entry)) {
      failed++;
      work.add(new NotifyFailed(info(entry), failures));
    }
  }

  private static SubscriptionEnd cause(NotifierSubscription subscription, NotifyResult result) {
    TerminationReason end = subscription.isEndSent() ? subscription.end() : null;
    if (end == null) {
      return switch (result.meaning()) {
        case TIMED_OUT -> SubscriptionEnd.TIMED_OUT;
        case NOT_SENT -> SubscriptionEnd.UNREACHABLE;
        case GONE, FAILED, ACCEPTED -> SubscriptionEnd.REFUSED_BY_SUBSCRIBER;
      };
    }
    return switch (end) {
      case REJECTED -> SubscriptionEnd.REJECTED;
      case NO_RESOURCE -> SubscriptionEnd.RESOURCE_REMOVED;
      case SHUT_DOWN -> SubscriptionEnd.SHUT_DOWN;
      case TIMEOUT ->
          subscription.terms().seconds() == 0
              ? SubscriptionEnd.UNSUBSCRIBED
              : SubscriptionEnd.EXPIRED;
    };
  }

  @GuardedBy("lock")
  private boolean isPresent(NotifierEntry entry) {
    return entry.resource.entries.contains(entry);
  }

  @GuardedBy("lock")
  private void apply(
      NotifierEntry entry, NotifierStep step, long now, NotifyResult result, NotifierWork work) {
    SubscriptionEnd cause = cause(entry.subscription, result);
    entry.subscription = step.next();
    switch (step.action()) {
      case NONE -> wake(entry, step.wakeAt());
      case NOTIFY, NOTIFY_END -> {
        notified++;
        wake(entry, step.wakeAt());
        work.add(
            new OutgoingNotify(entry, entry.dialog, entry.subscription, entry.resource.body, now));
      }
      case REMOVE -> remove(entry, cause, work);
    }
  }

  /** Moves an entry forward in time only when it is looked at, which spares most moves. */
  @GuardedBy("lock")
  private void wake(NotifierEntry entry, long at) {
    if (entry.isTimed && entry.wakeAt - at <= 0) {
      return;
    }
    timed.remove(entry);
    entry.wakeAt = at;
    entry.isTimed = true;
    timed.add(entry);
  }

  @GuardedBy("lock")
  private void remove(NotifierEntry entry, SubscriptionEnd cause, NotifierWork work) {
    entries.remove(entry.dialog.key());
    entry.resource.entries.remove(entry);
    dropIfUnused(entry.resource);
    leavePeer(entry.dialog.peer());
    timed.remove(entry);
    ended.merge(cause, 1L, Long::sum);
    work.add(new SubscriptionEnded(info(entry), cause));
  }

  /** Nodes are many: one that has no subscription is not kept. */
  @GuardedBy("lock")
  private void dropIfUnused(NotifierResource resource) {
    if (resource.id.eventPackage() == EventPackage.ELEMENT_STATE && resource.entries.isEmpty()) {
      resources.remove(resource.id, resource);
    }
  }

  /** Looks at some of the entries whose time has come. */
  NotifierWork timePassed(long now) {
    NotifierWork work = new NotifierWork();
    synchronized (lock) {
      for (int i = 0; i < MOST_AT_A_TIME && isDue(now); i++) {
        NotifierEntry entry = timed.pollFirst();
        entry.isTimed = false;
        apply(entry, entry.subscription.timePassed(now), now, NotifyResult.TIMED_OUT, work);
      }
    }
    return work;
  }

  @GuardedBy("lock")
  private boolean isDue(long now) {
    return !timed.isEmpty() && timed.first().wakeAt - now <= 0;
  }

  /** Returns when an entry needs attention next. */
  OptionalLong nextWake() {
    synchronized (lock) {
      return timed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(timed.first().wakeAt);
    }
  }

  /**
   * Sets the state of a resource, and adds the resource if it is new. Nothing if it is the same.
   */
  NotifierWork change(ResourceId id, SipBody body, long now) {
    NotifierWork work = new NotifierWork();
    synchronized (lock) {
      NotifierResource resource = resources.get(id);
      if (resource == null) {
        resources.put(id, new NotifierResource(id, body));
      } else if (!resource.body.equals(body)) {
        resource.body = body;
        for (NotifierEntry entry : List.copyOf(resource.entries)) {
          work.setChanged();
          apply(entry, entry.subscription.changed(now), now, NotifyResult.TIMED_OUT, work);
        }
      }
    }
    return work;
  }

  /** Removes a resource, and ends its subscriptions. They still carry its last state. */
  NotifierWork removeResource(ResourceId id, long now) {
    NotifierWork work = new NotifierWork();
    synchronized (lock) {
      NotifierResource removed = resources.remove(id);
      if (removed != null) {
        endAll(removed.entries, TerminationReason.NO_RESOURCE, now, work);
      }
    }
    return work;
  }

  /** Refuses new subscriptions from now on; false if that was done before. */
  boolean startToClose() {
    synchronized (lock) {
      boolean isFirst = !closing;
      closing = true;
      return isFirst;
    }
  }

  /** Ends all subscriptions. */
  NotifierWork endAll(long now) {
    NotifierWork work = new NotifierWork();
    synchronized (lock) {
      endAll(entries.values(), TerminationReason.SHUT_DOWN, now, work);
    }
    return work;
  }

  @GuardedBy("lock")
  private void endAll(
      Iterable<NotifierEntry> ending, TerminationReason reason, long now, NotifierWork work) {
    List<NotifierEntry> copy = new ArrayList<>();
    ending.forEach(copy::add);
    for (NotifierEntry entry : copy) {
      apply(entry, entry.subscription.ending(reason, now), now, NotifyResult.TIMED_OUT, work);
    }
  }

  /** Forgets all subscriptions. */
  NotifierWork abandon() {
    NotifierWork work = new NotifierWork();
    synchronized (lock) {
      for (NotifierEntry entry : List.copyOf(entries.values())) {
        remove(entry, cause(entry.subscription, NotifyResult.TIMED_OUT), work);
      }
    }
    return work;
  }

  boolean isClosedAndEmpty() {
    synchronized (lock) {
      return closing && entries.isEmpty();
    }
  }

  /** Returns whether a resource has subscriptions. */
  boolean isSubscribed(ResourceId id) {
    synchronized (lock) {
      NotifierResource resource = resources.get(id);
      return resource != null && !resource.entries.isEmpty();
    }
  }

  /** Returns the resources of a package that have subscriptions. */
  List<ResourceId> subscribed(EventPackage eventPackage) {
    synchronized (lock) {
      return resources.values().stream()
          .filter(resource -> resource.id.eventPackage() == eventPackage)
          .filter(resource -> !resource.entries.isEmpty())
          .map(resource -> resource.id)
          .toList();
    }
  }

  List<NotifiedSubscriber> subscribers() {
    synchronized (lock) {
      return entries.values().stream().map(NotifierTable::info).toList();
    }
  }

  NotifierStatistics statistics(long refused, long hookFailures, long hooksDropped, long lost) {
    synchronized (lock) {
      return new NotifierStatistics(
          entries.size(),
          begun,
          refreshed,
          refused,
          notified,
          failed,
          ended,
          hookFailures,
          hooksDropped,
          lost);
    }
  }
}
