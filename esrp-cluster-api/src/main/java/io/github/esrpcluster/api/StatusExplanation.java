package io.github.esrpcluster.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why the status of a service is what it is, at one point in time.
 *
 * @param published the message that stands
 * @param members each member and why it counts as it does, in the order of their names
 * @param tally the members counted
 * @param policy the status policy, by its {@code toString}
 * @param verdict what the policy, or the fallback in its place, found last
 * @param override what an operator set for the service
 * @param postureOverride the posture an operator set for the service
 * @param held an improvement that waits for the hold-down
 * @param fallback why the built-in any-up judges in the policy's place
 */
public record StatusExplanation(
    ServiceStatus published,
    List<MemberExplanation> members,
    Tally tally,
    String policy,
    Verdict verdict,
    Optional<OperatorOverride<ServiceState>> override,
    Optional<OperatorOverride<SecurityPosture>> postureOverride,
    Optional<Held> held,
    Optional<String> fallback) {
  /** Copies the list. */
  public StatusExplanation {
    members = List.copyOf(members);
  }

  /**
   * One member.
   *
   * @param member the member
   * @param why what its effective state follows from
   * @param silentFor how long ago it gave its last sign of life
   * @param leaseLeft how long its lease still runs; zero if it ran out
   */
  public record MemberExplanation(
      Member member, String why, Duration silentFor, Duration leaseLeft) {}

  /**
   * An improvement that waits.
   *
   * @param verdict what will be published if nothing worse comes
   * @param left how long it still waits
   */
  public record Held(Verdict verdict, Duration left) {}

  /** The same for a person: several lines, each ended by a line feed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, published.service() + " is " + published.verdict() + ", v" + published.version());
    line(text, "  posture " + published.posture().token());
    line(text, "  policy " + policy + " found " + verdict);
    fallback.ifPresent(why -> line(text, "  in its place judged any-up: " + why));
    override.ifPresent(o -> line(text, "  overridden: " + describe(o, o.state().token())));
    postureOverride.ifPresent(
        o -> line(text, "  posture overridden: " + describe(o, o.state().token())));
    held.ifPresent(h -> line(text, "  held for " + h.left() + ": " + h.verdict()));
    line(text, "  " + tally);
    for (MemberExplanation each : members) {
      line(text, "    " + describe(each));
    }
    return text.toString();
  }

  private static String describe(MemberExplanation each) {
    return each.member().node()
        + " "
        + each.member().state().token()
        + ": "
        + each.why()
        + "; heard "
        + each.silentFor()
        + " ago, lease left "
        + each.leaseLeft();
  }

  private static String describe(OperatorOverride<?> override, String token) {
    return token
        + " by "
        + override.by()
        + (override.reason().isEmpty() ? "" : " (" + override.reason() + ")")
        + override.lasting().map(time -> " for " + time).orElse(" until cleared");
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
