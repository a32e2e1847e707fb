package io.github.esrpcluster.balancing;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;

/** Picks among the most preferred candidates that have room, or among all if none has room. */
record PreferenceTiers(LoadBalancingPolicy withinTier, Room room) implements LoadBalancingPolicy {
  @Override
  public Member pick(Candidates candidates, RoutingRequest request) {
    return withinTier.pick(withRoom(candidates).mostPreferred(), request);
  }

  private Candidates withRoom(Candidates candidates) {
    return room.equals(Room.ANY_LOAD) ? candidates : candidates.lowest(room);
  }

  @Override
  public String toString() {
    String spill = room.equals(Room.ANY_LOAD) ? "" : ", spill over at load " + room.belowLoad();
    return "preference-tiers(" + withinTier + spill + ")";
  }
}
