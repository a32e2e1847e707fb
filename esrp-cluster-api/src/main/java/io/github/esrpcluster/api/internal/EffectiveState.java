package io.github.esrpcluster.api.internal;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import org.jspecify.annotations.Nullable;

/**
 * Computes the effective state of a member from its lease, its override and its report.
 *
 * <table>
 *   <caption>Effective state</caption>
 *   <tr><th>lease</th><th>override</th><th>report</th><th>effective state</th></tr>
 *   <tr><td>any</td><td>takes no calls</td><td>any</td><td>the override</td></tr>
 *   <tr><td>runs</td><td>takes calls</td><td>any</td><td>the override</td></tr>
 *   <tr><td>expired</td><td>takes calls, or none</td><td>any</td><td>Unreachable</td></tr>
 *   <tr><td>runs</td><td>none</td><td>none yet</td><td>Unreachable</td></tr>
 *   <tr><td>runs</td><td>none</td><td>a state</td><td>the report</td></tr>
 * </table>
 *
 * <p>An operator can take an expired node out of service, for example into maintenance. An operator
 * cannot make an expired node take calls.
 */
public final class EffectiveState {
  private EffectiveState() {}

  /**
   * Returns the effective state.
   *
   * @param expired whether the lease has expired
   * @param override the state that an operator set; null without an override
   * @param report the state that the node last reported; null before the first report
   */
  public static ElementState of(
      boolean expired, @Nullable ElementState override, @Nullable ElementState report) {
    if (override != null && (!expired || !override.takesCalls())) {
      return override;
    }
    return expired || report == null ? ElementState.UNREACHABLE : report;
  }

  /**
   * Returns the liveness.
   *
   * @param expired whether the lease has expired
   * @param reported whether the node has reported in this epoch
   * @param effective the effective state
   */
  public static Liveness liveness(boolean expired, boolean reported, ElementState effective) {
    if (expired) {
      return Liveness.EXPIRED;
    }
    if (effective == ElementState.GOING_DOWN) {
      return Liveness.DRAINING;
    }
    return reported ? Liveness.LIVE : Liveness.AWAITING_STATUS;
  }
}
