package io.github.esrpcluster.core;

import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.StatusExplanation;
import io.github.esrpcluster.api.StatusExplanation.MemberExplanation;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;

/** Writes an explanation for people: several lines, each ended by a line feed. */
final class StatusText {
  /** The most characters of a line. */
  private static final int LONGEST = 8192;

  private final StringBuilder text = new StringBuilder();

  private StatusText() {}

  static String of(StatusExplanation explanation) {
    StatusText written = new StatusText();
    written.write(explanation);
    return written.text.toString();
  }

  private void write(StatusExplanation all) {
    line(
        all.published().service()
            + " is "
            + all.published().verdict()
            + ", v"
            + all.published().version());
    line("  posture " + all.published().posture().token());
    line("  policy " + all.policy() + ": " + all.verdict());
    all.fallback().ifPresent(reason -> line("  evaluated by any-up instead: " + reason));
    all.override().ifPresent(set -> line("  overridden: " + describe(set, set.state().token())));
    all.postureOverride()
        .ifPresent(set -> line("  posture overridden: " + describe(set, set.state().token())));
    all.held()
        .ifPresent(held -> line("  held for " + duration(held.left()) + ": " + held.verdict()));
    line("  " + all.tally());
    all.members().forEach(each -> line("    " + describe(each)));
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
            : "lease expires in " + duration(each.leaseLeft()));
  }

  private static String describe(OperatorOverride<?> override, String token) {
    return token
        + " by "
        + override.operator()
        + (override.reason().isEmpty() ? "" : " (" + override.reason() + ")")
        + override.duration().map(left -> " for " + duration(left)).orElse(" until cleared");
  }

  /** Whole seconds are exact enough for people, from one on. */
  private static String duration(Duration duration) {
    return Texts.duration(
        duration.toSeconds() == 0 ? duration : Duration.ofSeconds(duration.toSeconds()));
  }

  private void line(String line) {
    text.append(Texts.printable(line, LONGEST)).append('\n');
  }
}
