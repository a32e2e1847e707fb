package io.github.esrpcluster.core;

import com.google.common.collect.ImmutableMap;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.Tally;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts members by site; the empty name stands for no site. Immutable. Where all are of one site,
 * as nearly always, only its name is kept: its tally is that of the whole.
 */
final class ClusterSnapshotSites {
  private static final ClusterSnapshotSites NONE = new ClusterSnapshotSites(null, ImmutableMap.of());

  /** All are of no site. */
  private static final ClusterSnapshotSites NAMELESS = new ClusterSnapshotSites("", ImmutableMap.of());

  private final @Nullable String only;
  private final ImmutableMap<String, Tally> several;

  private ClusterSnapshotSites(@Nullable String only, ImmutableMap<String, Tally> several) {
    this.only = only;
    this.several = several;
  }

  static ClusterSnapshotSites none() {
    return NONE;
  }

  private static ClusterSnapshotSites of(ImmutableMap<String, Tally> tallies) {
    return tallies.size() == 1 ? at(tallies.keySet().iterator().next()) : new ClusterSnapshotSites(null, tallies);
  }

  private static ClusterSnapshotSites at(String only) {
    return only.isEmpty() ? NAMELESS : new ClusterSnapshotSites(only, ImmutableMap.of());
  }

  /**
   * The tally of each site.
   *
   * @param whole that of all members
   */
  Map<String, Tally> tallies(Tally whole) {
    return only == null ? several : ImmutableMap.of(only, whole);
  }

  /**
   * The sites after one member left, came, or counts as another.
   *
   * @param before the tally of all members before it
   * @param after the same after it
   */
  ClusterSnapshotSites changed(@Nullable Member out, @Nullable Member in, Tally before, Tally after) {
    if (only != null && staysAtOne(out, in)) {
      return after.isEmpty() ? NONE : this;
    }
    return of(changed(ImmutableMap.copyOf(tallies(before)), out, in));
  }

  /** Who leaves the only site was there; who only counts as another did not move. */
  private boolean staysAtOne(@Nullable Member out, @Nullable Member in) {
    return in == null
        || (out != null && out.registration() == in.registration())
        || site(in).equals(only);
  }

  private static ImmutableMap<String, Tally> changed(
      ImmutableMap<String, Tally> sites, @Nullable Member out, @Nullable Member in) {
    if (out != null && in != null && site(out).equals(site(in))) {
      return with(sites, site(in), out, in);
    }
    ImmutableMap<String, Tally> left = out == null ? sites : with(sites, site(out), out, null);
    return in == null ? left : with(left, site(in), null, in);
  }

  private static ImmutableMap<String, Tally> with(
      ImmutableMap<String, Tally> sites, String site, @Nullable Member out, @Nullable Member in) {
    Tally changed = moved(sites.getOrDefault(site, Tally.empty()), out, in);
    ImmutableMap.Builder<String, Tally> copy = ImmutableMap.builder();
    sites.forEach(
        (name, known) -> {
          if (!name.equals(site)) {
            copy.put(name, known);
          }
        });
    if (!changed.isEmpty()) {
      copy.put(site, changed);
    }
    return copy.buildOrThrow();
  }

  private static String site(Member member) {
    return member.site().orElse("");
  }

  /** The tally after one member left, came, or counts as another. */
  static Tally moved(Tally tally, @Nullable Member out, @Nullable Member in) {
    if (out == null || in == null) {
      return out != null
          ? tally.minus(out.state(), out.weight())
          : in != null ? tally.plus(in.state(), in.weight()) : tally;
    }
    return tally.moved(out.state(), out.weight(), in.state(), in.weight());
  }
}
