package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingDecision.Refusal;
import io.github.esrpcluster.api.Tally;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of one snapshot that a call may be offered to, by effective state. Immutable; the
 * candidates of a state are gathered when first asked for, and kept. They may be published by a
 * race, because the fields of {@link Candidates} are final.
 */
@SuppressWarnings("EnumOrdinal") // an array indexed by state: read for each call
final class ClusterSnapshotCandidates {
  private static final int STATES = ElementState.values().length;

  /** Stands for a state without candidates. */
  private static final Object NOBODY = new Object();

  private final ClusterSnapshotMembers members;
  private final Tally tally;

  /** By state: candidates, {@link #NOBODY}, or null if not asked for yet. */
  private final @Nullable Object[] gathered = new Object[STATES];

  ClusterSnapshotCandidates(ClusterSnapshotMembers members, Tally tally) {
    this.members = members;
    this.tally = tally;
  }

  /** Returns those in this state that are not administratively down; null if there is none. */
  @Nullable Candidates in(ElementState state) {
    Object known = gathered[state.ordinal()];
    if (known == null) {
      known = gather(state);
      gathered[state.ordinal()] = known; // a race gathers the same twice
    }
    return known == NOBODY ? null : (Candidates) known;
  }

  private Object gather(ElementState state) {
    List<Member> found = new ArrayList<>(tally.count(state));
    members.forEach(
        member -> {
          if (member.state() == state && !member.administrativelyDown()) {
            found.add(member);
          }
        });
    return found.isEmpty() ? NOBODY : Candidates.of(found);
  }

  /** Returns why no member can be picked, apart from exclusions. */
  Refusal refusal() {
    if (tally.isEmpty()) {
      return Refusal.NO_NODES;
    }
    for (ElementState state : ElementState.values()) {
      if (tally.count(state) == tally.members()) {
        return in(state) != null ? refusalOf(state) : Refusal.NONE_USABLE;
      }
    }
    return Refusal.NONE_USABLE;
  }

  private static Refusal refusalOf(ElementState state) {
    return switch (state) {
      case OVERLOADED -> Refusal.ALL_OVERLOADED;
      case GOING_DOWN -> Refusal.ALL_DRAINING;
      case SCHEDULED_MAINTENANCE -> Refusal.ALL_IN_MAINTENANCE;
      case UNREACHABLE -> Refusal.ALL_UNREACHABLE;
      case DOWN -> Refusal.ALL_DOWN;
      case NORMAL, SERVICE_DISRUPTION -> Refusal.NONE_USABLE;
    };
  }
}
