package io.github.esrpcluster.i3.notify;

import java.util.concurrent.atomic.LongAdder;

/** Counts for {@link SubscriberStatistics}. Thread-safe. */
final class SubscriberCounters {
  final LongAdder subscribesSent = new LongAdder();
  final LongAdder subscribesFailed = new LongAdder();
  final LongAdder notifiesAccepted = new LongAdder();
  final LongAdder notifiesRefused = new LongAdder();
  final LongAdder notifiesUnmatched = new LongAdder();
  final LongAdder losses = new LongAdder();
  final LongAdder registryRefusals = new LongAdder();
  final LongAdder internalFailures = new LongAdder();
}
