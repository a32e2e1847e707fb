package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.sip.SipBody;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A service, node or queue that is notified about, with its subscriptions. Guarded by the lock of
 * the table.
 */
final class NotifierResource {
  final ResourceId id;
  final Set<NotifierEntry> entries = new LinkedHashSet<>();
  SipBody body;

  NotifierResource(ResourceId id, SipBody body) {
    this.id = id;
    this.body = body;
  }
}
