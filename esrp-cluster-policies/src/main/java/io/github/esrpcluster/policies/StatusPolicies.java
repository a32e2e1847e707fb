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
 * Creates status policies. Each is an immutable value: policies created with equal arguments and
 * options are equal, may be shared by services and threads, and print their name and arguments.
 *
 * <p>In all of them an expired member stays a member until it is released or its retention ends, so
 * a quorum does not shrink when nodes die.
 *
 * <p>If a policy has two thresholds, a service that was not {@code Normal} becomes {@code Normal}
 * by reaching {@code up}, and a service that was {@code Normal} stays so with {@code down}.
 */
public final class StatusPolicies {
  private StatusPolicies() {}

  /**
   * Returns the policy that needs one {@code Normal} member: for clusters in which each node can
   * carry the whole load.
   *
   * <p>JSON form: <code>{"type":"any-up"}</code>.
   */
  public static StatusPolicy anyUp() {
    return AnyUp.INSTANCE;
  }

  /**
   * Returns the policy that needs every member: for clusters without reserve, or if upstream must
   * learn of the first loss. With {@link DisruptionWeight#HALF}, a member in {@code
   * ServiceDisruption} is not a whole member, so the verdict is that of {@link
   * DisruptionWeight#NONE}.
   *
   * <p>JSON form: <code>{"type":"all-up"}</code>, with the options {@code "disruption"} ({@code
   * "full"}, {@code "half"}, {@code "none"}) and {@code "excludingPlannedOutages"} ({@code true}).
   */
  public static ProportionalPolicy allUp() {
    return AllUp.STANDARD;
  }

  /**
   * Returns the policy that needs more than half of the members: 2 of 2, 2 of 3, 3 of 4.
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
   * @throws IllegalArgumentException if a number is less than 1, or {@code down} is above {@code
   *     up}
   */
  public static CountingPolicy quorum(int up, int down) {
    return new Quorum(
        new QuorumSize.Count(new Thresholds<>(atLeastOne("up", up), atLeastOne("down", down))));
  }

  /**
   * Returns the policy that needs this share of a declared size.
   *
   * <p>JSON form: <code>{"type":"quorum","declaredSize":5,"up":0.6}</code>, with the options of
   * {@link #allUp()}.
   *
   * @throws IllegalArgumentException as {@link #quorumShare(int, double, double)}
   */
  public static ProportionalPolicy quorumShare(int declaredSize, double share) {
    return quorumShare(declaredSize, share, share);
  }

  /**
   * Returns the policy that needs the share {@code up} of a declared size to become {@code Normal}
   * and {@code down} to stay so. The size does not depend on the number of registered members, so a
   * node that never registered, or was removed, is missing all the same.
   *
   * <p>A share is read with 15 significant digits and cut after the ninth decimal: 0.1 of 10 is
   * exactly 1, and {@code 2.0 / 3} of 3 is exactly 2.
   *
   * <p>JSON form: <code>{"type":"quorum","declaredSize":5,"up":0.6,"down":0.4}</code>, with the
   * options of {@link #allUp()}.
   *
   * @param declaredSize the number of nodes that the cluster should have, at least 1
   * @param up above 0 and at most 1
   * @param down above 0 and at most {@code up}
   * @throws IllegalArgumentException if an argument is outside these ranges
   */
  public static ProportionalPolicy quorumShare(int declaredSize, double up, double down) {
    return new Quorum(
        new QuorumSize.ShareOf(atLeastOne("declaredSize", declaredSize), shares(up, down)));
  }

  /**
   * Returns the policy that needs this share of the weight of all members: for clusters whose nodes
   * differ in capacity.
   *
   * <p>JSON form: <code>{"type":"weighted","up":0.6}</code>, with the options of {@link #allUp()}.
   *
   * @throws IllegalArgumentException as {@link #weighted(double, double)}
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
   * @param up above 0 and at most 1; exactly this share is enough
   * @param down above 0 and at most {@code up}
   * @throws IllegalArgumentException if an argument is outside these ranges
   */
  public static ProportionalPolicy weighted(double up, double down) {
    return new Weighted(shares(up, down));
  }

  /**
   * Returns the policy that gives the worst verdict of these policies, in the order of {@link
   * io.github.esrpcluster.api.ServiceState}. If several give it, the first one's reason is used. A
   * single policy is returned as it is.
   *
   * <p>The {@linkplain ClusterView#previous() previous verdict} that the parts see is that of the
   * combination: the hysteresis of a part holds as long as the combination was {@code Normal}.
   *
   * <p>JSON form: <code>{"type":"worst-of","policies":[...]}</code>.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy worstOf(StatusPolicy... policies) {
    return worstOf(Arrays.asList(policies));
  }

  /**
   * Returns the same as {@link #worstOf(StatusPolicy...)}, for a list.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy worstOf(List<? extends StatusPolicy> policies) {
    List<StatusPolicy> parts = parts("worst-of", policies);
    return parts.size() == 1 ? parts.get(0) : new WorstOf(parts);
  }

  /**
   * Returns the policy that gives the best verdict of these policies, in the order of {@link
   * io.github.esrpcluster.api.ServiceState}. If several give it, the first one's reason is used. A
   * single policy is returned as it is.
   *
   * <p>The {@linkplain ClusterView#previous() previous verdict} that the parts see is that of the
   * combination: the hysteresis of a part holds as long as the combination was {@code Normal}.
   *
   * <p>JSON form: <code>{"type":"best-of","policies":[...]}</code>.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy bestOf(StatusPolicy... policies) {
    return bestOf(Arrays.asList(policies));
  }

  /**
   * Returns the same as {@link #bestOf(StatusPolicy...)}, for a list.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy bestOf(List<? extends StatusPolicy> policies) {
    List<StatusPolicy> parts = parts("best-of", policies);
    return parts.size() == 1 ? parts.get(0) : new BestOf(parts);
  }

  /**
   * Returns the policy that evaluates each site (failure domain) alone and needs this number of
   * satisfied sites. A site is satisfied if the policy finds a state in which calls may be sent
   * normally. With fewer satisfied sites the service is {@code Partial} while any member takes
   * calls, and the reason names the lost sites; otherwise the published precedence gives the state.
   *
   * <p>Members that registered without a site form one site of their own. A site whose last member
   * was released or removed is not seen any more; to detect that, {@linkplain
   * #perSite(StatusPolicy, int, Collection) declare the sites}. The policy sees no {@linkplain
   * ClusterView#previous() previous verdict} of a site.
   *
   * <p>JSON form: <code>{"type":"per-site","needed":2,"policy":{...}}</code>.
   *
   * @param needed the number of sites that must be satisfied, at least 1
   * @throws IllegalArgumentException if {@code needed} is less than 1
   */
  public static StatusPolicy perSite(StatusPolicy policy, int needed) {
    return new PerSite(
        Objects.requireNonNull(policy, "policy"), atLeastOne("needed", needed), List.of());
  }

  /**
   * Returns the policy that evaluates each of these sites alone and needs this number of satisfied
   * ones. Other sites, and members without a site, are ignored. A declared site without members is
   * lost.
   *
   * <p>JSON form: <code>{"type":"per-site","needed":1,"sites":["east","west"],"policy":{...}}
   * </code>.
   *
   * @param needed the number of sites that must be satisfied, at least 1 and at most all
   * @param sites their names, in any order
   * @throws IllegalArgumentException if a name is blank, has no UTF-8 form or occurs twice, or
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
      Checks.token("site", site);
      if (!declared.add(site)) {
        throw new IllegalArgumentException(
            "site " + Texts.quote(site) + " occurs twice: name each site once");
      }
    }
    return List.copyOf(declared);
  }
}
