package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

/** How many looks at its members a cluster, or a pick among candidates, took. */
record Cost(int members, long looks) {
  /** Leaves room for a sort, which looks at 2,000 members 1.7 times as often as at 100. */
  private static final int ROOM = 2;

  private double looksPerMember() {
    return (double) looks / members;
  }

  /** Fails if the larger one took far more looks at each member than this one. */
  void requireLinearTo(Cost larger) {
    assertThat(larger.looksPerMember())
        .as(
            "each member is looked at a bounded number of times, but %d members took %d looks, and"
                + " %d took %d: looks at each",
            members, looks, larger.members, larger.looks)
        .isLessThanOrEqualTo(ROOM * looksPerMember() + 1);
  }
}
