package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ServiceState.Availability;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Asks a policy about each site.
 *
 * @param declared the sites that count, sorted; empty for whichever are there
 */
record PerSite(StatusPolicy policy, int needed, List<String> declared) implements StatusPolicy {
  @Override
  public Verdict evaluate(ClusterView view) {
    Collection<String> sites = declared.isEmpty() ? view.sites().keySet() : declared;
    List<String> lost = new ArrayList<>();
    for (String site : sites) {
      if (!satisfied(view.ofSite(site))) {
        lost.add(site);
      }
    }
    boolean enough = sites.size() - lost.size() >= needed;
    return StatusPrecedence.verdict(
        view.tally(), enough, enough ? "" : needed + " sites" + SiteNames.lost(lost));
  }

  private boolean satisfied(ClusterView site) {
    return policy.evaluate(site).state().availability() == Availability.AVAILABLE;
  }

  @Override
  public String toString() {
    String sites = declared.isEmpty() ? " sites" : " of " + SiteNames.list(declared);
    return "per-site(" + needed + sites + ": " + policy + ")";
  }
}
