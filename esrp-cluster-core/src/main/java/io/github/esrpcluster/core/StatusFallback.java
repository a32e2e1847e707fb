package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent.PolicyFailure;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;

/** Judges by any-up where a vendor's policy cannot; the reason says so, and counts nothing. */
final class StatusFallback {
  private StatusFallback() {}

  static Verdict judge(Tally tally, String why) {
    ServiceState anyUp = StatusPrecedence.state(tally, true); // one that is Normal is enough
    return Verdict.of(anyUp, "any-up in place of the policy, " + why);
  }

  static String describe(PolicyFailure kind, String detail) {
    String what =
        switch (kind) {
          case EXCEPTION -> "which threw";
          case RETURNED_NULL -> "which returned null";
          case TIMED_OUT -> "which is late";
          case REJECTED -> "which its executor refused to run";
        };
    return detail.isEmpty() ? what : what + ": " + detail;
  }
}
