package io.github.esrpcluster.api.internal;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import java.util.Optional;

/**
 * The one function from lease, override and report to the state in which a member counts.
 *
 * <table>
 *   <caption>Effective state</caption>
 *   <tr><th>lease</th><th>override</th><th>report</th><th>effective</th></tr>
 *   <tr><td>any</td><td>takes no calls</td><td>any</td><td>the override's</td></tr>
 *   <tr><td>runs</td><td>takes calls</td><td>any</td><td>the override's</td></tr>
 *   <tr><td>ran out</td><td>takes calls, or none</td><td>any</td><td>Unreachable</td></tr>
 *   <tr><td>runs</td><td>none</td><td>none yet</td><td>Unreachable</td></tr>
 *   <tr><td>runs</td><td>none</td><td>a state</td><td>the reported</td></tr>
 * </table>
 *
 * <p>An operator can take a silent node out (it is in the works, not lost), but cannot make a node
 * that is not heard take calls.
 */
public final class EffectiveState {
  private EffectiveState() {}

  /**
   * The state in which a member counts.
   *
   * @param expired the lease ran out
   * @param override what an operator set
   * @param report the state that the node last reported
   */
  public static ElementState of(
      boolean expired, Optional<ElementState> override, Optional<ElementState> report) {
    if (override.isPresent() && (!expired || !override.get().takesCalls())) {
      return override.get();
    }
    return expired || report.isEmpty() ? ElementState.UNREACHABLE : report.get();
  }

  /**
   * Whether the member is heard.
   *
   * @param expired the lease ran out
   * @param reported the node has reported
   * @param effective the state in which the member counts
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
