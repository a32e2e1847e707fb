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
import io.github.esrpcluster.testkit.internal.ReadableDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records the steps of a scenario and their effects, each line with its virtual time. */
final class Transcript {
  /** Events that repeat what a step, a state of a member or a notification already says. */
  private static final Set<Class<?>> REDUNDANT =
      Set.of(
          MemberJoined.class,
          LeaseExpired.class,
          MemberRecovered.class,
          StatusChanged.class,
          NotificationSent.class);

  private final VirtualTime time;
  private final long start;
  private final List<String> lines = new ArrayList<>();
  private @Nullable ServiceId current;

  Transcript(VirtualTime time) {
    this.time = time;
    this.start = time.nanoTime();
  }

  /** Adds a step. */
  void step(String line) {
    lines.add(String.format(Locale.ROOT, "  %-12s %s", ReadableDuration.of(sinceStart()), line));
  }

  /** Adds an effect. */
  void effect(String line) {
    step("  -> " + line);
  }

  /** Sets the service that effects need not name. */
  void service(ServiceId service) {
    current = service;
  }

  private String inOtherService(ServiceId service) {
    return Objects.equals(current, service) ? "" : ", in " + service;
  }

  void onNotification(ServiceStatus status) {
    effect(
        ("notification: " + status.verdict() + ", v" + status.version())
            + inOtherService(status.service()));
  }

  void onEvent(ClusterEvent event) {
    if (event instanceof MemberStateChanged changed) {
      effect(
          Nodes.shortName(changed.node())
              + " counts as "
              + changed.to().token()
              + (changed.reason().isEmpty() ? "" : " (" + changed.reason() + ")")
              + inOtherService(changed.service()));
    } else if (event instanceof StallDetected stall) {
      effect("the manager detected a stall of " + ReadableDuration.of(stall.gap()));
    } else if (REDUNDANT.stream().noneMatch(kind -> kind.isInstance(event))) {
      effect(event.toString());
    }
  }

  private Duration sinceStart() {
    return Duration.ofNanos(time.nanoTime() - start);
  }

  /** Returns the steps and effects so far, one line each. */
  @Override
  public String toString() {
    return "The scenario so far:\n" + String.join("\n", lines);
  }
}
