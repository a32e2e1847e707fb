package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.StatusExplanation;
import io.github.esrpcluster.api.StatusExplanation.MemberExplanation;
import io.github.esrpcluster.api.StatusExplanation.OverrideWithoutMember;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Writes an explanation for people: the state first, then since when and why, then each member with
 * what its node has to do. Several lines, each ended by a line feed.
 */
final class StatusText {
  private final StringBuilder text = new StringBuilder();

  private StatusText() {}

  static String of(StatusExplanation explanation) {
    StatusText written = new StatusText();
    written.write(explanation);
    return written.text.toString();
  }

  private void write(StatusExplanation all) {
    line(all.published().service() + " is " + all.published().verdict());
    line(
        "  since "
            + all.published().at().truncatedTo(ChronoUnit.SECONDS)
            + ", version "
            + all.published().version()
            + ", posture "
            + all.published().posture().token());
    all.override()
        .ifPresent(
            set ->
                line(
                    "  state set to "
                        + describe(set, set.state().token())
                        + "; the policy says "
                        + all.verdict().state().token()));
    all.postureOverride()
        .ifPresent(set -> line("  posture set to " + describe(set, set.state().token())));
    all.held()
        .ifPresent(
            held ->
                line(
                    "  improves to "
                        + held.verdict()
                        + " in "
                        + duration(held.left())
                        + " unless a worse verdict comes (hold-down)"));
    all.heldPosture()
        .ifPresent(
            held ->
                line(
                    "  posture recovers to "
                        + held.posture().token()
                        + " in "
                        + duration(held.left())
                        + " unless a worse posture comes (hold-down)"));
    all.heldReason()
        .ifPresent(
            held ->
                line(
                    "  reason changes to "
                        + Texts.quote(held.reason())
                        + " in "
                        + duration(held.left())
                        + " (hold-down)"));
    line("  policy " + all.policy() + ": " + all.verdict());
    all.fallback()
        .ifPresent(
            failure ->
                line(
                    "    the policy "
                        + failure
                        + "; any-up evaluates until it succeeds. To do: mend or replace the"
                        + " policy"));
    line("  " + all.tally());
    for (MemberExplanation each : all.members()) {
      line("    " + describe(each));
      each.problems().forEach(problem -> line("      " + problem));
    }
    for (OverrideWithoutMember each : all.overridesWithoutMember()) {
      line(
          "    "
              + each.node()
              + " is no member, but set to "
              + describe(each.override(), each.override().state().token())
              + ". To do: clear the override if the name is wrong");
    }
  }

  private static String describe(MemberExplanation each) {
    return each.member().node()
        + " "
        + each.member().state().token()
        + " ("
        + each.reason()
        + "); last contact "
        + duration(each.timeSinceLastContact())
        + " ago, "
        + (each.leaseLeft().isZero()
            ? "lease expired"
            : "lease expires in " + duration(each.leaseLeft()))
        + toDo(each.member());
  }

  private static String toDo(Member member) {
    return switch (member.liveness()) {
      case EXPIRED -> ". To do: the node must renew, report or register";
      case AWAITING_STATUS -> ". To do: the node must report its status";
      case LIVE, DRAINING -> "";
    };
  }

  private static String describe(OperatorOverride<?> override, String token) {
    return token
        + " by "
        + override.operator()
        + (override.reason().isEmpty() ? "" : " (" + override.reason() + ")")
        + override
            .duration()
            .map(left -> ", expires in " + duration(left))
            .orElse(", until it is cleared");
  }

  private static String duration(Duration duration) {
    return Texts.approximate(duration);
  }

  private void line(String line) {
    text.append(Texts.line(line)).append('\n');
  }
}
