package io.github.esrpcluster.i3.notify;

import java.util.ArrayList;
import java.util.List;

/** What the table decided under its lock, and what is to be done after it. */
final class NotifierWork {
  private final List<OutgoingNotify> notifies = new ArrayList<>();
  private final List<NotifierEvent> events = new ArrayList<>();
  private boolean changed;

  void add(OutgoingNotify notify) {
    notifies.add(notify);
  }

  void add(NotifierEvent event) {
    events.add(event);
  }

  List<OutgoingNotify> notifies() {
    return notifies;
  }

  List<NotifierEvent> events() {
    return events;
  }

  void setChanged() {
    changed = true;
  }

  /** Returns whether a state has changed that has subscriptions: a fact to log. */
  boolean isChanged() {
    return changed;
  }

  boolean isEmpty() {
    return notifies.isEmpty() && events.isEmpty();
  }
}
