package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Creates status policies. Each policy is an immutable, thread-safe value, which several services
 * may use. Two policies created with equal arguments and options are equal. The text of {@code
 * toString} has the name and the arguments.
 *
 * <p>All policies count an expired member until it is released or its retention ends, so that a
 * quorum does not shrink when nodes fail.
 *
 * <p>Some policies have two thresholds. A service that was not {@code Normal} becomes {@code
 * Normal} when the members that are up reach {@code up}. A service that was {@code Normal} stays
 * {@code Normal} while they reach {@code down}.
 */
public final class StatusPolicies {
  private StatusPolicies() {}

  /**
   * Returns the policy that needs one {@code Normal} member: for clusters in which each node can
   * take all calls of the service.
   *
   * <p>JSON form: <code>{"type":"any-up"}</code>.
   */
  public static StatusPolicy anyUp() {
    return AnyUp.INSTANCE;
  }

  /**
   * Returns the policy that needs every member: for services that need every node, or if upstream
   * should receive a status at the first loss. With {@link DisruptionWeight#HALF}, a member in
   * {@code ServiceDisruption} is not a whole member, so the verdict is that of {@link
   * DisruptionWeight#NONE}.
   *
   * <p>JSON form: <code>{"type":"all-up"}</code>, with the options {@code "disruption"} ({@code
   * "full"}, {@code "half"}, {@code "none"}) and {@code "excludingPlannedOutages"} ({@code true}).
   */
  public static ProportionalPolicy allUp() {
    return AllUp.STANDARD;
  }

  /**
   * Returns the policy that needs more than half of the members: 1 of 1, 2 of 2, 2 of 3, 3 of 4.
   *
   * <p>JSON form: <code>{"type":"quorum","majority":true}</code>, with the options of {@link
   * #allUp()}.
   */
  public static ProportionalPolicy majority() {
    return Quorum.MAJORITY;
  }

  /**
   * Returns the policy that needs this number of members.
   *
   * <p>JSON form: <code>{"type":"quorum","up":3}</code>, with the option {@code "disruption"}.
   *
   * @param nodes the number of members that must be up, 1 or more
   * @throws IllegalArgumentException if {@code nodes} is less than 1
   */
  public static CountingPolicy quorum(int nodes) {
    return quorum(nodes, nodes);
  }

  /**
   * Returns the policy that needs {@code up} members to become {@code Normal} and {@code down} to
   * stay so.
   *
   * <p>JSON form: <code>{"type":"quorum","up":3,"down":2}</code>, with the option {@code
   * "disruption"}.
   *
   * @param up the number of members to become {@code Normal}, 1 or more
   * @param down the number of members to stay {@code Normal}, 1 to {@code up}
   * @throws IllegalArgumentException if a number is less than 1, or {@code down} is above {@code
   *     up}
   */
  public static CountingPolicy quorum(int up, int down) {
    return new Quorum(
        new QuorumSize.Count(new Thresholds<>(atLeastOne("up", up), atLeastOne("down", down))));
  }

  /**
   * Returns the policy that needs this share of a declared size; see {@link #quorumShare(int,
   * double, double)}.
   *
   * <p>JSON form: <code>{"type":"quorum","declaredSize":5,"up":0.6}</code>, with the options of
   * {@link #allUp()}.
   *
   * @param declaredSize the number of nodes that the cluster should have, 1 or more
   * @param share a billionth or more, at most 1
   * @throws IllegalArgumentException if an argument is outside these ranges
   */
  public static ProportionalPolicy quorumShare(int declaredSize, double share) {
    return quorumShare(declaredSize, share, share);
  }

  /**
   * Returns the policy that needs the share {@code up} of a declared size to become {@code Normal}
   * and {@code down} to stay so. The size does not depend on the number of registered members, so a
   * node that never registered, or was removed, counts as lost.
   *
   * <p>A share is read with 15 significant digits and cut after the ninth decimal: 0.1 of 10 is
   * exactly 1, and {@code 2.0 / 3} of 3 is exactly 2.
   *
   * <p>JSON form: <code>{"type":"quorum","declaredSize":5,"up":0.6,"down":0.4}</code>, with the
   * options of {@link #allUp()}.
   *
   * @param declaredSize the number of nodes that the cluster should have, 1 or more
   * @param up a billionth or more, at most 1
   * @param down a billionth or more, at most {@code up}
   * @throws IllegalArgumentException if an argument is outside these ranges
   */
  public static ProportionalPolicy quorumShare(int declaredSize, double up, double down) {
    return new Quorum(
        new QuorumSize.ShareOf(atLeastOne("declaredSize", declaredSize), shares(up, down)));
  }

  /**
   * Returns the policy that needs this share of the weight of all members: for clusters whose nodes
   * differ in capacity. See {@link #weighted(double, double)}.
   *
   * <p>JSON form: <code>{"type":"weighted","up":0.6}</code>, with the options of {@link #allUp()}.
   *
   * @param share a billionth or more, at most 1; exactly this share is enough
   * @throws IllegalArgumentException if the share is outside this range
   */
  public static ProportionalPolicy weighted(double share) {
    return weighted(share, share);
  }

  /**
   * Returns the policy that needs the share {@code up} of the weight of all members to become
   * {@code Normal} and {@code down} to stay so. A share is read as by {@link #quorumShare(int,
   * double, double)}; the comparison is exact.
   *
   * <p>JSON form: <code>{"type":"weighted","up":0.6,"down":0.5}</code>, with the options of {@link
   * #allUp()}.
   *
   * @param up a billionth or more, at most 1; exactly this share is enough
   * @param down a billionth or more, at most {@code up}
   * @throws IllegalArgumentException if an argument is outside these ranges
   */
  public static ProportionalPolicy weighted(double up, double down) {
    return new Weighted(shares(up, down));
  }

  /**
   * Returns the policy that gives the worst verdict of these policies, in the order of {@link
   * io.github.esrpcluster.api.ServiceState}. If several policies give that state, the verdict of
   * the first of them counts. A single policy is returned as it is.
   *
   * <p>Each of the policies sees the {@linkplain ClusterView#previous() previous verdict} of the
   * combination. So a hysteresis of one of them applies if the combination was {@code Normal}.
   *
   * <p>JSON form: <code>{"type":"worst-of","policies":[...]}</code>.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy worstOf(StatusPolicy... policies) {
    return worstOf(Arrays.asList(policies));
  }

  /**
   * Returns the policy that gives the worst verdict of these policies; see {@link
   * #worstOf(StatusPolicy...)}. The list is copied.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy worstOf(List<? extends StatusPolicy> policies) {
    List<StatusPolicy> parts = parts("worst-of", policies);
    return parts.size() == 1 ? parts.get(0) : new WorstOf(parts);
  }

  /**
   * Returns the policy that gives the best verdict of these policies, in the order of {@link
   * io.github.esrpcluster.api.ServiceState}. If several policies give that state, the verdict of
   * the first of them counts. A single policy is returned as it is.
   *
   * <p>Each of the policies sees the {@linkplain ClusterView#previous() previous verdict} of the
   * combination. So a hysteresis of one of them applies if the combination was {@code Normal}.
   *
   * <p>JSON form: <code>{"type":"best-of","policies":[...]}</code>.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy bestOf(StatusPolicy... policies) {
    return bestOf(Arrays.asList(policies));
  }

  /**
   * Returns the policy that gives the best verdict of these policies; see {@link
   * #bestOf(StatusPolicy...)}. The list is copied.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy bestOf(List<? extends StatusPolicy> policies) {
    List<StatusPolicy> parts = parts("best-of", policies);
    return parts.size() == 1 ? parts.get(0) : new BestOf(parts);
  }

  /**
   * Returns the policy that evaluates each site (failure domain) alone and needs this number of
   * available sites. A site is available if the given policy finds a state for it in which calls
   * may be sent normally ({@link io.github.esrpcluster.api.ServiceState.Availability#AVAILABLE});
   * otherwise it is lost. With fewer available sites the service is {@code Partial} while any
   * member takes calls, and the reason names the lost sites. If no member takes calls, the
   * published precedence gives the state.
   *
   * <p>Members that registered without a site form one site of their own. If the last member of a
   * site is released or removed, the site does not count any more; to count it as lost, {@linkplain
   * #perSite(StatusPolicy, int, Collection) declare the sites}. The given policy sees no
   * {@linkplain ClusterView#previous() previous verdict} of a site.
   *
   * <p>JSON form: <code>{"type":"per-site","needed":2,"policy":{...}}</code>.
   *
   * @param policy evaluates each site
   * @param needed the number of sites that must be available, 1 or more
   * @throws IllegalArgumentException if {@code needed} is less than 1
   */
  public static StatusPolicy perSite(StatusPolicy policy, int needed) {
    return new PerSite(
        Objects.requireNonNull(policy, "policy"), atLeastOne("needed", needed), List.of());
  }

  /**
   * Returns the policy that evaluates each of these sites alone and needs this number of available
   * ones; see {@link #perSite(StatusPolicy, int)}. The number of available sites does not include
   * other sites and members without a site. A declared site without members is lost.
   *
   * <p>JSON form: <code>{"type":"per-site","needed":1,"sites":["east","west"],"policy":{...}}
   * </code>.
   *
   * @param policy evaluates each site
   * @param needed the number of sites that must be available, 1 to the number of declared sites
   * @param sites the names of the declared sites, in any order
   * @throws IllegalArgumentException if a name is blank, has a hidden character or occurs twice, or
   *     {@code needed} is out of its range
   */
  public static StatusPolicy perSite(StatusPolicy policy, int needed, Collection<String> sites) {
    Objects.requireNonNull(policy, "policy");
    List<String> declared = declared(sites);
    if (atLeastOne("needed", needed) > declared.size()) {
      throw new IllegalArgumentException(
          "needed " + needed + " is above the number of declared sites, " + declared.size());
    }
    return new PerSite(policy, needed, declared);
  }

  private static Thresholds<Share> shares(double up, double down) {
    return new Thresholds<>(Share.of("up", up), Share.of("down", down));
  }

  private static List<StatusPolicy> parts(String name, List<? extends StatusPolicy> policies) {
    List<StatusPolicy> parts = new ArrayList<>(policies);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(name + " has no policy: give at least one");
    }
    for (int i = 0; i < parts.size(); i++) {
      Objects.requireNonNull(parts.get(i), name + " policy " + i);
    }
    return List.copyOf(parts);
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + " is less than 1");
    }
    return value;
  }

  private static List<String> declared(Collection<String> sites) {
    TreeSet<String> declared = new TreeSet<>();
    for (String site : sites) {
      Checks.name("site", site);
      if (!declared.add(site)) {
        throw new IllegalArgumentException(
            "site " + Texts.quote(site) + " occurs twice: name each site once");
      }
    }
    return List.copyOf(declared);
  }
}
