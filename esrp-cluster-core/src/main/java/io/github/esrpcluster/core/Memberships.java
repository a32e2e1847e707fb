package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ServiceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of what a node is a member: of one service, as nearly always, of several, or of none. Immutable.
 * A record alone stands for itself, so that no more is kept for each node than needed.
 */
sealed interface Memberships permits MemberRecord, Memberships.Several {
  /** Each of another service. */
  List<MemberRecord> all();

  /** Not one: two or more, or none. */
  record Several(List<MemberRecord> all) implements Memberships {}

  private static Memberships of(List<MemberRecord> all) {
    return all.size() == 1 ? all.get(0) : new Several(List.copyOf(all));
  }

  default @Nullable MemberRecord in(ServiceId service) {
    for (MemberRecord each : all()) {
      if (each.service().equals(service)) {
        return each;
      }
    }
    return null;
  }

  /** These and one more, in the place of an earlier one of the same service. */
  default Memberships and(MemberRecord added) {
    List<MemberRecord> more = others(added.service());
    more.add(added);
    return of(more);
  }

  /** These but for that service; null if none is left. */
  default @Nullable Memberships without(ServiceId service) {
    List<MemberRecord> left = others(service);
    return left.isEmpty() ? null : of(left);
  }

  private List<MemberRecord> others(ServiceId service) {
    List<MemberRecord> others = new ArrayList<>(all());
    others.removeIf(each -> each.service().equals(service));
    return others;
  }
}
