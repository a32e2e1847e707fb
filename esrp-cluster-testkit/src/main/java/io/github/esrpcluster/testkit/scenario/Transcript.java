package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.LeaseExpired;
import io.github.esrpcluster.api.ClusterEvent.MemberJoined;
import io.github.esrpcluster.api.ClusterEvent.MemberRecovered;
import io.github.esrpcluster.api.ClusterEvent.MemberStateChanged;
import io.github.esrpcluster.api.ClusterEvent.NotificationSent;
import io.github.esrpcluster.api.ClusterEvent.StallDetected;
import io.github.esrpcluster.api.ClusterEvent.StatusChanged;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.testkit.Nodes;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was played and what came of it, each line at its virtual time. */
final class Transcript {
  /** The steps tell these, the states of the members, or the words to upstream. */
  private static final Set<Class<?>> TOLD_BY_OTHERS =
      Set.of(
          MemberJoined.class,
          LeaseExpired.class,
          MemberRecovered.class,
          StatusChanged.class,
          NotificationSent.class);

  private final VirtualTime time;
  private final long start;
  private final List<String> lines = new ArrayList<>();
  private @Nullable ServiceId inTheLight;

  Transcript(VirtualTime time) {
    this.time = time;
    this.start = time.nanoTime();
  }

  /** The author says. */
  void step(String line) {
    lines.add(String.format(Locale.ROOT, "  %-7s %s", readable(sinceStart()), line));
  }

  /** Something comes of it. */
  void reaction(String line) {
    step("  -> " + line);
  }

  /** From now on it goes without saying that this is the service. */
  void turnTo(ServiceId service) {
    inTheLight = service;
  }

  private String elsewhere(ServiceId service) {
    return Objects.equals(inTheLight, service) ? "" : ", in " + service;
  }

  /** What upstream is told. */
  void onTransmission(ServiceStatus status) {
    reaction(
        ("upstream is told " + status.verdict() + ", v" + status.version())
            + elsewhere(status.service()));
  }

  /** What the manager tells, as far as nothing else here tells it. */
  void onEvent(ClusterEvent event) {
    if (event instanceof MemberStateChanged changed) {
      reaction(
          Nodes.shortName(changed.node())
              + " counts as "
              + changed.to().token()
              + (changed.reason().isEmpty() ? "" : " (" + changed.reason() + ")")
              + elsewhere(changed.service()));
    } else if (event instanceof StallDetected stall) {
      reaction("the manager notices that it stood still for " + readable(stall.gap()));
    } else if (TOLD_BY_OTHERS.stream().noneMatch(kind -> kind.isInstance(event))) {
      reaction(event.toString());
    }
  }

  private Duration sinceStart() {
    return Duration.ofNanos(time.nanoTime() - start);
  }

  /** As in {@code 1h2m0.5s}. */
  static String readable(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  /** The whole of it, a line for each step. */
  @Override
  public String toString() {
    return "The story so far:\n" + String.join("\n", lines);
  }
}
