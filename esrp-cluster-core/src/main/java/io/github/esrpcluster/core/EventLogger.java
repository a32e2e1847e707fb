package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.core.EventRecords.LimitReachedEvent;
import io.github.esrpcluster.core.EventRecords.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs each event at its level, after the name of the manager. A limit that refuses one call after
 * the other is a warning once a minute.
 *
 * <p>Not thread-safe: its queue calls it from one thread at a time.
 */
final class EventLogger implements ClusterListener {
  private static final Duration LIMIT_INTERVAL = Duration.ofMinutes(1);

  private final Logger log;

  /** The time of the last warning about each limit. */
  private final Map<String, Instant> limits = new HashMap<>();

  EventLogger(Logger log) {
    this.log = log;
  }

  @Override
  public void onEvent(ClusterEvent event) {
    log.atLevel(level(event)).log("{}: {}", event.manager(), event.text());
  }

  private Level level(ClusterEvent event) {
    if (event instanceof LimitReachedEvent limit && isRepeated(limit)) {
      return Level.DEBUG;
    }
    return event instanceof Recorded recorded ? recorded.level() : Level.DEBUG;
  }

  /** Ignores the sign: the wall clock may be set back. */
  private boolean isRepeated(LimitReachedEvent event) {
    Instant last = limits.get(event.limit());
    boolean repeated =
        last != null && Duration.between(last, event.at()).abs().compareTo(LIMIT_INTERVAL) < 0;
    if (!repeated) {
      limits.put(event.limit(), event.at());
    }
    return repeated;
  }
}
