package io.github.esrpcluster.examples.custompolicy;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Distinguishes a lost site from lost nodes, and takes the load into account. A member that takes
 * calls is full if its load is {@code fullAt} or more.
 *
 * <table>
 *   <caption>The first row that matches</caption>
 *   <tr><th>cluster</th><th>verdict</th></tr>
 *   <tr><td>no member takes calls</td><td>by the published precedence</td></tr>
 *   <tr><td>all members that take calls are full</td><td>{@code Overloaded}</td></tr>
 *   <tr><td>in a site no member takes calls</td><td>{@code MajorIncidentInProgress}</td></tr>
 *   <tr><td>in a site less than half of the members are {@code Normal}</td><td>{@code Partial}</td></tr>
 *   <tr><td>otherwise</td><td>{@code Normal}</td></tr>
 * </table>
 *
 * @param sites the sites that must not be lost; other sites are ignored
 * @param fullAt the load at which a member is full; a member that reports no load is not full
 * @param roomAgainAt replaces {@code fullAt} while the service is {@code Overloaded}. This
 *     hysteresis keeps the service from flapping while the load is near {@code fullAt}
 */
public record SiteAware(List<String> sites, double fullAt, double roomAgainAt)
    implements StatusPolicy {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if there is no site, or {@code roomAgainAt} is not above zero
   *     and at most {@code fullAt}
   */
  public SiteAware {
    sites = sites.stream().sorted().toList();
    if (sites.isEmpty()) {
      throw new IllegalArgumentException("no sites: name the sites that must not be lost");
    }
    if (!(roomAgainAt > 0 && roomAgainAt <= fullAt)) {
      throw new IllegalArgumentException(
          "roomAgainAt "
              + roomAgainAt
              + " is out of range: use more than 0 and at most fullAt "
              + fullAt);
    }
  }

  @Override
  public Verdict evaluate(ClusterView view) {
    if (takeCalls(view.tally()) == 0) {
      return StatusPrecedence.verdict(view.tally(), false, "");
    }
    if (allAreFull(view)) {
      return Verdict.of(ServiceState.OVERLOADED, "needed: a node with a load below " + roomAgainAt);
    }
    List<String> lost = sites.stream().filter(site -> takeCalls(in(view, site)) == 0).toList();
    if (!lost.isEmpty()) {
      return Verdict.of(
          ServiceState.MAJOR_INCIDENT_IN_PROGRESS, "lost: " + String.join(", ", lost));
    }
    return StatusPrecedence.verdict(
        view.tally(), halfOfEachSiteIsNormal(view), "half of the nodes of each site Normal");
  }

  private boolean allAreFull(ClusterView view) {
    double full = wasOverloaded(view) ? roomAgainAt : fullAt;
    return view.members().stream()
        .filter(member -> member.state().takesCalls())
        .noneMatch(member -> load(member) < full);
  }

  private static boolean wasOverloaded(ClusterView view) {
    return view.previous().filter(last -> last.state() == ServiceState.OVERLOADED).isPresent();
  }

  private static double load(Member member) {
    return member.load().orElse(0);
  }

  private boolean halfOfEachSiteIsNormal(ClusterView view) {
    return sites.stream()
        .map(site -> in(view, site))
        .allMatch(site -> 2L * site.count(ElementState.NORMAL) >= site.members());
  }

  private static Tally in(ClusterView view, String site) {
    return view.ofSite(Optional.of(site)).tally();
  }

  private static int takeCalls(Tally tally) {
    return tally.count(ElementState.NORMAL) + tally.count(ElementState.SERVICE_DISRUPTION);
  }
}
