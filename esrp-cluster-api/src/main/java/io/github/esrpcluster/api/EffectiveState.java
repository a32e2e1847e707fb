package io.github.esrpcluster.api;

import org.jspecify.annotations.Nullable;

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
final class EffectiveState {
  private EffectiveState() {}

  static ElementState of(
      boolean expired, @Nullable ElementState override, @Nullable ElementState report) {
    if (override != null && (!expired || !override.takesCalls())) {
      return override;
    }
    return expired || report == null ? ElementState.UNREACHABLE : report;
  }

  static Liveness liveness(boolean expired, @Nullable ElementState report, ElementState effective) {
    if (expired) {
      return Liveness.EXPIRED;
    }
    if (effective == ElementState.GOING_DOWN) {
      return Liveness.DRAINING;
    }
    return report == null ? Liveness.AWAITING_STATUS : Liveness.LIVE;
  }
}
