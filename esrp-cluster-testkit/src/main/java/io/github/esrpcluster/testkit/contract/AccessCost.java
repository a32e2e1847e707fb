package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

/** The number of accesses that an evaluation or a pick needed for this many members. */
record AccessCost(int members, long accesses) {
  /** Allows for a sort, which accesses each of 2,000 members 1.7 times as often as each of 100. */
  private static final int MARGIN = 2;

  private double accessesPerMember() {
    return (double) accesses / members;
  }

  /** Fails if the larger one needs far more accesses to each member than this one. */
  void requireLinearTo(AccessCost larger) {
    assertThat(larger.accessesPerMember())
        .as(
            "a policy accesses each member a bounded number of times, but %d members took %d"
                + " accesses, and %d took %d: accesses to each",
            members, accesses, larger.members, larger.accesses)
        .isLessThanOrEqualTo(MARGIN * accessesPerMember() + 1);
  }
}
