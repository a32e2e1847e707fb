package io.github.esrpcluster.testkit;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Any view in one expression, without a manager: what a test of a {@link
 * io.github.esrpcluster.api.StatusPolicy} starts from.
 *
 * <pre>{@code
 * ClusterView view =
 *     ClusterViewBuilder.of("sip:esrp.example.org")
 *         .site("east").weight(3).normal(3)
 *         .site("west").weight(1).overloaded(1).awaiting(1)
 *         .previous(ServiceState.PARTIAL)
 *         .build();
 * }</pre>
 *
 * <p>Members that are only counted are named after their state, as in {@code normal1.example.org}
 * and {@code going-down2.example.org}. Counts are zero or more. Names may be {@linkplain Nodes
 * short}. Site, weight, preference, load and posture hold for the members that follow, until said
 * anew. Not thread-safe; the views that it builds are immutable, and it may go on after one.
 */
public final class ClusterViewBuilder {
  private final ServiceId service;
  private final Traits traits;
  private final List<Member> members = new ArrayList<>();
  private final Set<NodeId> names = new HashSet<>();
  private @Nullable Verdict previous;

  private ClusterViewBuilder(ServiceId service) {
    this.service = Objects.requireNonNull(service, "service");
    this.traits = new Traits(service);
  }

  /** Starts a view of this service, without any member. */
  public static ClusterViewBuilder of(ServiceId service) {
    return new ClusterViewBuilder(service);
  }

  /**
   * Starts a view of this service, without any member.
   *
   * @throws IllegalArgumentException if the text is no service id
   */
  public static ClusterViewBuilder of(String service) {
    return of(ServiceId.of(service));
  }

  /** This many more {@link ElementState#NORMAL} ones. */
  public ClusterViewBuilder normal(int count) {
    return nodes(count, ElementState.NORMAL);
  }

  /** This many more in {@link ElementState#SERVICE_DISRUPTION}. */
  public ClusterViewBuilder disrupted(int count) {
    return nodes(count, ElementState.SERVICE_DISRUPTION);
  }

  /** This many more {@link ElementState#OVERLOADED} ones. */
  public ClusterViewBuilder overloaded(int count) {
    return nodes(count, ElementState.OVERLOADED);
  }

  /** This many more {@link ElementState#GOING_DOWN} ones. */
  public ClusterViewBuilder goingDown(int count) {
    return nodes(count, ElementState.GOING_DOWN);
  }

  /** This many more in {@link ElementState#SCHEDULED_MAINTENANCE}. */
  public ClusterViewBuilder inMaintenance(int count) {
    return nodes(count, ElementState.SCHEDULED_MAINTENANCE);
  }

  /** This many more {@link ElementState#DOWN} ones. */
  public ClusterViewBuilder down(int count) {
    return nodes(count, ElementState.DOWN);
  }

  /** This many more {@link ElementState#UNREACHABLE} ones: they were normal, then fell silent. */
  public ClusterViewBuilder unreachable(int count) {
    return nodes(count, ElementState.UNREACHABLE);
  }

  /**
   * This many more that have registered and not reported yet: {@link ElementState#UNREACHABLE} too.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder awaiting(int count) {
    return numbered("awaiting", count, node -> traits.silent(node).build());
  }

  /**
   * This many more that reported {@link ElementState#NORMAL}, and an operator set this state.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder overridden(int count, ElementState set) {
    OperatorOverride<ElementState> override = OperatorOverride.of(set, "operator", "");
    return numbered(
        "overridden",
        count,
        node -> traits.reporting(node, ElementState.NORMAL).override(override).build());
  }

  /**
   * This many more members in a state.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder nodes(int count, ElementState state) {
    String name = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return numbered(name, count, node -> reporting(state, said -> traits.reporting(node, said)));
  }

  private ClusterViewBuilder numbered(String word, int count, Function<NodeId, Member> make) {
    if (count < 0) {
      throw new IllegalArgumentException("count " + count + " of " + word + " is negative");
    }
    int number = 1;
    for (int added = 0; added < count; number++) {
      NodeId node = Nodes.named(word + number);
      if (!names.contains(node)) {
        member(make.apply(node));
        added++;
      }
    }
    return this;
  }

  /** What a node cannot say of itself is that it was normal, and then its lease ran out. */
  private static Member reporting(
      ElementState state, Function<ElementState, Member.Builder> member) {
    return state == ElementState.UNREACHABLE
        ? member.apply(ElementState.NORMAL).expired().build()
        : member.apply(state).build();
  }

  /**
   * One more member.
   *
   * @throws IllegalArgumentException if the name is no node id
   */
  public ClusterViewBuilder node(String name, ElementState state) {
    NodeId node = Nodes.named(name);
    return member(reporting(state, said -> traits.reporting(node, said)));
  }

  /**
   * One more member, with a weight of its own.
   *
   * @throws IllegalArgumentException if the name is no node id or the weight outside {@value
   *     Registration#MIN_WEIGHT} to {@value Registration#MAX_WEIGHT}
   */
  public ClusterViewBuilder node(String name, ElementState state, int weight) {
    NodeId node = Nodes.named(name);
    return member(reporting(state, said -> traits.reporting(node, said, weight)));
  }

  /** One more member, made by hand: for a contact, an epoch, a reason, a last word of its own. */
  public ClusterViewBuilder member(Member member) {
    names.add(member.node());
    members.add(member);
    return this;
  }

  // ---- what holds for the members that follow

  /**
   * The members that follow are in this site, until another is named; at first in none.
   *
   * @throws IllegalArgumentException if blank
   */
  public ClusterViewBuilder site(String site) {
    Objects.requireNonNull(site, "site: members without one come before the first site");
    if (site.isBlank()) {
      throw new IllegalArgumentException(
          "site \"" + site + "\" is blank: members without a site come before the first site");
    }
    traits.site(site);
    return this;
  }

  /**
   * The members that follow have this weight; at first {@value Registration#MIN_WEIGHT}.
   *
   * @throws IllegalArgumentException if outside {@value Registration#MIN_WEIGHT} to {@value
   *     Registration#MAX_WEIGHT}
   */
  public ClusterViewBuilder weight(int weight) {
    traits.weight(weight);
    return this;
  }

  /**
   * The members that follow are in this preference tier; at first {@value
   * Registration#MIN_PREFERENCE}.
   *
   * @throws IllegalArgumentException if outside {@value Registration#MIN_PREFERENCE} to {@value
   *     Registration#MAX_PREFERENCE}
   */
  public ClusterViewBuilder preference(int preference) {
    traits.preference(preference);
    return this;
  }

  /**
   * The members that follow report this load; at first none.
   *
   * @throws IllegalArgumentException if negative, infinite or not a number
   */
  public ClusterViewBuilder load(double load) {
    traits.load(load);
    return this;
  }

  /** The members that follow report this posture; at first none. */
  public ClusterViewBuilder posture(SecurityPosture posture) {
    traits.posture(Objects.requireNonNull(posture, "posture"));
    return this;
  }

  // ---- the view

  /** What the policy found last. */
  public ClusterViewBuilder previous(Verdict verdict) {
    previous = Objects.requireNonNull(verdict, "verdict");
    return this;
  }

  /**
   * What the policy found last, without a reason.
   *
   * @throws IllegalArgumentException if a service may not say the state of itself
   */
  public ClusterViewBuilder previous(ServiceState state) {
    return previous(Verdict.of(state, ""));
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
