package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view with its members and sites in another order. */
record ReorderedView(ClusterView view, List<Member> members, Map<Optional<String>, Tally> sites)
    implements ClusterView {

  /** Returns the view in reverse order, and with its first member last. */
  static List<ClusterView> all(ClusterView view) {
    return List.of(reversed(view), rotated(view));
  }

  private static ClusterView reversed(ClusterView view) {
    List<Member> members = new ArrayList<>(view.members());
    Collections.reverse(members);
    return new ReorderedView(view, members, sitesReversed(view));
  }

  private static ClusterView rotated(ClusterView view) {
    List<Member> members = new ArrayList<>(view.members());
    Collections.rotate(members, -1);
    return new ReorderedView(
        view, members, sitesInOrder(view, members.stream().map(Member::site).toList()));
  }

  private static Map<Optional<String>, Tally> sitesReversed(ClusterView view) {
    List<Optional<String>> names = new ArrayList<>(view.sites().keySet());
    names.sort(Comparator.comparing((Optional<String> site) -> site.orElse("")).reversed());
    return sitesInOrder(view, names);
  }

  private static Map<Optional<String>, Tally> sitesInOrder(
      ClusterView view, List<Optional<String>> names) {
    Map<Optional<String>, Tally> sites = new LinkedHashMap<>();
    names.forEach(site -> sites.put(site, view.sites().getOrDefault(site, Tally.empty())));
    return sites;
  }

  @Override
  public ServiceId service() {
    return view.service();
  }

  @Override
  public Tally tally() {
    return view.tally();
  }

  @Override
  public Optional<Verdict> previous() {
    return view.previous();
  }
}
