package io.github.esrpcluster.testkit;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Any view in one expression, without a manager: what a test of a {@link
 * io.github.esrpcluster.api.StatusPolicy} starts from.
 *
 * <pre>{@code
 * ClusterView view =
 *     Views.of("sip:esrp.example.org").site("east").normal(3).site("west").overloaded(1).build();
 * }</pre>
 *
 * <p>Members that are only counted have weight 1 and are named after their state, as in {@code
 * normal1.example.org} and {@code going-down2.example.org}. Counts are zero or more. Not
 * thread-safe; the views that it builds are immutable, and it may go on after one.
 */
public final class Views {
  private final ServiceId service;
  private final List<Member> members = new ArrayList<>();
  private @Nullable String site;
  private @Nullable Verdict previous;

  private Views(ServiceId service) {
    this.service = Objects.requireNonNull(service, "service");
  }

  /** Starts a view of this service, without any member. */
  public static Views of(ServiceId service) {
    return new Views(service);
  }

  /**
   * Starts a view of this service, without any member.
   *
   * @throws IllegalArgumentException if the text is no service id
   */
  public static Views of(String service) {
    return of(ServiceId.of(service));
  }

  /** This many more {@link ElementState#NORMAL} ones. */
  public Views normal(int count) {
    return nodes(count, ElementState.NORMAL);
  }

  /** This many more in {@link ElementState#SERVICE_DISRUPTION}. */
  public Views disrupted(int count) {
    return nodes(count, ElementState.SERVICE_DISRUPTION);
  }

  /** This many more {@link ElementState#OVERLOADED} ones. */
  public Views overloaded(int count) {
    return nodes(count, ElementState.OVERLOADED);
  }

  /** This many more {@link ElementState#GOING_DOWN} ones. */
  public Views goingDown(int count) {
    return nodes(count, ElementState.GOING_DOWN);
  }

  /** This many more in {@link ElementState#SCHEDULED_MAINTENANCE}. */
  public Views inMaintenance(int count) {
    return nodes(count, ElementState.SCHEDULED_MAINTENANCE);
  }

  /** This many more {@link ElementState#DOWN} ones. */
  public Views down(int count) {
    return nodes(count, ElementState.DOWN);
  }

  /** This many more {@link ElementState#UNREACHABLE} ones: they were normal, then fell silent. */
  public Views unreachable(int count) {
    return nodes(count, ElementState.UNREACHABLE);
  }

  /**
   * This many more members in a state.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public Views nodes(int count, ElementState state) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "count " + count + " of " + state.token() + " is negative");
    }
    long already = members.stream().filter(member -> member.state() == state).count();
    String name = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    for (long number = already + 1; number <= already + count; number++) {
      node(name + number + ".example.org", state, Registration.MIN_WEIGHT);
    }
    return this;
  }

  /**
   * One more member.
   *
   * @throws IllegalArgumentException if the name is no node id or the weight outside {@value
   *     Registration#MIN_WEIGHT} to {@value Registration#MAX_WEIGHT}
   */
  public Views node(String name, ElementState state, int weight) {
    Registration.Builder registration =
        Registration.builder(service, NodeId.of(name)).weight(weight);
    if (site != null) {
      registration.site(site);
    }
    Member.Builder member = Member.builder(registration.build());
    return member(
        state == ElementState.UNREACHABLE
            ? member.report(ElementState.NORMAL).expired().build()
            : member.report(state).build());
  }

  /** One more member, made by hand: for an override, a load, a first report still to come. */
  public Views member(Member member) {
    members.add(Objects.requireNonNull(member, "member"));
    return this;
  }

  /**
   * The members that follow are in this site, until another is named; at first in none.
   *
   * @throws IllegalArgumentException if blank
   */
  public Views site(String newSite) {
    if (newSite.isBlank()) {
      throw new IllegalArgumentException(
          "site \"" + newSite + "\" is blank: members without a site come before the first site");
    }
    site = newSite;
    return this;
  }

  /** What the policy found last. */
  public Views previous(Verdict verdict) {
    previous = Objects.requireNonNull(verdict, "verdict");
    return this;
  }

  /**
   * The view.
   *
   * @throws IllegalArgumentException if two members have the same name
   */
  public ClusterView build() {
    return previous == null
        ? ClusterView.of(service, members)
        : ClusterView.of(service, members, previous);
  }
}
