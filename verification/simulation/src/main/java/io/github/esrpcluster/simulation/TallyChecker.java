package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts the members of a view once more, by hand. */
final class TallyChecker {
  private final Ledger ledger;

  TallyChecker(Ledger ledger) {
    this.ledger = ledger;
  }

  void check(ClusterView view) {
    Map<ElementState, Integer> counts = new HashMap<>();
    Map<ElementState, Long> weights = new HashMap<>();
    Map<Optional<String>, Integer> sites = new HashMap<>();
    for (Member member : view.members()) {
      counts.merge(member.state(), 1, Integer::sum);
      weights.merge(member.state(), (long) member.weight(), Long::sum);
      sites.merge(member.site(), 1, Integer::sum);
    }
    Tally tally = view.tally();
    for (ElementState state : ElementState.values()) {
      ledger.check(
          Invariant.COUNTS_ARE_TRUE,
          tally.count(state) == counts.getOrDefault(state, 0)
              && tally.weight(state) == weights.getOrDefault(state, 0L),
          () -> tally + " of " + view.members());
    }
    Map<Optional<String>, Integer> counted = new HashMap<>();
    view.sites().forEach((site, its) -> counted.put(site, its.members()));
    ledger.checkEqual(Invariant.COUNTS_ARE_TRUE, sites, counted, () -> "members by site");
  }
}
