package io.github.esrpcluster.examples.custompolicy;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.testkit.contract.StatusPolicyContract;
import java.util.List;
import java.util.Optional;

/** Checks the rules of the manager for every policy. */
class SiteAwareContractTest extends StatusPolicyContract {
  @Override
  protected StatusPolicy policy() {
    return new SiteAware(sites(), 0.9, 0.7);
  }

  @Override
  protected List<String> sites() {
    return List.of("east", "west");
  }

  @Override
  protected boolean usesLoad() {
    return true;
  }

  /** The reason names the lost sites. */
  @Override
  protected Object reasonMayDependOn(ClusterView view) {
    return sites().stream().filter(site -> isLost(view, site)).toList();
  }

  private static boolean isLost(ClusterView view, String site) {
    return view.ofSite(Optional.of(site)).members().stream()
        .noneMatch(member -> member.state().takesCalls());
  }
}
