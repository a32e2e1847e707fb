package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.Objects;

/**
 * Counts members towards a threshold, by the options of {@link ProportionalPolicy}. Numbers of
 * nodes and units of weight are counted in halves, so that half a member is an integer too.
 */
record Counting(boolean excludesPlannedOutages, DisruptionWeight disruption) {
  static final Counting STANDARD = new Counting(false, DisruptionWeight.NONE);

  Counting {
    Objects.requireNonNull(disruption, "weight");
  }

  Counting withoutPlannedOutages() {
    return new Counting(true, disruption);
  }

  Counting with(DisruptionWeight newDisruption) {
    return new Counting(excludesPlannedOutages, newDisruption);
  }

  /** Returns the halves of a node that are up. */
  long nodesUp(Tally tally) {
    return 2L * tally.count(ElementState.NORMAL)
        + (long) disruption.halves() * tally.count(ElementState.SERVICE_DISRUPTION);
  }

  /** Returns the halves of a unit of weight that are up. */
  long weightUp(Tally tally) {
    return 2 * tally.weight(ElementState.NORMAL)
        + disruption.halves() * tally.weight(ElementState.SERVICE_DISRUPTION);
  }

  /** Returns the nodes in the denominator. */
  int nodes(Tally tally) {
    return tally.members() - excludedNodes(tally);
  }

  /** Returns the nodes in a planned outage that are not in the denominator. */
  int excludedNodes(Tally tally) {
    return excludesPlannedOutages
        ? tally.count(ElementState.SCHEDULED_MAINTENANCE) + tally.count(ElementState.GOING_DOWN)
        : 0;
  }

  /** Returns the weight in the denominator. */
  long weight(Tally tally) {
    long excluded =
        excludesPlannedOutages
            ? tally.weight(ElementState.SCHEDULED_MAINTENANCE)
                + tally.weight(ElementState.GOING_DOWN)
            : 0;
    return tally.weight() - excluded;
  }

  /**
   * Returns the verdict.
   *
   * @param enough whether enough halves are up
   * @param toComeUp the halves that a service needs to become {@code Normal}; the reason names
   *     them, since a verdict with a reason is for a service that is not {@code Normal}
   * @param whole the nodes or units of weight of which that is a part
   */
  Verdict verdict(Tally tally, boolean enough, long toComeUp, long whole, VerdictCache verdicts) {
    ServiceState state = StatusPrecedence.state(tally, enough);
    if (state == ServiceState.NORMAL) {
      return Verdict.normal();
    }
    if (tally.isEmpty()) {
      return StatusPrecedence.verdict(tally, enough, "");
    }
    return verdicts.get(
        state,
        toComeUp,
        whole,
        () -> {
          String needed = amount(toComeUp) + verdicts.of(whole) + oneNormal();
          return StatusPrecedence.verdict(tally, enough, needed);
        });
  }

  private String oneNormal() {
    return disruption == DisruptionWeight.NONE ? "" : " and one Normal";
  }

  /**
   * Returns the halves as text. If no member counts half, a need of half a node is a need of one.
   */
  private String amount(long halves) {
    if (disruption != DisruptionWeight.HALF) {
      return Long.toString((halves + 1) / 2);
    }
    return halves / 2 + (halves % 2 == 0 ? "" : ".5");
  }

  /** Returns the options that differ from the standard, to follow the name of a policy. */
  @Override
  public String toString() {
    return (disruption == DisruptionWeight.NONE ? "" : ", disruption counts " + disruption.word())
        + (excludesPlannedOutages ? ", excluding planned outages" : "");
  }
}
