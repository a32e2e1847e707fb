package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.sip.SipStack;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The parts that all subscriptions of one subscriber share. */
final class SubscriberContext {
  final SipStack stack;
  final NodeRegistry registry;
  final TimeSource time;
  final RandomGenerator random;
  private final TokenGenerator tokens;
  final I3Json json;
  final String localUri;
  final long firstPause;
  final long longestPause;
  final SubscriberCounters counters;
  final Hooks<SubscriberEvent> hooks;
  final LogHooks log;
  final SubscriberTimer timer;

  /** The subscriptions by the Call-ID of their present dialog. */
  private final ConcurrentMap<String, SubscriberTask> dialogs = new ConcurrentHashMap<>();

  SubscriberContext(
      SubscriberBuilder builder,
      Executor executor,
      SubscriberTimer timer,
      SubscriberCounters counters) {
    this.stack = builder.stack;
    this.registry = builder.registry;
    this.time = builder.time;
    this.random = builder.random;
    this.tokens = new TokenGenerator(builder.random);
    this.json = builder.json;
    this.localUri = builder.checkedLocalUri();
    this.firstPause = builder.firstPause.toNanos();
    this.longestPause = builder.longestPause.toNanos();
    this.counters = counters;
    this.hooks = new Hooks<>(builder.listeners, executor);
    this.log = new LogHooks(builder.logHooks, executor, builder.time);
    this.timer = timer;
  }

  SubscriberMoment moment(long now) {
    return SubscriberMoment.of(now, random, tokens);
  }

  SubscriberStatistics statistics(List<DownstreamStatus> status) {
    long active = status.stream().filter(each -> each.phase() == DownstreamPhase.ACTIVE).count();
    return new SubscriberStatistics(
        status.size(),
        (int) active,
        counters.subscribesSent.sum(),
        counters.subscribesFailed.sum(),
        counters.notifiesAccepted.sum(),
        counters.notifiesRefused.sum(),
        counters.notifiesUnmatched.sum(),
        counters.losses.sum(),
        counters.registryRefusals.sum(),
        hooks.failures() + log.failures(),
        hooks.dropped() + log.dropped(),
        counters.internalFailures.sum() + timer.lost());
  }

  @Nullable SubscriberTask find(String callId) {
    return dialogs.get(callId);
  }

  /** A task has left one dialog and has begun another; null for none. */
  void dialogChanged(
      SubscriberTask task, @Nullable SubscriberDialog from, @Nullable SubscriberDialog to) {
    if (to != null) {
      dialogs.put(to.callId(), task);
    }
    if (from != null && (to == null || !from.callId().equals(to.callId()))) {
      dialogs.remove(from.callId(), task);
    }
  }
}
