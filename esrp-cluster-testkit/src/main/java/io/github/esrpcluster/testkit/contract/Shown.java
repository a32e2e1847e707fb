package io.github.esrpcluster.testkit.contract;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.annotations.FormatMethod;
import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * ClusterViewBuilder and members in failure messages: all that a policy can see of them, if they
 * are few.
 */
final class Shown {
  private static final int MOST = 8;

  private Shown() {}

  /** The text, filled in alike in every country. */
  @FormatMethod
  static String text(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  static String view(ClusterView view) {
    String before = view.previous().map(verdict -> ", previously " + verdict).orElse("");
    return members(view.members()) + before;
  }

  static String candidates(Candidates candidates) {
    return members(IntStream.range(0, candidates.size()).mapToObj(candidates::get).toList());
  }

  static String members(List<Member> members) {
    if (members.isEmpty()) {
      return "[nobody]";
    }
    String first = members.stream().limit(MOST).map(Shown::member).collect(joining(", "));
    int more = members.size() - MOST;
    return "[" + first + (more > 0 ? " and " + more + " more" : "") + "]";
  }

  static String member(Member member) {
    StringBuilder shown = new StringBuilder();
    shown.append(member.node()).append(' ').append(member.state().token());
    if (member.liveness() != Liveness.LIVE) {
      shown.append(' ').append(member.liveness());
    }
    shown.append(" weight ").append(member.weight());
    member.site().ifPresent(site -> shown.append(" site ").append(site));
    member.load().ifPresent(load -> shown.append(" load ").append(load));
    member.override().ifPresent(set -> shown.append(" set ").append(set.state().token()));
    return shown.toString();
  }
}
