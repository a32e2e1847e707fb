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
    int satisfied = sites.size() - lost.size();
    boolean enough = satisfied >= needed;
    return StatusPrecedence.verdict(
        view.tally(), enough, enough ? "" : why(satisfied, sites.size(), lost));
  }

  private boolean satisfied(ClusterView site) {
    return policy.evaluate(site).state().availability() == Availability.AVAILABLE;
  }

  private String why(int satisfied, int all, List<String> lost) {
    return needed + " sites, counted " + satisfied + " of " + all + SiteNames.lost(lost);
  }

  @Override
  public String toString() {
    String sites = declared.isEmpty() ? " sites" : " of " + SiteNames.list(declared);
    return "per-site(" + needed + sites + ": " + policy + ")";
  }
}
