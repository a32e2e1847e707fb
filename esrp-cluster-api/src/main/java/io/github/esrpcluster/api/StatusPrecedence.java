package io.github.esrpcluster.api;

/**
 * Computes the state of a cluster from its tally, after a policy has decided whether enough members
 * take calls. i3 gives no rule for this step; the table is this library's choice. The built-in
 * policies and the manager's fallback use it, and a vendor's policy may use it. Stateless and
 * thread-safe.
 *
 * <table>
 *   <caption>The first matching row applies</caption>
 *   <tr><th>members</th><th>verdict</th></tr>
 *   <tr><td>none registered</td><td>{@code Down}</td></tr>
 *   <tr><td>enough for the policy, at least one of them {@code Normal}</td><td>{@code Normal}</td></tr>
 *   <tr><td>some take calls ({@code Normal} or {@code ServiceDisruption})</td>
 *       <td>{@code Partial}</td></tr>
 *   <tr><td>none takes calls, at least one {@code Overloaded}</td><td>{@code Overloaded}</td></tr>
 *   <tr><td>none takes calls or is {@code Overloaded}, at least one {@code GoingDown}</td>
 *       <td>{@code GoingDown}</td></tr>
 *   <tr><td>all are in {@code ScheduledMaintenance}</td>
 *       <td>{@code ScheduledMaintenanceDown}</td></tr>
 *   <tr><td>any other members</td><td>{@code Down}</td></tr>
 * </table>
 */
public final class StatusPrecedence {
  private StatusPrecedence() {}

  /**
   * Returns the state of a cluster: the first row of the table that applies.
   *
   * @param tally the members by effective state
   * @param enough whether the policy finds that enough members take calls
   */
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
   * Returns the state of a cluster with a reason. {@code Normal} has an empty reason. An empty
   * cluster has the reason {@code no node is registered}, and a cluster in which no node takes
   * calls the reason {@code no node takes calls}. Any other reason names the need of the policy:
   * {@code needed: 2 of 3 nodes}. So nodes that join one after the other before the first of them
   * takes calls make no new reason.
   *
   * <p>The reason contains no counts, because each new reason is a new status for every publisher.
   * {@link ServiceStatus#tally()} has the counts.
   *
   * @param tally the members by effective state
   * @param enough whether the policy finds that enough members take calls
   * @param needed the need of the policy, for people, for example {@code 2 of 3 nodes}; may be
   *     empty
   */
  public static Verdict verdict(Tally tally, boolean enough, String needed) {
    ServiceState state = state(tally, enough);
    return state == ServiceState.NORMAL
        ? Verdict.normal()
        : Verdict.of(state, reason(tally, needed));
  }

  private static String reason(Tally tally, String needed) {
    if (tally.isEmpty()) {
      return "no node is registered";
    }
    if (takeCalls(tally) == 0) {
      return "no node takes calls";
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
