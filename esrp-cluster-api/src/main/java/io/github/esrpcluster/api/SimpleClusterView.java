package io.github.esrpcluster.api;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.esrpcluster.api.internal.SiteOrder;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A view of a list of members, which are counted once. */
final class SimpleClusterView implements ClusterView {
  private final ServiceId service;
  private final List<Member> members;
  private final Tally tally;
  private final Map<Optional<String>, Tally> sites;
  private final Optional<Verdict> previous;

  SimpleClusterView(
      ServiceId service, Collection<? extends Member> members, Optional<Verdict> previous) {
    this.service = Objects.requireNonNull(service, "service");
    this.members = List.copyOf(members);
    this.previous = Objects.requireNonNull(previous, "previous");
    requireMembersOfService();
    this.tally = Tally.of(this.members);
    this.sites =
        Collections.unmodifiableMap(
            this.members.stream()
                .collect(
                    groupingBy(
                        Member::site,
                        () -> new TreeMap<>(SiteOrder.BY_NAME),
                        collectingAndThen(toList(), Tally::of))));
  }

  private void requireMembersOfService() {
    Set<NodeId> seen = new HashSet<>();
    for (Member member : members) {
      ServiceId registeredFor = member.registration().service();
      if (!registeredFor.equals(service)) {
        throw new IllegalArgumentException(
            "member "
                + member.node()
                + " is registered for "
                + registeredFor
                + ": use members of "
                + service);
      }
      if (!seen.add(member.node())) {
        throw new IllegalArgumentException(
            "member " + member.node() + " appears twice: use each node once");
      }
    }
  }

  @Override
  public ServiceId service() {
    return service;
  }

  @Override
  public List<Member> members() {
    return members;
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public Map<Optional<String>, Tally> sites() {
    return sites;
  }

  @Override
  public Optional<Verdict> previous() {
    return previous;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SimpleClusterView that
        && service.equals(that.service)
        && members.equals(that.members)
        && previous.equals(that.previous);
  }

  @Override
  public int hashCode() {
    return Objects.hash(service, members, previous);
  }

  @Override
  public String toString() {
    return "ClusterView[" + service + " " + tally + "]";
  }
}
