package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent.PolicyFailure;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import org.jspecify.annotations.Nullable;

/** What became of a call of a status policy: a verdict, or a failure. */
record StatusPolicyOutcome(@Nullable Verdict verdict, PolicyFailure failure, String detail) {
  static StatusPolicyOutcome of(StatusPolicy policy, ClusterView view) {
    try {
      return of(policy.evaluate(view));
    } catch (Throwable e) { // a guest may throw anything, and the status must come all the same
      return failed(PolicyFailure.EXCEPTION, UserCode.describe(e));
    }
  }

  @SuppressWarnings("ConstantValue") // a vendor's policy may not be null-checked
  private static StatusPolicyOutcome of(@Nullable Verdict verdict) {
    return verdict == null
        ? failed(PolicyFailure.RETURNED_NULL, "")
        : new StatusPolicyOutcome(verdict, PolicyFailure.EXCEPTION, "");
  }

  static StatusPolicyOutcome failed(PolicyFailure failure, String detail) {
    return new StatusPolicyOutcome(null, failure, detail);
  }
}
