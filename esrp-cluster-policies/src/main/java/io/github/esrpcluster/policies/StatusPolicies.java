package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.StatusPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Policies made of other policies, built-in or a vendor's. Each is an immutable value that equals
 * another one of equal parts.
 *
 * <p>The {@linkplain ClusterView#previous() previous verdict} that the parts of a worst-of or
 * best-of see is that of the whole combination: a hysteresis in a part holds as long as the
 * combination was {@code Normal}. The parts of a per-site see none.
 */
public final class Policies {
  private Policies() {}

  /**
   * All must be content: the worst verdict that one of these policies finds, in the order of {@link
   * io.github.esrpcluster.api.ServiceState}; of equally bad ones the first, with its reason. One
   * policy is returned as itself.
   *
   * <p>JSON form: <code>{"type":"worst-of","policies":[...]}</code>.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy worstOf(StatusPolicy... policies) {
    return worstOf(Arrays.asList(policies));
  }

  /**
   * The same for a list.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy worstOf(List<? extends StatusPolicy> policies) {
    List<StatusPolicy> parts = parts("worst-of", policies);
    return parts.size() == 1 ? parts.get(0) : new WorstOf(parts);
  }

  /**
   * One must be content: the best verdict that one of these policies finds, in the order of {@link
   * io.github.esrpcluster.api.ServiceState}; of equally good ones the first, with its reason. One
   * policy is returned as itself.
   *
   * <p>JSON form: <code>{"type":"best-of","policies":[...]}</code>.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy bestOf(StatusPolicy... policies) {
    return bestOf(Arrays.asList(policies));
  }

  /**
   * The same for a list.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static StatusPolicy bestOf(List<? extends StatusPolicy> policies) {
    List<StatusPolicy> parts = parts("best-of", policies);
    return parts.size() == 1 ? parts.get(0) : new BestOf(parts);
  }

  /**
   * Enough sites must be content: the policy judges each site (failure domain) by itself, and is
   * satisfied there if it finds a state in which calls may be sent normally. With fewer satisfied
   * sites than needed the diversity is lost: the service is {@code Partial} while anybody takes
   * calls, and the reason names the lost sites; else the published precedence tells the state.
   *
   * <p>Members that named no site form one of their own. A site whose last member is released or
   * forgotten is no longer seen; where that shall be noticed by name, {@linkplain
   * #perSite(StatusPolicy, int, Collection) declare the sites}.
   *
   * <p>JSON form: <code>{"type":"per-site","needed":2,"policy":{...}}</code>.
   *
   * @param needed how many sites must be satisfied, at least 1
   * @throws IllegalArgumentException if less than 1
   */
  public static StatusPolicy perSite(StatusPolicy policy, int needed) {
    return new PerSite(Objects.requireNonNull(policy, "policy"), atLeastOne(needed), List.of());
  }

  /**
   * Enough of these sites must be content. Other sites are of no account; one of these without any
   * member is lost.
   *
   * <p>JSON form: <code>{"type":"per-site","needed":1,"sites":["east","west"],"policy":{...}}
   * </code>.
   *
   * @param needed how many sites must be satisfied, at least 1 and at most all
   * @param sites their names, in any order
   * @throws IllegalArgumentException if a name is blank or stands twice, or {@code needed} is out
   *     of its range
   */
  public static StatusPolicy perSite(StatusPolicy policy, int needed, Collection<String> sites) {
    Objects.requireNonNull(policy, "policy");
    List<String> declared = declared(sites);
    if (atLeastOne(needed) > declared.size()) {
      throw new IllegalArgumentException(
          "needed " + needed + " is more than the declared sites: " + declared.size());
    }
    return new PerSite(policy, needed, declared);
  }

  private static List<StatusPolicy> parts(String name, List<? extends StatusPolicy> policies) {
    List<StatusPolicy> parts = new ArrayList<>(policies);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(name + " of no policy: there must be at least one");
    }
    for (int i = 0; i < parts.size(); i++) {
      Objects.requireNonNull(parts.get(i), name + " policy " + i);
    }
    return List.copyOf(parts);
  }

  private static int atLeastOne(int needed) {
    if (needed < 1) {
      throw new IllegalArgumentException("needed " + needed + " is less than 1");
    }
    return needed;
  }

  private static List<String> declared(Collection<String> sites) {
    TreeSet<String> declared = new TreeSet<>();
    for (String site : sites) {
      if (Objects.requireNonNull(site, "site").isBlank()) {
        throw new IllegalArgumentException("site \"" + site + "\" is blank");
      }
      if (!declared.add(site)) {
        throw new IllegalArgumentException("site \"" + site + "\" stands twice");
      }
    }
    return List.copyOf(declared);
  }
}
