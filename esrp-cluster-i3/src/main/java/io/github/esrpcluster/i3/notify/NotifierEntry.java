package io.github.esrpcluster.i3.notify;

import java.util.Comparator;

/** A subscription in the table. The fields that change are guarded by the lock of the table. */
final class NotifierEntry {
  /** Orders by the time at which an entry needs attention, as {@code nanoTime} is compared. */
  static final Comparator<NotifierEntry> BY_TIME =
      (a, b) ->
          a.wakeAt == b.wakeAt
              ? Long.compare(a.number, b.number)
              : Long.signum(a.wakeAt - b.wakeAt);

  final NotifierResource resource;
  NotifierDialog dialog;
  NotifierSubscription subscription;

  /** When the subscription needs attention; changed only while the entry is in no ordered set. */
  long wakeAt;

  boolean isTimed;

  private final long number;

  NotifierEntry(
      long number,
      NotifierResource resource,
      NotifierDialog dialog,
      NotifierSubscription subscription) {
    this.number = number;
    this.resource = resource;
    this.dialog = dialog;
    this.subscription = subscription;
  }
}
