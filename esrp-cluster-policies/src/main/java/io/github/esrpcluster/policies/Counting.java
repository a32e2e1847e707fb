package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;

/**
 * How members count towards a threshold: the options that several policies share. What is up and
 * what is needed is counted in halves, so that half a member is an integer too.
 */
record Counting(boolean plannedOutLeave, DisruptionWeight disruption) {
  static final Counting STANDARD = new Counting(false, DisruptionWeight.NONE);

  Counting withPlannedOutLeaving() {
    return new Counting(true, disruption);
  }

  Counting with(DisruptionWeight newDisruption) {
    return new Counting(plannedOutLeave, newDisruption);
  }

  /** How many halves of a node are up. */
  long nodesUp(Tally tally) {
    return 2L * tally.count(ElementState.NORMAL)
        + (long) disruption.halves() * tally.count(ElementState.SERVICE_DISRUPTION);
  }

  /** How many halves of a unit of weight are up. */
  long weightUp(Tally tally) {
    return 2 * tally.weight(ElementState.NORMAL)
        + disruption.halves() * tally.weight(ElementState.SERVICE_DISRUPTION);
  }

  /** The nodes in the denominator. */
  int nodes(Tally tally) {
    return tally.members() - nodesThatLeave(tally);
  }

  /** The nodes that stay out of the denominator, as they are out by plan. */
  int nodesThatLeave(Tally tally) {
    return plannedOutLeave
        ? tally.count(ElementState.SCHEDULED_MAINTENANCE) + tally.count(ElementState.GOING_DOWN)
        : 0;
  }

  /** The weight in the denominator. */
  long weight(Tally tally) {
    long leaves =
        plannedOutLeave
            ? tally.weight(ElementState.SCHEDULED_MAINTENANCE)
                + tally.weight(ElementState.GOING_DOWN)
            : 0;
    return tally.weight() - leaves;
  }

  /**
   * The verdict where enough halves are up or not.
   *
   * @param toComeUp how many halves a service needs that is not {@code Normal}, as one is to whom a
   *     reason is given
   * @param whole of how many
   */
  Verdict verdict(Tally tally, boolean enough, long toComeUp, long whole, Wording words) {
    ServiceState state = StatusPrecedence.state(tally, enough);
    if (state == ServiceState.NORMAL) {
      return Verdict.normal(); // and needs no words
    }
    if (tally.isEmpty()) {
      return StatusPrecedence.verdict(tally, enough, "");
    }
    return words.verdict(
        state,
        toComeUp,
        whole,
        () -> {
          String needed = amount(toComeUp) + words.of(whole) + oneNormal();
          return StatusPrecedence.verdict(tally, enough, needed);
        });
  }

  private String oneNormal() {
    return disruption == DisruptionWeight.NONE ? "" : " and one Normal";
  }

  /** Where nothing counts half, half a node is needed only by asking for the whole. */
  private String amount(long halves) {
    if (disruption != DisruptionWeight.HALF) {
      return Long.toString((halves + 1) / 2);
    }
    return halves / 2 + (halves % 2 == 0 ? "" : ".5");
  }

  /** What differs from the standard, to stand behind the name of a policy. */
  @Override
  public String toString() {
    return (disruption == DisruptionWeight.NONE ? "" : ", disruption counts " + disruption.word())
        + (plannedOutLeave ? ", planned-out nodes leave" : "");
  }
}
