package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent.PolicyFailure;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.api.internal.Texts;
import org.jspecify.annotations.Nullable;

/** The outcome of calling a status policy: a verdict, or how the call failed. */
record StatusPolicyOutcome(@Nullable Verdict verdict, PolicyFailure failure, String detail) {
  /** Calls the policy, without a lock. */
  static StatusPolicyOutcome of(StatusPolicy policy, ClusterView view) {
    try {
      return of(policy.evaluate(view));
    } catch (Throwable e) { // a callback may throw anything; the status must be evaluated
      return failed(PolicyFailure.EXCEPTION, Texts.describe(e));
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
