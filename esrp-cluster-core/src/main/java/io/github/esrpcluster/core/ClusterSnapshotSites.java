package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.internal.CountedTally;
import io.github.esrpcluster.api.internal.SiteOrder;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts members by site; {@code Optional.empty()} counts those without one. Immutable. If all
 * members are of one site, as nearly always, only its name is kept: its tally is that of the whole.
 */
final class ClusterSnapshotSites {
  /** Like every map here: copied for a change, and never changed afterwards. */
  private static final SortedMap<Optional<String>, CountedTally> EMPTY =
      Collections.unmodifiableSortedMap(new TreeMap<>(SiteOrder.BY_NAME));

  private static final ClusterSnapshotSites NONE =
      new ClusterSnapshotSites(false, Optional.empty(), EMPTY);

  private static final ClusterSnapshotSites ALL_WITHOUT_SITE =
      new ClusterSnapshotSites(true, Optional.empty(), EMPTY);

  private final boolean single;
  private final Optional<String> only;
  private final SortedMap<Optional<String>, CountedTally> several;

  private ClusterSnapshotSites(
      boolean single, Optional<String> only, SortedMap<Optional<String>, CountedTally> several) {
    this.single = single;
    this.only = only;
    this.several = several;
  }

  /** Returns the sites of no members. */
  static ClusterSnapshotSites none() {
    return NONE;
  }

  private static ClusterSnapshotSites of(SortedMap<Optional<String>, CountedTally> tallies) {
    return tallies.size() == 1
        ? single(tallies.keySet().iterator().next())
        : new ClusterSnapshotSites(false, Optional.empty(), tallies);
  }

  private static ClusterSnapshotSites single(Optional<String> only) {
    return only.isEmpty() ? ALL_WITHOUT_SITE : new ClusterSnapshotSites(true, only, EMPTY);
  }

  /**
   * Returns the tally of each site.
   *
   * @param whole the tally of all members
   */
  Map<Optional<String>, Tally> tallies(CountedTally whole) {
    return Collections.unmodifiableMap(counted(whole));
  }

  private SortedMap<Optional<String>, CountedTally> counted(CountedTally whole) {
    return single ? with(EMPTY, only, whole) : several;
  }

  /**
   * Returns the sites after one member left ({@code in} null), joined ({@code out} null), or was
   * replaced.
   *
   * @param before the tally of all members before the change
   * @param after the tally of all members after it
   */
  ClusterSnapshotSites changed(
      @Nullable MemberSnapshot out,
      @Nullable MemberSnapshot in,
      CountedTally before,
      CountedTally after) {
    if (single && staysSingle(out, in)) {
      return after.isEmpty() ? NONE : this;
    }
    return of(changed(counted(before), out, in));
  }

  /** A member that leaves was of the only site; one with the same registration did not move. */
  private boolean staysSingle(@Nullable MemberSnapshot out, @Nullable MemberSnapshot in) {
    return in == null
        || (out != null && out.entry.registration == in.entry.registration)
        || in.site().equals(only);
  }

  private static SortedMap<Optional<String>, CountedTally> changed(
      SortedMap<Optional<String>, CountedTally> sites,
      @Nullable MemberSnapshot out,
      @Nullable MemberSnapshot in) {
    if (out != null && in != null && out.site().equals(in.site())) {
      return with(sites, in.site(), out, in);
    }
    SortedMap<Optional<String>, CountedTally> left =
        out == null ? sites : with(sites, out.site(), out, null);
    return in == null ? left : with(left, in.site(), null, in);
  }

  private static SortedMap<Optional<String>, CountedTally> with(
      SortedMap<Optional<String>, CountedTally> sites,
      Optional<String> site,
      @Nullable MemberSnapshot out,
      @Nullable MemberSnapshot in) {
    CountedTally known = sites.get(site);
    return with(sites, site, moved(known == null ? CountedTally.empty() : known, out, in));
  }

  private static SortedMap<Optional<String>, CountedTally> with(
      SortedMap<Optional<String>, CountedTally> sites,
      Optional<String> site,
      CountedTally changed) {
    SortedMap<Optional<String>, CountedTally> copy = new TreeMap<>(sites);
    if (changed.isEmpty()) {
      copy.remove(site);
    } else {
      copy.put(site, changed);
    }
    return copy;
  }

  /** Returns the tally after one member left, joined or was replaced. */
  static CountedTally moved(
      CountedTally tally, @Nullable MemberSnapshot out, @Nullable MemberSnapshot in) {
    if (out == null || in == null) {
      return out != null
          ? tally.minus(out.state, out.entry.weight)
          : in != null ? tally.plus(in.state, in.entry.weight) : tally;
    }
    return tally.moved(out.state, out.entry.weight, in.state, in.entry.weight);
  }
}
