package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.api.internal.CountedTally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view without access to its members: a policy that evaluates it reads the tallies only. */
record TallyView(CountedTally tally, Map<Optional<String>, Tally> sites, Optional<Verdict> previous)
    implements ClusterView {

  static TallyView empty() {
    return new TallyView(CountedTally.empty(), Map.of(), Optional.empty());
  }

  static TallyView of(ElementState... states) {
    TallyView view = empty();
    for (ElementState state : states) {
      view = view.with(state, 1);
    }
    return view;
  }

  TallyView with(ElementState state, int weight) {
    return with(state, weight, Optional.empty());
  }

  TallyView with(ElementState state, int weight, String site) {
    return with(state, weight, Optional.of(site));
  }

  private TallyView with(ElementState state, int weight, Optional<String> site) {
    Map<Optional<String>, Tally> more = new LinkedHashMap<>(sites);
    CountedTally before = (CountedTally) sites.getOrDefault(site, CountedTally.empty());
    more.put(site, before.plus(state, weight));
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
    throw new AssertionError("the policy read the members");
  }
}
