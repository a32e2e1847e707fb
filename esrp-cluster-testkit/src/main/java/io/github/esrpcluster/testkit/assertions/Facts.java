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

/** What stands below a failure: lines, the newest last, and no more of them than one can read. */
final class Facts {
  private static final int MOST = 20;

  private Facts() {}

  static List<String> ofMembers(Collection<Member> members) {
    List<Member> byName = members.stream().sorted(Comparator.comparing(Member::node)).toList();
    return lines("member", byName, Facts::describe);
  }

  static List<String> ofMessages(List<ServiceStatus> messages) {
    return lines("message", messages, ServiceStatus::toString);
  }

  static List<String> ofEvents(List<? extends ClusterEvent> events) {
    return lines("event", events, ClusterEvent::toString);
  }

  private static <T> List<String> lines(String kind, List<T> all, Function<T, String> describe) {
    List<String> lines = new ArrayList<>();
    if (all.isEmpty()) {
      lines.add("no " + kind);
    }
    if (all.size() > MOST) {
      lines.add("the last " + MOST + " of " + all.size() + " " + kind + "s:");
    }
    all.stream()
        .skip(Math.max(0, all.size() - MOST))
        .forEach(one -> lines.add(kind + " " + describe.apply(one)));
    return lines;
  }

  /** As in {@code esrp1 Normal (LIVE, site east, load 0.8, overridden by alice)}. */
  static String describe(Member member) {
    StringBuilder text = new StringBuilder(Nodes.shortName(member.node()));
    text.append(' ').append(member.state().token()).append(" (").append(member.liveness());
    member.site().ifPresent(site -> text.append(", site ").append(site));
    member.load().ifPresent(load -> text.append(", load ").append(load));
    member.override().ifPresent(set -> text.append(", overridden by ").append(set.operator()));
    return text.append(')').toString();
  }
}
