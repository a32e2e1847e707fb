package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.Collection;

/**
 * Holds the verdict of a policy, or of the fallback for one that failed.
 *
 * @param fallback whether any-up evaluated in place of the policy, which the reason says
 */
record ModelVerdict(ServiceState state, String reason, boolean fallback) {
  private static final String FALLBACK = "any-up in place of the policy, which ";

  static ModelVerdict of(Verdict verdict) {
    return new ModelVerdict(verdict.state(), verdict.reason(), false);
  }

  /** The published precedence for any-up, row by row; the reason tells how the policy failed. */
  static ModelVerdict fallback(Collection<Member> members, String failure) {
    return new ModelVerdict(anyUp(members), FALLBACK + failure, true);
  }

  /** Returns how the policy failed; only of the fallback. */
  String failure() {
    return reason.substring(FALLBACK.length());
  }

  private static ServiceState anyUp(Collection<Member> members) {
    if (has(members, ElementState.NORMAL)) {
      return ServiceState.NORMAL;
    }
    if (has(members, ElementState.SERVICE_DISRUPTION)) {
      return ServiceState.PARTIAL;
    }
    if (has(members, ElementState.OVERLOADED)) {
      return ServiceState.OVERLOADED;
    }
    if (has(members, ElementState.GOING_DOWN)) {
      return ServiceState.GOING_DOWN;
    }
    boolean allInMaintenance =
        members.stream().allMatch(m -> m.state() == ElementState.SCHEDULED_MAINTENANCE);
    return !members.isEmpty() && allInMaintenance
        ? ServiceState.SCHEDULED_MAINTENANCE_DOWN
        : ServiceState.DOWN;
  }

  private static boolean has(Collection<Member> members, ElementState state) {
    return members.stream().anyMatch(member -> member.state() == state);
  }

  boolean betterThan(ModelVerdict other) {
    return state.betterThan(other.state);
  }

  /** Returns whether a published verdict is this one. */
  boolean matches(Verdict verdict) {
    return verdict.state() == state
        && (fallback ? verdict.reason().startsWith(reason) : verdict.reason().equals(reason));
  }
}
