package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;

/** Evaluates by any-up in the place of a policy that fails; the reason says so, without counts. */
final class StatusFallback {
  private StatusFallback() {}

  static Verdict verdict(Tally tally, String failure) {
    ServiceState anyUp = StatusPrecedence.state(tally, true);
    return Verdict.of(anyUp, "any-up in place of the policy, which " + failure);
  }
}
