package io.github.esrpcluster.core;

import com.google.common.collect.ImmutableMap;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.Tally;
import org.jspecify.annotations.Nullable;

/** Counts members by site. The empty name stands for no site. */
final class SiteTallies {
  private SiteTallies() {}

  /** The tally after one member left, came, or counts as another. */
  static Tally moved(Tally tally, @Nullable Member out, @Nullable Member in) {
    if (out == null || in == null) {
      return out != null
          ? tally.minus(out.state(), out.weight())
          : in != null ? tally.plus(in.state(), in.weight()) : tally;
    }
    return tally.moved(out.state(), out.weight(), in.state(), in.weight());
  }

  /**
   * The sites after the same.
   *
   * @param whole the tally of all members after it
   */
  static ImmutableMap<String, Tally> changed(
      ImmutableMap<String, Tally> sites, @Nullable Member out, @Nullable Member in, Tally whole) {
    if (sites.isEmpty() && in != null) {
      return ImmutableMap.of(site(in), whole);
    }
    String only = sites.size() == 1 ? sites.keySet().iterator().next() : null;
    if (only != null && (in == null || site(in).equals(only))) {
      return whole.isEmpty() ? ImmutableMap.of() : ImmutableMap.of(only, whole); // the usual case
    }
    return amongSeveral(sites, out, in);
  }

  private static ImmutableMap<String, Tally> amongSeveral(
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
}
