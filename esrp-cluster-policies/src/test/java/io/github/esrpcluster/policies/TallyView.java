package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view that lets nobody look at its members: who can judge it needs no walk over them. */
record TallyView(Tally tally, Map<String, Tally> sites, Optional<Verdict> previous)
    implements ClusterView {

  static TallyView empty() {
    return new TallyView(Tally.empty(), Map.of(), Optional.empty());
  }

  static TallyView of(ElementState... states) {
    TallyView view = empty();
    for (ElementState state : states) {
      view = view.with(state, 1, "");
    }
    return view;
  }

  TallyView with(ElementState state, int weight, String site) {
    Map<String, Tally> more = new LinkedHashMap<>(sites);
    more.put(site, sites.getOrDefault(site, Tally.empty()).plus(state, weight));
    return new TallyView(tally.plus(state, weight), more, previous);
  }

  TallyView after(Verdict verdict) {
    return new TallyView(tally, sites, Optional.of(verdict));
  }

  TallyView afterNormal() {
    return after(Verdict.normal());
  }

  @Override
  public ServiceId service() {
    return ServiceId.of("sip:esrp.state.pa.us");
  }

  @Override
  public List<Member> members() {
    throw new AssertionError("walked over the members");
  }
}
