package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.testkit.Nodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Formats the details of a failure: one line each, the newest last, at most 20. */
final class FailureDetails {
  private static final int MAX_LINES = 20;

  private FailureDetails() {}

  static List<String> ofMembers(Collection<Member> members) {
    List<Member> byName = members.stream().sorted(Comparator.comparing(Member::node)).toList();
    return lines("member", byName, FailureDetails::describe);
  }

  static List<String> ofNotifications(List<ServiceStatus> notifications) {
    return lines("notification", notifications, ServiceStatus::toString);
  }

  static List<String> ofEvents(List<? extends ClusterEvent> events) {
    return lines("event", events, ClusterEvent::toString);
  }

  private static <T> List<String> lines(String kind, List<T> all, Function<T, String> describe) {
    List<String> lines = new ArrayList<>();
    if (all.isEmpty()) {
      lines.add("no " + kind);
    }
    if (all.size() > MAX_LINES) {
      lines.add("the last " + MAX_LINES + " of " + all.size() + " " + kind + "s:");
    }
    all.stream()
        .skip(Math.max(0, all.size() - MAX_LINES))
        .forEach(item -> lines.add(kind + " " + describe.apply(item)));
    return lines;
  }

  /**
   * Returns the member as {@code esrp1 Normal (LIVE, site east, load 0.8, overridden by alice)}.
   */
  static String describe(Member member) {
    StringBuilder text = new StringBuilder(Nodes.shortName(member.node()));
    text.append(' ').append(member.state().token()).append(" (").append(member.liveness());
    member.site().ifPresent(site -> text.append(", site ").append(site));
    member.load().ifPresent(load -> text.append(", load ").append(load));
    member
        .override()
        .ifPresent(override -> text.append(", overridden by ").append(override.operator()));
    return text.append(')').toString();
  }
}
