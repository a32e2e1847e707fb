package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Tally;

/** The number of nodes that make a quorum. */
sealed interface QuorumSize {
  /** Returns the halves of a node that must be up, which depend on the previous verdict. */
  long needed(ClusterView view, Counting counting);

  /** Returns the halves of a node that must be up for a service that is not {@code Normal}. */
  long toComeUp(Tally tally, Counting counting);

  /** Returns the denominator, in nodes. */
  int whole(Tally tally, Counting counting);

  /** Returns the denominator as text, such as {@code " of 3 nodes"}. */
  String of(long whole);

  /** Returns whether a planned outage can make the denominator smaller. */
  default boolean hasDenominator() {
    return true;
  }

  /** More than half of the nodes. */
  record Majority() implements QuorumSize {
    @Override
    public long needed(ClusterView view, Counting counting) {
      return toComeUp(view.tally(), counting);
    }

    @Override
    public long toComeUp(Tally tally, Counting counting) {
      return counting.nodes(tally) + 1L; // n halves are half of n nodes; this is more
    }

    @Override
    public int whole(Tally tally, Counting counting) {
      return counting.nodes(tally);
    }

    @Override
    public String of(long whole) {
      return " of " + whole + " nodes";
    }

    @Override
    public String toString() {
      return "majority";
    }
  }

  /** A number of nodes, whatever the size of the cluster. */
  record Count(Thresholds<Integer> nodes) implements QuorumSize {
    @Override
    public long needed(ClusterView view, Counting counting) {
      return 2L * nodes.after(view);
    }

    @Override
    public long toComeUp(Tally tally, Counting counting) {
      return 2L * nodes.up();
    }

    @Override
    public int whole(Tally tally, Counting counting) {
      return 0; // no denominator
    }

    @Override
    public String of(long whole) {
      return " node(s)";
    }

    @Override
    public boolean hasDenominator() {
      return false;
    }

    @Override
    public String toString() {
      return nodes.toString();
    }
  }

  /** A share of the size that the cluster was declared to have. */
  record ShareOf(int declared, Thresholds<Share> shares) implements QuorumSize {
    @Override
    public long needed(ClusterView view, Counting counting) {
      return shares.after(view).of(2L * whole(view.tally(), counting));
    }

    @Override
    public long toComeUp(Tally tally, Counting counting) {
      return shares.up().of(2L * whole(tally, counting));
    }

    @Override
    public String of(long whole) {
      return " of " + whole + " declared nodes";
    }

    /** Nodes beyond the declared size replace nodes in a planned outage before the size shrinks. */
    @Override
    public int whole(Tally tally, Counting counting) {
      int known = Math.max(declared, tally.members());
      return Math.min(declared, known - counting.excludedNodes(tally));
    }

    @Override
    public String toString() {
      return "share of " + declared + ": " + shares;
    }
  }
}
