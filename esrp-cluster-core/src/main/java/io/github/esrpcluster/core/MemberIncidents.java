package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers, for the nodes of one service, what an operator has to mend: reports refused in a row,
 * and two processes that register one node in turn. Not thread-safe: the cluster's lock guards it.
 */
final class MemberIncidents {
  /** A contest begins when the node changes hands so often: a rollback changes them twice. */
  private static final int TAKEOVERS = 3;

  private record Refusals(long inARow, long since, String reason) {}

  /**
   * The registrations that took a node over from one another.
   *
   * @param displaced the process that the last one displaced
   * @param takeovers how often in a row the displaced process came back, the first included
   */
  private record Contest(Identity displaced, Identity last, long takeovers, long at, long window) {
    boolean isOpen(long now) {
      return takeovers >= TAKEOVERS && now - at <= window;
    }
  }

  /** Identifies one of several processes that register the same node. */
  private record Identity(String incarnation, String contact) {
    static Identity of(Registration terms) {
      return new Identity(terms.incarnation().orElse(""), terms.contact());
    }

    @Override
    public String toString() {
      return incarnation.isEmpty() ? contact : contact + " (incarnation " + incarnation + ")";
    }
  }

  private final Map<NodeId, Refusals> refusals = new HashMap<>();
  private final Map<NodeId, Contest> contests = new HashMap<>();
  private final Map<NodeId, Long> refusedEpochs = new HashMap<>();

  /** Returns a copy, which needs no lock. */
  MemberIncidents copy() {
    MemberIncidents copy = new MemberIncidents();
    copy.refusals.putAll(refusals);
    copy.contests.putAll(contests);
    return copy;
  }

  /** Records a refused report; returns the number of those in a row. */
  long refused(NodeId node, String reason, long now) {
    Refusals before = refusals.get(node);
    Refusals all =
        before == null
            ? new Refusals(1, now, reason)
            : new Refusals(before.inARow + 1, before.since, reason);
    refusals.put(node, all);
    return all.inARow;
  }

  /** Records an accepted report; returns the number of refused ones that it ends. */
  long accepted(NodeId node) {
    Refusals ended = refusals.remove(node);
    return ended == null ? 0 : ended.inARow;
  }

  /**
   * Records that a registration displaced another while its lease ran.
   *
   * @param window a takeover after that time, in nanoseconds, belongs to no contest
   * @return whether it is the first one, begins a contest, or goes on with it
   */
  Takeover takenOver(Registration from, Registration to, long now, long window) {
    Identity displaced = Identity.of(from);
    Identity taker = Identity.of(to);
    if (displaced.equals(taker)) {
      return Takeover.NONE;
    }
    Contest before = contests.get(to.node());
    long takeovers =
        before != null && before.displaced.equals(taker) && now - before.at <= window
            ? before.takeovers + 1
            : 1;
    contests.put(to.node(), new Contest(displaced, taker, takeovers, now, window));
    if (takeovers < TAKEOVERS) {
      return takeovers == 1 ? Takeover.FIRST : Takeover.NONE;
    }
    return takeovers == TAKEOVERS ? Takeover.CONTEST_BEGINS : Takeover.CONTEST_GOES_ON;
  }

  /** The result of a registration by another process. */
  enum Takeover {
    NONE,
    FIRST,
    CONTEST_BEGINS,
    CONTEST_GOES_ON
  }

  /** Records a renewal or release under a wrong epoch; returns the number in this membership. */
  long epochRefused(NodeId node) {
    return refusedEpochs.merge(node, 1L, Long::sum);
  }

  /** Forgets what happened under the epoch before. */
  void epochBegan(NodeId node) {
    refusedEpochs.remove(node);
  }

  /** Forgets a node that left. */
  void left(NodeId node) {
    refusedEpochs.remove(node);
    refusals.remove(node);
    contests.remove(node);
  }

  /** Returns what an operator has to mend, one line each. */
  List<String> problems(NodeId node, long now) {
    List<String> problems = new ArrayList<>();
    Refusals refused = refusals.get(node);
    if (refused != null) {
      problems.add(
          refused.inARow
              + (refused.inARow == 1 ? " report" : " reports in a row")
              + " refused, the first "
              + ago(refused.since, now)
              + ": "
              + refused.reason
              + ". To do: after a restart the node must register with a new incarnation");
    }
    Contest contest = contests.get(node);
    if (contest != null && contest.isOpen(now)) {
      problems.add(
          "two processes register this node in turn, the last time "
              + ago(contest.at, now)
              + ": "
              + contest.last
              + " and "
              + contest.displaced
              + ". To do: give each process a node of its own");
    }
    return problems;
  }

  private static String ago(long then, long now) {
    return Texts.approximate(Duration.ofNanos(now - then)) + " ago";
  }
}
