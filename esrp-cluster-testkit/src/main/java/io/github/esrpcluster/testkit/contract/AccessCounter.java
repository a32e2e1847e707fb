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
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    return new ViewOfCountedMembers(
        view, new CountingList(view.members().stream().map(this::wrap).toList()));
  }

  /** Returns the view with all its values counted: also each read of a tally and of a site. */
  ClusterView wrapAll(ClusterView view) {
    return new CountingView(view, wrap(view).members());
  }

  private Tally wrap(Tally tally) {
    return new CountingTally(tally);
  }

  /** Counts one access to this value. */
  private <T> T access(T accessed) {
    count++;
    onAccess.run();
    return accessed;
  }

  private record ViewOfCountedMembers(ClusterView view, List<Member> members)
      implements ClusterView {
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

  private final class CountingView implements ClusterView {
    private final ClusterView view;
    private final List<Member> members;

    CountingView(ClusterView view, List<Member> members) {
      this.view = view;
      this.members = members;
    }

    @Override
    public ServiceId service() {
      return access(view).service();
    }

    @Override
    public List<Member> members() {
      return access(members);
    }

    @Override
    public Tally tally() {
      return wrap(access(view).tally());
    }

    @Override
    public Map<Optional<String>, Tally> sites() {
      return new CountingSites(access(view).sites());
    }

    @Override
    public Optional<Verdict> previous() {
      return access(view).previous();
    }
  }

  private final class CountingTally implements Tally {
    private final Tally tally;

    CountingTally(Tally tally) {
      this.tally = tally;
    }

    @Override
    public int members() {
      return access(tally).members();
    }

    @Override
    public long weight() {
      return access(tally).weight();
    }

    @Override
    public int count(ElementState state) {
      return access(tally).count(state);
    }

    @Override
    public long weight(ElementState state) {
      return access(tally).weight(state);
    }

    @Override
    public boolean isEmpty() {
      return access(tally).isEmpty();
    }

    @Override
    public boolean equals(Object other) {
      return access(tally).equals(other instanceof CountingTally that ? that.tally : other);
    }

    @Override
    public int hashCode() {
      return access(tally).hashCode();
    }

    @Override
    public String toString() {
      return access(tally).toString();
    }
  }

  private final class CountingSites extends AbstractMap<Optional<String>, Tally> {
    private final Map<Optional<String>, Tally> sites;

    CountingSites(Map<Optional<String>, Tally> sites) {
      this.sites = sites;
    }

    @Override
    public boolean containsKey(Object site) {
      return access(sites).containsKey(site);
    }

    @Override
    public @Nullable Tally get(Object site) {
      Tally tally = access(sites).get(site);
      return tally == null ? null : wrap(tally);
    }

    @Override
    public Set<Map.Entry<Optional<String>, Tally>> entrySet() {
      return new CountingEntries(sites.entrySet());
    }
  }

  private final class CountingEntries extends AbstractSet<Map.Entry<Optional<String>, Tally>> {
    private final Set<Map.Entry<Optional<String>, Tally>> entries;

    CountingEntries(Set<Map.Entry<Optional<String>, Tally>> entries) {
      this.entries = entries;
    }

    @Override
    public int size() {
      return entries.size();
    }

    @Override
    public Iterator<Map.Entry<Optional<String>, Tally>> iterator() {
      return entries.stream()
          .map(entry -> Map.entry(access(entry).getKey(), wrap(entry.getValue())))
          .iterator();
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
