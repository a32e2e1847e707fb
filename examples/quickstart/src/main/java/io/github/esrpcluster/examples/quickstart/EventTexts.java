package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.LastResortUsed;
import io.github.esrpcluster.api.ClusterEvent.LeaseExpired;
import io.github.esrpcluster.api.ClusterEvent.ManagerClosing;
import io.github.esrpcluster.api.ClusterEvent.MemberEvent;
import io.github.esrpcluster.api.ClusterEvent.MemberJoined;
import io.github.esrpcluster.api.ClusterEvent.MemberLeft;
import io.github.esrpcluster.api.ClusterEvent.MemberOverridden;
import io.github.esrpcluster.api.ClusterEvent.MemberRecovered;
import io.github.esrpcluster.api.ClusterEvent.MemberStateChanged;
import io.github.esrpcluster.api.ClusterEvent.NotificationFailed;
import io.github.esrpcluster.api.ClusterEvent.NotificationSent;
import io.github.esrpcluster.api.ClusterEvent.OverrideChange;
import io.github.esrpcluster.api.ClusterEvent.RouteRefused;
import io.github.esrpcluster.api.ClusterEvent.ServiceOverridden;
import io.github.esrpcluster.api.ClusterEvent.StallDetected;
import io.github.esrpcluster.api.ClusterEvent.StatusChanged;
import io.github.esrpcluster.api.ClusterEvent.StatusPolicyReplaced;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceStatus;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Events in words. One for which there are none is shown as it is: more kinds may come. */
final class EventTexts {
  /** Seen elsewhere: on standard output, or in the answer to the call. */
  private static final Set<Class<? extends ClusterEvent>> SILENT =
      Set.of(NotificationSent.class, LastResortUsed.class, RouteRefused.class);

  private static final Map<Class<? extends ClusterEvent>, Function<ClusterEvent, String>> TEXTS =
      new HashMap<>();

  static {
    put(MemberJoined.class, e -> who(e) + joined(e) + ", lease " + e.granted());
    put(MemberLeft.class, e -> who(e) + " left: " + words(e.cause()));
    put(LeaseExpired.class, e -> who(e) + ": the lease ran out");
    put(MemberRecovered.class, e -> who(e) + " is heard again");
    put(
        MemberStateChanged.class,
        e -> who(e) + ": " + e.from().token() + " -> " + e.to().token() + why(e.reason()));
    put(
        MemberOverridden.class,
        e ->
            who(e)
                + ": "
                + override(e.override().map(o -> describe(o, o.state().token())), e.change()));
    put(
        ServiceOverridden.class,
        e ->
            e.service()
                + ": "
                + override(e.override().map(o -> describe(o, o.state().token())), e.change()));
    put(StatusPolicyReplaced.class, e -> e.service() + " is judged by " + e.policy());
    put(StatusChanged.class, e -> "VERDICT " + status(e.status()));
    put(
        StallDetected.class,
        e ->
            "the manager sees that it did not run: its last pulse was "
                + e.gap().truncatedTo(ChronoUnit.MILLIS)
                + " ago; leases extended: "
                + e.leases());
    put(
        NotificationFailed.class,
        e -> e.service() + " v" + e.version() + " not transmitted: " + e.detail());
    put(ManagerClosing.class, e -> "the manager closes");
  }

  private EventTexts() {}

  private static <E extends ClusterEvent> void put(Class<E> kind, Function<E, String> text) {
    TEXTS.put(kind, event -> text.apply(kind.cast(event)));
  }

  /** The event in words; empty for one that people see elsewhere. */
  static Optional<String> of(ClusterEvent event) {
    return SILENT.contains(event.getClass())
        ? Optional.empty()
        : Optional.of(TEXTS.getOrDefault(event.getClass(), Object::toString).apply(event));
  }

  private static String who(MemberEvent event) {
    return event.node() + " of " + event.service();
  }

  /** A new epoch: what was reported under the old one does not count any more. */
  private static String joined(MemberJoined event) {
    return event.replacedEpoch().isPresent() ? " joined anew" : " joined";
  }

  private static String status(ServiceStatus status) {
    String posture =
        status.posture() == SecurityPosture.GREEN ? "" : ", posture " + status.posture().token();
    return status.service() + " is " + status.verdict() + posture + "; " + status.tally();
  }

  private static String override(Optional<String> set, OverrideChange change) {
    return "override " + set.map(text -> "set: " + text).orElse(words(change));
  }

  private static String describe(OperatorOverride<?> set, String token) {
    String lasting = set.duration().map(time -> " for " + time).orElse("");
    return token + " by " + set.operator() + lasting + why(set.reason());
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String why(String reason) {
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }
}
