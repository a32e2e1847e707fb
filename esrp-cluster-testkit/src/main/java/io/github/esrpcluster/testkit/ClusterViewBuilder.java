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
 * Builds a view in one expression, without a manager, for a test of a {@link
 * io.github.esrpcluster.api.StatusPolicy}.
 *
 * <pre>{@code
 * ClusterView view =
 *     ClusterViewBuilder.of("sip:esrp.example.org")
 *         .site("east").weight(3).normal(3)
 *         .site("west").weight(1).overloaded(1).awaitingStatus(1)
 *         .previous(ServiceState.PARTIAL)
 *         .build();
 * }</pre>
 *
 * <p>Members added by count are named after their state: {@code normal1.example.org}, {@code
 * going-down2.example.org}. Names may be {@linkplain Nodes short}. Site, weight, preference, load
 * and posture apply to the members added after them, until set again. Not thread-safe. The views
 * are immutable; more members may be added after {@link #build}, for the next view.
 */
public final class ClusterViewBuilder {
  private final ServiceId service;
  private final MemberDefaults defaults;
  private final List<Member> members = new ArrayList<>();
  private final Set<NodeId> names = new HashSet<>();
  private @Nullable Verdict previous;

  private ClusterViewBuilder(ServiceId service) {
    this.service = Objects.requireNonNull(service, "service");
    this.defaults = new MemberDefaults(service);
  }

  /** Starts a view of this service, without any member. */
  public static ClusterViewBuilder of(ServiceId service) {
    return new ClusterViewBuilder(service);
  }

  /**
   * Starts a view of this service, without any member.
   *
   * @throws IllegalArgumentException if the text is not a service id
   */
  public static ClusterViewBuilder of(String service) {
    return of(ServiceId.of(service));
  }

  /**
   * Adds this many members that report {@link ElementState#NORMAL}.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder normal(int count) {
    return nodes(count, ElementState.NORMAL);
  }

  /**
   * Adds this many members that report {@link ElementState#SERVICE_DISRUPTION}.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder disrupted(int count) {
    return nodes(count, ElementState.SERVICE_DISRUPTION);
  }

  /**
   * Adds this many members that report {@link ElementState#OVERLOADED}.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder overloaded(int count) {
    return nodes(count, ElementState.OVERLOADED);
  }

  /**
   * Adds this many members that report {@link ElementState#GOING_DOWN}.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder goingDown(int count) {
    return nodes(count, ElementState.GOING_DOWN);
  }

  /**
   * Adds this many members that report {@link ElementState#SCHEDULED_MAINTENANCE}.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder inMaintenance(int count) {
    return nodes(count, ElementState.SCHEDULED_MAINTENANCE);
  }

  /**
   * Adds this many members that report {@link ElementState#DOWN}.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder down(int count) {
    return nodes(count, ElementState.DOWN);
  }

  /**
   * Adds this many {@link ElementState#UNREACHABLE} members: they reported {@code Normal}, then
   * their leases expired.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder unreachable(int count) {
    return nodes(count, ElementState.UNREACHABLE);
  }

  /**
   * Adds this many members that have registered and not reported yet; they count as {@link
   * ElementState#UNREACHABLE}.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder awaitingStatus(int count) {
    return numbered("awaiting", count, node -> defaults.awaitingStatus(node).build());
  }

  /**
   * Adds this many members that reported {@link ElementState#NORMAL} and that an operator has
   * overridden with this state.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder overridden(int count, ElementState state) {
    OperatorOverride<ElementState> override = OperatorOverride.of(state, "operator", "");
    return numbered(
        "overridden",
        count,
        node -> defaults.reporting(node, ElementState.NORMAL).override(override).build());
  }

  /**
   * Adds this many members in this state. A member that is {@link ElementState#UNREACHABLE}
   * reported {@code Normal}, then its lease expired.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public ClusterViewBuilder nodes(int count, ElementState state) {
    String name = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return numbered(
        name, count, node -> reporting(state, reported -> defaults.reporting(node, reported)));
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

  /** A node cannot report UNREACHABLE; a member becomes so when its lease expires. */
  private static Member reporting(
      ElementState state, Function<ElementState, Member.Builder> member) {
    return state == ElementState.UNREACHABLE
        ? member.apply(ElementState.NORMAL).expired().build()
        : member.apply(state).build();
  }

  /**
   * Adds a member in this state.
   *
   * @param name the name of the node, {@linkplain Nodes short} or full
   * @throws IllegalArgumentException if the name is not a node id
   */
  public ClusterViewBuilder node(String name, ElementState state) {
    NodeId node = Nodes.named(name);
    return member(reporting(state, reported -> defaults.reporting(node, reported)));
  }

  /**
   * Adds a member in this state with this weight.
   *
   * @param name the name of the node, {@linkplain Nodes short} or full
   * @throws IllegalArgumentException if the name is not a node id, or the weight is outside {@value
   *     Registration#MIN_WEIGHT} to {@value Registration#MAX_WEIGHT}
   */
  public ClusterViewBuilder node(String name, ElementState state, int weight) {
    NodeId node = Nodes.named(name);
    return member(reporting(state, reported -> defaults.reporting(node, reported, weight)));
  }

  /**
   * Adds a member built with {@link Member#builder}, for values that this builder does not set. The
   * values for the members that follow do not apply to it.
   */
  public ClusterViewBuilder member(Member member) {
    names.add(member.node());
    members.add(member);
    return this;
  }

  // ---- values for the members that follow

  /**
   * Sets the site of the members that follow. Members added before the first call have no site.
   *
   * @throws IllegalArgumentException if the site is blank, or longer than 255 characters
   */
  public ClusterViewBuilder site(String site) {
    Objects.requireNonNull(site, "site: members without one come before the first site");
    if (site.isBlank()) {
      throw new IllegalArgumentException(
          "site \"" + site + "\" is blank: members without a site come before the first site");
    }
    defaults.site(site);
    return this;
  }

  /**
   * Sets the weight of the members that follow; initially {@value Registration#MIN_WEIGHT}.
   *
   * @throws IllegalArgumentException if it is outside {@value Registration#MIN_WEIGHT} to {@value
   *     Registration#MAX_WEIGHT}
   */
  public ClusterViewBuilder weight(int weight) {
    defaults.weight(weight);
    return this;
  }

  /**
   * Sets the preference tier of the members that follow; initially {@value
   * Registration#MIN_PREFERENCE}.
   *
   * @throws IllegalArgumentException if it is outside {@value Registration#MIN_PREFERENCE} to
   *     {@value Registration#MAX_PREFERENCE}
   */
  public ClusterViewBuilder preference(int preference) {
    defaults.preference(preference);
    return this;
  }

  /**
   * Sets the load that the members that follow report; initially none. 1.0 is full load.
   *
   * @throws IllegalArgumentException if it is negative, infinite or not a number
   */
  public ClusterViewBuilder load(double load) {
    defaults.load(load);
    return this;
  }

  /** Sets the posture that the members that follow report; initially none. */
  public ClusterViewBuilder posture(SecurityPosture posture) {
    defaults.posture(Objects.requireNonNull(posture, "posture"));
    return this;
  }

  // ---- the view

  /** Sets the previous verdict of the policy; none by default. */
  public ClusterViewBuilder previous(Verdict verdict) {
    previous = Objects.requireNonNull(verdict, "verdict");
    return this;
  }

  /**
   * Sets the previous verdict of the policy, with an empty reason.
   *
   * @throws IllegalArgumentException if a service may not publish the state about itself
   */
  public ClusterViewBuilder previous(ServiceState state) {
    return previous(Verdict.of(state, ""));
  }

  /**
   * Returns a view of the members added so far.
   *
   * @throws IllegalArgumentException if two members have the same node, or one is registered for
   *     another service
   */
  public ClusterView build() {
    return previous == null
        ? ClusterView.of(service, members)
        : ClusterView.of(service, members, previous);
  }
}
