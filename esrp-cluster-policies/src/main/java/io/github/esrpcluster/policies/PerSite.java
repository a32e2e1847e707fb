package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ServiceState.Availability;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates a policy for each site.
 *
 * @param declared the sites that count, sorted; if empty, all sites with members count, and the
 *     members without a site count as one
 */
record PerSite(StatusPolicy policy, int needed, List<String> declared) implements StatusPolicy {
  @Override
  public Verdict evaluate(ClusterView view) {
    Collection<Optional<String>> sites = sites(view);
    List<Optional<String>> lost = new ArrayList<>();
    for (Optional<String> site : sites) {
      if (!satisfied(view.ofSite(site))) {
        lost.add(site);
      }
    }
    boolean enough = sites.size() - lost.size() >= needed;
    return StatusPrecedence.verdict(
        view.tally(), enough, enough ? "" : needed + " sites" + SiteNames.lost(lost));
  }

  private Collection<Optional<String>> sites(ClusterView view) {
    return declared.isEmpty()
        ? view.sites().keySet()
        : declared.stream().map(Optional::of).toList();
  }

  private boolean satisfied(ClusterView site) {
    return policy.evaluate(site).state().availability() == Availability.AVAILABLE;
  }

  @Override
  public String toString() {
    String sites =
        declared.isEmpty()
            ? " sites"
            : " of " + SiteNames.list(declared.stream().map(Optional::of).toList());
    return "per-site(" + needed + sites + ": " + policy + ")";
  }
}
