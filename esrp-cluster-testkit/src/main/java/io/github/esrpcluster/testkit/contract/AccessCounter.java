package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * Counts how often somebody looks at members: each taking of one out of a view, and each question
 * put to one. A measure of work that does not depend on the machine.
 *
 * <pre>{@code
 * AccessCounter looks = new AccessCounter();
 * policy.evaluate(looks.at(view));
 * assertThat(looks.count()).isZero();   // the policy makes do with the tally
 * }</pre>
 *
 * <p>What a view says of all members together (tally, sites) costs no look. Not thread-safe.
 */
public final class AccessCounter {
  private final Runnable atEach;
  private long count;

  /** Starts at 0. */
  public AccessCounter() {
    this(() -> {});
  }

  /** Does this at each look. */
  AccessCounter(Runnable atEach) {
    this.atEach = atEach;
  }

  /** The looks so far. */
  public long count() {
    return count;
  }

  /** Starts again from 0. */
  public void clear() {
    count = 0;
  }

  /** The member, watched. */
  public Member at(Member member) {
    return new CountedView(member);
  }

  /** The view, with its members watched. */
  public ClusterView at(ClusterView view) {
    return new WatchedView(view, new WatchedList(view.members().stream().map(this::at).toList()));
  }

  /** The member, at the price of one look. */
  private Member lookAt(Member member) {
    count++;
    atEach.run();
    return member;
  }

  private record WatchedView(ClusterView view, List<Member> members) implements ClusterView {
    @Override
    public ServiceId service() {
      return view.service();
    }

    @Override
    public Tally tally() {
      return view.tally();
    }

    @Override
    public Map<Optional<String>, Tally> sites() {
      return view.sites();
    }

    @Override
    public Optional<Verdict> previous() {
      return view.previous();
    }
  }

  private final class WatchedList extends AbstractList<Member> implements RandomAccess {
    private final List<Member> members;

    WatchedList(List<Member> members) {
      this.members = members;
    }

    @Override
    public Member get(int index) {
      return lookAt(members.get(index));
    }

    @Override
    public int size() {
      return members.size();
    }
  }

  private final class CountedView extends Member {
    private final Member member;

    CountedView(Member member) {
      this.member = member;
    }

    @Override
    public Registration registration() {
      return lookAt(member).registration();
    }

    @Override
    public long epoch() {
      return lookAt(member).epoch();
    }

    @Override
    public ElementState state() {
      return lookAt(member).state();
    }

    @Override
    public Liveness liveness() {
      return lookAt(member).liveness();
    }

    @Override
    public Optional<NodeStatus> report() {
      return lookAt(member).report();
    }

    @Override
    public Optional<OperatorOverride<ElementState>> override() {
      return lookAt(member).override();
    }

    @Override
    public String toString() {
      return lookAt(member).toString();
    }
  }
}
