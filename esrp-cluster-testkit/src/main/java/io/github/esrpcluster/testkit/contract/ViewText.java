package io.github.esrpcluster.testkit.contract;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.annotations.FormatMethod;
import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceId;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Formats views and members for failure messages: every value that a policy can read, of at most
 * eight members.
 */
final class ViewText {
  private static final int MAX_MEMBERS = 8;

  /** The service of nearly all views, not worth naming. */
  private static final ServiceId USUAL_SERVICE = ServiceId.of("sip:esrp.example.org");

  private ViewText() {}

  /** Returns the formatted text, independent of the locale. */
  @FormatMethod
  static String format(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  static String view(ClusterView view) {
    String service = view.service().equals(USUAL_SERVICE) ? "" : " of " + view.service();
    String before = view.previous().map(verdict -> ", previously " + verdict).orElse("");
    return members(view.members()) + service + before;
  }

  static String candidates(Candidates candidates) {
    return members(IntStream.range(0, candidates.size()).mapToObj(candidates::get).toList());
  }

  static String members(List<Member> members) {
    if (members.isEmpty()) {
      return "[no members]";
    }
    String first = members.stream().limit(MAX_MEMBERS).map(ViewText::member).collect(joining(", "));
    int more = members.size() - MAX_MEMBERS;
    return "[" + first + (more > 0 ? " and " + more + " more" : "") + "]";
  }

  static String member(Member member) {
    StringBuilder text = new StringBuilder();
    text.append(member.node()).append(' ').append(member.state().token());
    if (member.liveness() != Liveness.LIVE) {
      text.append(' ').append(member.liveness());
    }
    text.append(" weight ").append(member.weight());
    member.site().ifPresent(site -> text.append(" site ").append(site));
    member.load().ifPresent(load -> text.append(" load ").append(load));
    member
        .override()
        .ifPresent(override -> text.append(" override ").append(override.state().token()));
    return text.toString();
  }
}
