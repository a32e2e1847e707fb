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
 * Who may take a call, by effective state, in one snapshot. Immutable to the eye: the candidates of
 * a state are gathered when somebody asks for them first, and then kept. They may be handed over by
 * a race, since the fields of {@link Candidates} are final.
 */
@SuppressWarnings("EnumOrdinal") // an array indexed by state: read for each call
final class ClusterSnapshotCandidates {
  private static final int STATES = ElementState.values().length;

  /** Stands for no candidates where they were looked for. */
  private static final Object NOBODY = new Object();

  private final ClusterSnapshot snapshot;

  /** Candidates, nobody, or null where nobody has asked yet. */
  private final @Nullable Object[] gathered = new Object[STATES];

  ClusterSnapshotCandidates(ClusterSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Those in this state whom no operator took out; null if there is none. */
  @Nullable Candidates in(ElementState state) {
    Object known = gathered[state.ordinal()];
    if (known == null) {
      known = gather(state);
      gathered[state.ordinal()] = known; // a race gathers the same twice
    }
    return known == NOBODY ? null : (Candidates) known;
  }

  private Object gather(ElementState state) {
    List<Member> found = new ArrayList<>(snapshot.tally().count(state));
    snapshot
        .members()
        .forEach(
            member -> {
              if (member.state() == state && !member.administrativelyDown()) {
                found.add(member);
              }
            });
    return found.isEmpty() ? NOBODY : Candidates.of(found);
  }

  /** Why nobody can be picked, exclusions apart. */
  Refusal refusal() {
    Tally tally = snapshot.tally();
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
