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
 * Counts the accesses of a policy to members: each read of an element of {@link
 * ClusterView#members}, and each method call on a member. A measure of work that does not depend on
 * the machine.
 *
 * <pre>{@code
 * AccessCounter accesses = new AccessCounter();
 * policy.evaluate(accesses.wrap(view));
 * assertThat(accesses.count()).isZero();   // the policy reads only the tally
 * }</pre>
 *
 * <p>Reading the tally or the sites of a view is not counted. Not thread-safe.
 */
public final class AccessCounter {
  private final Runnable onAccess;
  private long count;

  /** Creates a counter at 0. */
  public AccessCounter() {
    this(() -> {});
  }

  /** Creates a counter at 0 that runs this at each access. */
  AccessCounter(Runnable onAccess) {
    this.onAccess = onAccess;
  }

  /** Returns the number of accesses since the start or the last {@link #reset}. */
  public long count() {
    return count;
  }

  /** Sets the count to 0. */
  public void reset() {
    count = 0;
  }

  /** Returns an equal member whose accesses are counted. */
  public Member wrap(Member member) {
    return new CountingMember(member);
  }

  /** Returns the view with members whose accesses are counted. */
  public ClusterView wrap(ClusterView view) {
    return new CountingView(
        view, new CountingList(view.members().stream().map(this::wrap).toList()));
  }

  /** Counts one access to the member. */
  private Member access(Member member) {
    count++;
    onAccess.run();
    return member;
  }

  private record CountingView(ClusterView view, List<Member> members) implements ClusterView {
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

  private final class CountingList extends AbstractList<Member> implements RandomAccess {
    private final List<Member> members;

    CountingList(List<Member> members) {
      this.members = members;
    }

    @Override
    public Member get(int index) {
      return access(members.get(index));
    }

    @Override
    public int size() {
      return members.size();
    }
  }

  private final class CountingMember extends Member {
    private final Member member;

    CountingMember(Member member) {
      this.member = member;
    }

    @Override
    public Registration registration() {
      return access(member).registration();
    }

    @Override
    public long epoch() {
      return access(member).epoch();
    }

    @Override
    public ElementState state() {
      return access(member).state();
    }

    @Override
    public Liveness liveness() {
      return access(member).liveness();
    }

    @Override
    public Optional<NodeStatus> report() {
      return access(member).report();
    }

    @Override
    public Optional<OperatorOverride<ElementState>> override() {
      return access(member).override();
    }

    @Override
    public String toString() {
      return access(member).toString();
    }
  }
}
