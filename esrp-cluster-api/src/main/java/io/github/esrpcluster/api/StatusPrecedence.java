package io.github.esrpcluster.api;

/**
 * The published precedence: which state a cluster is in, once a policy has said whether enough
 * members take calls. The built-in policies share it, the manager's fallback uses it, and a
 * vendor's own policy may.
 *
 * <table>
 *   <caption>The first row that fits</caption>
 *   <tr><th>members</th><th>verdict</th></tr>
 *   <tr><td>none registered</td><td>{@code Down}</td></tr>
 *   <tr><td>enough for the policy, at least one of them {@code Normal}</td><td>{@code Normal}</td></tr>
 *   <tr><td>some take calls ({@code Normal} or {@code ServiceDisruption})</td>
 *       <td>{@code Partial}</td></tr>
 *   <tr><td>none takes calls, at least one {@code Overloaded}</td><td>{@code Overloaded}</td></tr>
 *   <tr><td>none of those, at least one {@code GoingDown}</td><td>{@code GoingDown}</td></tr>
 *   <tr><td>all are in {@code ScheduledMaintenance}</td>
 *       <td>{@code ScheduledMaintenanceDown}</td></tr>
 *   <tr><td>anything else</td><td>{@code Down}</td></tr>
 * </table>
 */
public final class StatusPrecedence {
  private StatusPrecedence() {}

  /** The state of a cluster with this tally, of which enough members take calls or not. */
  public static ServiceState state(Tally tally, boolean enough) {
    if (enough && tally.count(ElementState.NORMAL) > 0) {
      return ServiceState.NORMAL;
    }
    if (takeCalls(tally) > 0) {
      return ServiceState.PARTIAL;
    }
    if (tally.count(ElementState.OVERLOADED) > 0) {
      return ServiceState.OVERLOADED;
    }
    if (tally.count(ElementState.GOING_DOWN) > 0) {
      return ServiceState.GOING_DOWN;
    }
    return allInMaintenance(tally) ? ServiceState.SCHEDULED_MAINTENANCE_DOWN : ServiceState.DOWN;
  }

  /**
   * The verdict for this tally. {@code Normal} has an empty reason; any other says what the policy
   * asks for, or that nobody is there.
   *
   * <p>It counts no members. A reason stands for as long as it is true, but counts change with
   * almost every report, and each new reason is a new message upstream. Whoever wants the counts
   * finds those of the message in {@link ServiceStatus#tally()}, and those of now in {@link
   * ClusterManager#explain}.
   *
   * @param needed what the policy asks for, as in {@code "2 of 3 nodes"}; empty if there is nothing
   *     to say
   */
  public static Verdict verdict(Tally tally, boolean enough, String needed) {
    ServiceState state = state(tally, enough);
    return state == ServiceState.NORMAL ? Verdict.normal() : Verdict.of(state, why(tally, needed));
  }

  private static String why(Tally tally, String needed) {
    if (tally.isEmpty()) {
      return "no node is registered";
    }
    return needed.isEmpty() ? "" : "needed: " + needed;
  }

  private static int takeCalls(Tally tally) {
    return tally.count(ElementState.NORMAL) + tally.count(ElementState.SERVICE_DISRUPTION);
  }

  private static boolean allInMaintenance(Tally tally) {
    int inMaintenance = tally.count(ElementState.SCHEDULED_MAINTENANCE);
    return inMaintenance > 0 && inMaintenance == tally.members();
  }
}
