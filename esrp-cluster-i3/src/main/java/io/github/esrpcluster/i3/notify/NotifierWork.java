package io.github.esrpcluster.i3.notify;

import java.util.ArrayList;
import java.util.List;

/** The decisions of the table, to be carried out without its lock. */
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
