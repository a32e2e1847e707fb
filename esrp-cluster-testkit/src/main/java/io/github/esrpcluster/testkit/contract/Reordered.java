package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A view with its members, and its sites, in another order. */
record Reordered(ClusterView view, List<Member> members, Map<String, Tally> sites)
    implements ClusterView {

  /** The view backwards, and with its first member last. */
  static List<ClusterView> all(ClusterView view) {
    return List.of(backwards(view), rotated(view));
  }

  private static ClusterView backwards(ClusterView view) {
    List<Member> members = new ArrayList<>(view.members());
    Collections.reverse(members);
    return new Reordered(view, members, new TreeMap<>(view.sites()).descendingMap());
  }

  private static ClusterView rotated(ClusterView view) {
    List<Member> members = new ArrayList<>(view.members());
    Collections.rotate(members, -1);
    Map<String, Tally> sites = new LinkedHashMap<>();
    members.forEach(member -> sites.putIfAbsent(site(member), site(view, member)));
    return new Reordered(view, members, sites);
  }

  private static String site(Member member) {
    return member.site().orElse("");
  }

  private static Tally site(ClusterView view, Member member) {
    return view.sites().getOrDefault(site(member), Tally.empty());
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
