package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.core.EventRecords.Recorded;
import io.github.esrpcluster.core.EventRecords.Repeating;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs each event at its level, after the name of the manager. An alarm that may come with each
 * call, such as a limit that refuses one after the other, is a warning once a minute.
 *
 * <p>Not thread-safe: its queue calls it from one thread at a time.
 */
final class EventLogger implements ClusterListener {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** Nodes choose the names of kinds, so the oldest are dropped. */
  private static final int KINDS = 1_000;

  /** The time of the last warning of each kind; of so many kinds at most. */
  private final Map<String, Instant> warnings =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > KINDS;
        }
      };

  private final Logger log;

  EventLogger(Logger log) {
    this.log = log;
  }

  @Override
  public void onEvent(ClusterEvent event) {
    log.atLevel(level(event)).log("{}: {}", event.manager(), event.text());
  }

  private Level level(ClusterEvent event) {
    Level level = event instanceof Recorded recorded ? recorded.level() : Level.DEBUG;
    return level == Level.WARN && event instanceof Repeating repeating && isRepeated(repeating)
        ? Level.DEBUG
        : level;
  }

  /** Ignores the sign: the wall clock may be set back. */
  private boolean isRepeated(Repeating event) {
    Instant last = warnings.get(event.kind());
    boolean repeated =
        last != null && Duration.between(last, event.at()).abs().compareTo(INTERVAL) < 0;
    if (!repeated) {
      warnings.remove(event.kind()); // so that it becomes the newest
      warnings.put(event.kind(), event.at());
    }
    return repeated;
  }
}
