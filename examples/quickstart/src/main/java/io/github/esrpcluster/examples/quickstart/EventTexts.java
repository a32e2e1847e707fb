package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.LastResortEnded;
import io.github.esrpcluster.api.ClusterEvent.LastResortStarted;
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
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Describes events for people. A kind of event without a text is printed by its toString. */
final class EventTexts {
  /** Events that the program shows elsewhere: on standard output, or as the result of a call. */
  private static final Set<Class<? extends ClusterEvent>> SILENT =
      Set.of(NotificationSent.class, LastResortUsed.class, RouteRefused.class);

  private static final Map<Class<? extends ClusterEvent>, Function<ClusterEvent, String>> TEXTS =
      new LinkedHashMap<>();

  static {
    put(MemberJoined.class, e -> member(e) + joined(e) + ", lease " + text(e.granted()));
    put(MemberLeft.class, e -> member(e) + " left: " + words(e.cause()));
    put(LeaseExpired.class, e -> member(e) + ": lease expired");
    put(MemberRecovered.class, e -> member(e) + " recovered: its lease was renewed");
    put(
        MemberStateChanged.class,
        e -> member(e) + ": " + e.from().token() + " -> " + e.to().token() + reason(e.reason()));
    put(
        MemberOverridden.class,
        e ->
            member(e)
                + ": "
                + override(e.override().map(o -> describe(o, o.state().token())), e.change()));
    put(
        ServiceOverridden.class,
        e ->
            e.service()
                + ": "
                + override(e.override().map(o -> describe(o, o.state().token())), e.change()));
    put(StatusPolicyReplaced.class, e -> e.service() + " uses the policy " + e.policy());
    put(StatusChanged.class, e -> "STATUS " + status(e.status()));
    put(
        StallDetected.class,
        e ->
            "the manager was suspended: last sweep "
                + text(e.gap().truncatedTo(ChronoUnit.MILLIS))
                + " ago; leases extended: "
                + e.leases());
    put(
        NotificationFailed.class,
        e -> e.service() + " v" + e.version() + " not sent: " + e.detail());
    put(LastResortStarted.class, e -> e.service() + ": no node takes calls, last resort in use");
    put(
        LastResortEnded.class,
        e -> e.service() + ": last resort no longer in use; calls offered: " + e.calls());
    put(ManagerClosing.class, e -> "the manager is closing");
  }

  private EventTexts() {}

  private static <E extends ClusterEvent> void put(Class<E> kind, Function<E, String> text) {
    TEXTS.put(kind, event -> text.apply(kind.cast(event)));
  }

  /** Returns the text of an event; empty if the program shows the event elsewhere. */
  static Optional<String> of(ClusterEvent event) {
    if (SILENT.stream().anyMatch(kind -> kind.isInstance(event))) {
      return Optional.empty();
    }
    return TEXTS.entrySet().stream()
        .filter(text -> text.getKey().isInstance(event))
        .map(text -> text.getValue().apply(event))
        .findFirst()
        .or(() -> Optional.of(event.toString()));
  }

  /** Returns a duration for people, such as {@code 1 min 30 s}. */
  static String text(Duration duration) {
    return duration
        .toString()
        .substring("PT".length())
        .replace("H", " h ")
        .replace("M", " min ")
        .replace("S", " s ")
        .strip();
  }

  private static String member(MemberEvent event) {
    return event.node() + " of " + event.service();
  }

  /** A new epoch replaces the old one, whose report no longer counts. */
  private static String joined(MemberJoined event) {
    return event.replacedEpoch().isPresent() ? " joined again" : " joined";
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
    String duration = set.duration().map(time -> " for " + text(time)).orElse("");
    return token + " by " + set.operator() + duration + reason(set.reason());
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String reason(String reason) {
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }
}
