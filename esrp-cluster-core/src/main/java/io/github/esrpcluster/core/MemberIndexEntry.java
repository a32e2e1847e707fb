package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ServiceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memberships of one node: in one service, as nearly always, in several, or in none. Immutable.
 * A single membership is its own index entry, so that no more is kept for each node than needed.
 */
sealed interface MemberIndexEntry permits MemberEntry, MemberIndexEntry.Several {
  /** Returns the memberships, each in another service. */
  List<MemberEntry> all();

  /** Not one: two or more, or none. */
  record Several(List<MemberEntry> all) implements MemberIndexEntry {}

  private static MemberIndexEntry of(List<MemberEntry> all) {
    return all.size() == 1 ? all.get(0) : new Several(List.copyOf(all));
  }

  default @Nullable MemberEntry in(ServiceId service) {
    for (MemberEntry each : all()) {
      if (each.service().equals(service)) {
        return each;
      }
    }
    return null;
  }

  /** Returns these and one more, which replaces an earlier one of the same service. */
  default MemberIndexEntry and(MemberEntry added) {
    List<MemberEntry> more = others(added.service());
    more.add(added);
    return of(more);
  }

  /** Returns these except the one in that service; null if none is left. */
  default @Nullable MemberIndexEntry without(ServiceId service) {
    List<MemberEntry> left = others(service);
    return left.isEmpty() ? null : of(left);
  }

  private List<MemberEntry> others(ServiceId service) {
    List<MemberEntry> others = new ArrayList<>(all());
    others.removeIf(each -> each.service().equals(service));
    return others;
  }
}
