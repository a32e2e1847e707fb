package io.github.esrpcluster.testkit.contract;

import static io.github.esrpcluster.api.ServiceState.Availability.AVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Tests the properties that every {@link StatusPolicy} must have, one test each. A vendor extends
 * it:
 *
 * <pre>{@code
 * class MyPolicyContractTest extends StatusPolicyContract {
 *   @Override
 *   protected StatusPolicy policy() {
 *     return new MyPolicy(2);
 *   }
 * }
 * }</pre>
 *
 * <p>The policy evaluates all {@link SmallClusters}, every combination of up to five members that
 * await a status, are expired, overridden or under attack, clusters of 10,000 and 40,000, services
 * of every kind, and the vendor's own {@link #moreViews()}. If the previous verdict matters, it is
 * none, or one that the policy itself returned in this test: up to two of each state. A failure
 * names the view, the verdicts and the rule. A policy cannot return a state that an ESRP never
 * publishes about itself, because {@link Verdict} refuses it.
 *
 * <p>Two properties are recommended, not required, and may be relaxed for a reason: see {@link
 * #mayWorsen} and {@link #reasonMayChange}. A relaxed property is checked too. If it holds the test
 * passes; otherwise the test is reported as aborted, with the reason and an example.
 *
 * <p>A policy that uses the load of members says so with {@link #usesLoad}. A policy that is not
 * {@code Normal} for five normal members in {@link #sites} overrides {@link #healthyCluster}.
 *
 * <p>Some faults cannot be observed from outside, such as a policy that reads a clock but gives the
 * same verdicts during the test, or that compares all pairs of values that it has copied.
 */
public abstract class StatusPolicyContract {
  private static final int FEW = 100;
  private static final int MANY = 2_000;

  private @Nullable TimeBudget budget;

  /** Creates the tests; for subclasses. */
  protected StatusPolicyContract() {}

  /**
   * Returns a policy to test. Each call should return a new one if that is cheap; all must be
   * equivalent.
   */
  protected abstract StatusPolicy policy();

  /**
   * Returns more views to evaluate, for risks of this policy only. A new stream at every call;
   * empty by default.
   */
  protected Stream<ClusterView> moreViews() {
    return Stream.empty();
  }

  /** Returns the sites of the members of small clusters; {@code east, west} by default. */
  protected List<String> sites() {
    return List.of("east", "west");
  }

  /**
   * Returns the reason why the service may become worse when one member changes from a state to a
   * better one (in the declaration order of {@link ElementState}); empty by default: it may not.
   */
  protected Optional<String> mayWorsen(ElementState from, ElementState to) {
    return Optional.empty();
  }

  /**
   * Returns the reason why the reason of a verdict may change while the state of the service and
   * the membership stay; empty by default: it may not, because each new reason is notified to every
   * publisher. If the reason depends on one more thing, such as the lost sites, override {@link
   * #reasonMayDependOn} instead.
   */
  protected Optional<String> reasonMayChange() {
    return Optional.empty();
  }

  /**
   * Returns a value of the view, with {@code equals}, on which the reason may also depend, apart
   * from the state and the membership. By default none.
   */
  protected Object reasonMayDependOn(ClusterView view) {
    return "";
  }

  /**
   * Returns whether the policy uses the load of members; false by default. A policy that does must
   * not make a service better because a load rises, and a policy that does not must ignore load.
   */
  protected boolean usesLoad() {
    return false;
  }

  /**
   * Returns a cluster for which the policy returns {@code Normal} if it has no previous verdict. By
   * default five members of different weights in {@link #sites}, all {@code Normal} and without a
   * load. A policy that needs more members, or others, overrides it.
   */
  protected ClusterView healthyCluster() {
    return SmallClusters.healthy(sites());
  }

  /**
   * Returns the longest time that an evaluation may take on average, 250 microseconds by default,
   * so that the contract ends within minutes. Each test allows 5 seconds on top of that for a busy
   * machine. A longer time fails less, and lets the contract take longer.
   */
  protected Duration maxEvaluationTime() {
    return Duration.ofNanos(250_000);
  }

  /** Returns the clock that measures the evaluations. */
  TimeSource timeSource() {
    return TimeSource.system();
  }

  /**
   * Returns the maximum length of a reason, in characters; 1,000 by default. Each notification
   * contains the reason, and a SIP message should fit a datagram.
   */
  protected int maxReasonLength() {
    return 1_000;
  }

  // ---- a verdict for every view

  /** Verifies that the policy neither throws nor returns null. */
  @Test
  public final void policy_evaluates_every_small_cluster() {
    PolicyEvaluator evaluator = evaluator();
    for (Optional<Verdict> previous : previous(evaluator)) {
      evaluator.evaluateAll(views(), previous);
    }
  }

  /** Verifies the same for a service id without a domain: a URN, an IP address, a single label. */
  @Test
  public final void policy_evaluates_services_of_every_kind() {
    PolicyEvaluator evaluator = evaluator();
    List<Optional<Verdict>> previous = previous(evaluator);
    for (ServiceId service : ServiceKinds.ALL) {
      for (ClusterView view : SmallClusters.ofService(service, sites())) {
        previous.forEach(verdict -> evaluator.evaluate(view, verdict));
      }
    }
  }

  /** Verifies that the policy has no limit of size. */
  @Test
  public final void policy_evaluates_clusters_of_1_2_and_10_000_members() {
    PolicyEvaluator evaluator = evaluator();
    Stream.of(1, 2).flatMap(LargeClusters::of).forEach(evaluator::evaluate);
    LargeClusters.LARGEST.forEach(evaluator::evaluate);
  }

  /** Verifies {@link #maxReasonLength} for clusters of 10,000 members. */
  @Test
  public final void reason_stays_short_for_large_clusters() {
    PolicyEvaluator evaluator = evaluator();
    for (ClusterView view : LargeClusters.LARGEST) {
      assertThat(evaluator.evaluate(view).reason())
          .as("the reason for a cluster of 10,000: %s", ViewText.view(view))
          .hasSizeLessThanOrEqualTo(maxReasonLength());
    }
  }

  /**
   * Verifies that 20 times the members and sites need at most 40 times the accesses: enough for a
   * sort, far too few for two nested loops. Healthy, lost and mixed clusters, with every previous
   * verdict.
   */
  @Test
  public final void policy_accesses_each_member_a_bounded_number_of_times() {
    PolicyEvaluator evaluator = evaluator();
    List<ClusterView> few = LargeClusters.of(FEW).toList();
    List<ClusterView> many = LargeClusters.of(MANY).toList();
    for (Optional<Verdict> previous : previous(evaluator)) {
      for (int kind = 0; kind < few.size(); kind++) {
        cost(evaluator, few.get(kind), previous)
            .requireLinearTo(cost(evaluator, many.get(kind), previous));
      }
    }
  }

  // ---- a pure function of the view

  /** Verifies that the policy is deterministic. */
  @Test
  public final void same_view_gets_the_same_verdict() {
    PolicyEvaluator evaluator = evaluator();
    for (ClusterView view : views()) {
      evaluator.requireSame(evaluator.evaluate(view), view, "the same view gets the same verdict");
    }
  }

  /** Verifies that the order of the members and the sites of a view does not matter. */
  @Test
  public final void verdict_ignores_the_order_of_members() {
    PolicyEvaluator evaluator = evaluator();
    for (ClusterView view : views()) {
      Verdict verdict = evaluator.evaluate(view);
      for (ClusterView reordered : ReorderedView.all(view)) {
        evaluator.requireSame(verdict, reordered, "the order of the members does not matter");
      }
    }
  }

  /** Verifies that the policy keeps no state between evaluations. */
  @Test
  public final void verdict_ignores_earlier_evaluations() {
    List<ClusterView> views = views();
    List<Verdict> forwards = evaluator().evaluateAll(views, Optional.empty());
    PolicyEvaluator backwards = evaluator();
    for (int i = views.size() - 1; i >= 0; i--) {
      backwards.requireSame(forwards.get(i), views.get(i), "earlier evaluations do not matter");
    }
  }

  /** Verifies that several threads may evaluate several services at the same time. */
  @Test
  public final void verdict_ignores_concurrent_evaluations() throws InterruptedException {
    PolicyEvaluator evaluator = evaluator();
    List<ClusterView> views = new ArrayList<>(LargeClusters.of(3).toList());
    views.addAll(viewWithDifferentVerdicts(evaluator));
    new ConcurrencyCheck(evaluator, views).check();
  }

  /** Returns one view with two previous verdicts that change its verdict; none if none does. */
  private List<ClusterView> viewWithDifferentVerdicts(PolicyEvaluator evaluator) {
    List<ClusterView> views = views();
    List<Optional<Verdict>> previous = previous(evaluator);
    for (int i = 0; i < views.size(); i += PreviousVerdicts.SAMPLE) {
      ClusterView view = views.get(i);
      Verdict first = evaluator.evaluate(view);
      for (Optional<Verdict> verdict : previous) {
        ClusterView later = new ViewWithPrevious(view, verdict);
        if (!evaluator.evaluate(later).equals(first)) {
          return List.of(view, later);
        }
      }
    }
    return List.of();
  }

  // ---- the status tells the truth

  /** Verifies that an empty cluster gets no state in which upstream sends calls normally. */
  @Test
  public final void empty_cluster_is_never_normal() {
    requireUnavailable("an empty cluster", view -> view.tally().isEmpty());
  }

  /** Verifies the same for a cluster whose members take no calls. */
  @Test
  public final void cluster_that_takes_no_calls_is_never_normal() {
    requireUnavailable(
        "a cluster that takes no calls",
        view ->
            !view.tally().isEmpty()
                && view.members().stream().noneMatch(member -> member.state().takesCalls()));
  }

  /**
   * Verifies that no trouble is remembered for ever: {@link #healthyCluster} is {@code Normal},
   * also after every other cluster, with its verdict as the previous one.
   */
  @Test
  public final void cluster_that_becomes_all_normal_becomes_normal() {
    ClusterView healthy = healthyCluster();
    PolicyEvaluator evaluator = evaluator();
    Verdict first = evaluator.evaluate(healthy);
    if (first.state() != ServiceState.NORMAL) {
      fail(
          "a cluster whose members are all Normal is Normal, but was %s at %s: if the policy needs"
              + " more members, or others, override healthyCluster()",
          first, ViewText.view(healthy));
    }
    Set<Verdict> troubles = new HashSet<>();
    for (ClusterView view : views()) {
      Verdict trouble = evaluator.evaluate(view);
      if (troubles.add(trouble)) {
        requireRecovery(evaluator, healthy, trouble, ViewText.view(view));
      }
    }
    for (Optional<Verdict> previous : previous(evaluator)) {
      requireRecovery(evaluator, healthy, previous.orElse(first), "another cluster");
    }
  }

  /** Verifies that the policy is monotonic; see {@link #mayWorsen}. */
  @Test
  public final void improving_member_never_worsens_the_service() {
    PolicyEvaluator evaluator = evaluator();
    new MonotonicityCheck(SmallClusters.in(sites()), this::mayWorsen)
        .check(evaluator, previous(evaluator));
  }

  /**
   * Verifies the same for thousands of members of the largest weight, which overflow an int; and
   * that they are not worse than members of the smallest weight if all are normal.
   */
  @Test
  public final void improving_members_never_worsen_a_heavy_cluster() {
    PolicyEvaluator evaluator = evaluator();
    for (LargeClusters.HeavyCluster cluster : LargeClusters.heavy(sites())) {
      List<ClusterView> views = cluster.recovering();
      for (int step = 1; step < views.size(); step++) {
        requireNotWorse(evaluator, views.get(step - 1), views.get(step));
      }
      requireNotWorse(evaluator, cluster.light(), views.get(views.size() - 1));
    }
  }

  /**
   * Verifies that 40,000 members of the largest weight, whose sum exceeds an int, get the state of
   * 10,000 such members with the same share of normal ones.
   */
  @Test
  public final void same_share_of_a_heavier_cluster_gets_the_same_state() {
    PolicyEvaluator evaluator = evaluator();
    List<LargeClusters.HeavyCluster> clusters = LargeClusters.heavy(sites());
    List<ClusterView> small = clusters.get(0).recovering();
    List<ClusterView> large = clusters.get(1).recovering();
    for (int step = 0; step < small.size(); step++) {
      Verdict ofSmall = evaluator.evaluate(small.get(step));
      Verdict ofLarge = evaluator.evaluate(large.get(step));
      if (ofSmall.state() != ofLarge.state()) {
        fail(
            "the same share of normal members gets the same state, but it is %s with %s, weight %d,"
                + " and %s with %s, weight %d",
            ofSmall,
            small.get(step).tally(),
            small.get(step).tally().weight(),
            ofLarge,
            large.get(step).tally(),
            large.get(step).tally().weight());
      }
    }
  }

  /** Verifies that the service does not improve while a load rises; see {@link #usesLoad}. */
  @Test
  public final void rising_load_never_improves_the_service() {
    PolicyEvaluator evaluator = evaluator();
    new LoadCheck(usesLoad(), sites()).check(evaluator, previous(evaluator));
  }

  // ---- no flapping

  /**
   * Verifies that a hysteresis is consistent: while nothing changes, the verdict does not depend on
   * the number of evaluations. The reason may change at the second evaluation if {@link
   * #reasonMayDependOn} returns the previous verdict.
   */
  @Test
  public final void verdict_stays_while_nothing_changes() {
    PolicyEvaluator evaluator = evaluator();
    List<Optional<Verdict>> previous = previous(evaluator);
    for (ClusterView view : views()) {
      Set<Verdict> verdicts = new LinkedHashSet<>();
      previous.forEach(verdict -> verdicts.add(evaluator.evaluate(view, verdict)));
      verdicts.forEach(first -> requireStable(evaluator, view, first));
    }
  }

  /** Verifies that reasons are stable; see {@link #reasonMayChange}, {@link #reasonMayDependOn}. */
  @Test
  public final void reason_stays_while_state_and_membership_stay() {
    ReasonStabilityCheck check = new ReasonStabilityCheck(this::reasonMayDependOn);
    PolicyEvaluator evaluator = evaluator();
    List<Optional<Verdict>> previous = previous(evaluator);
    for (ClusterView view : views()) {
      Verdict first = evaluator.evaluate(view);
      check.add(view, first);
      for (Optional<Verdict> verdict : previous) {
        ClusterView later = new ViewWithPrevious(view, verdict);
        Verdict second = evaluator.evaluate(later);
        if (!second.equals(first)) {
          check.add(later, second);
        }
      }
    }
    check.violation().ifPresent(how -> RelaxedProperty.violated(reasonMayChange(), how));
    assertThat(check.compared())
        .as("number of reasons compared (0: reasonMayDependOn returns a new value for each view)")
        .isPositive();
  }

  // ---- helpers

  private PolicyEvaluator evaluator() {
    if (budget == null) {
      budget =
          new TimeBudget(
              timeSource(),
              "evaluating",
              maxEvaluationTime(),
              "a policy returns at once; if it cannot be faster, override maxEvaluationTime()");
    }
    return new PolicyEvaluator(policy(), budget);
  }

  private List<Optional<Verdict>> previous(PolicyEvaluator evaluator) {
    return PreviousVerdicts.of(evaluator, views());
  }

  private List<ClusterView> views() {
    return Stream.of(
            SmallClusters.in(sites()).views().stream(), MixedClusters.VIEWS.stream(), moreViews())
        .flatMap(views -> views)
        .toList();
  }

  private static AccessCost cost(
      PolicyEvaluator evaluator, ClusterView view, Optional<Verdict> previous) {
    AccessCounter accesses = new AccessCounter();
    evaluator.evaluate(accesses.wrapAll(new ViewWithPrevious(view, previous)));
    return new AccessCost(view.members().size(), accesses.count());
  }

  private void requireUnavailable(String subject, Predicate<ClusterView> unavailable) {
    PolicyEvaluator evaluator = evaluator();
    List<Optional<Verdict>> previous = previous(evaluator);
    for (ClusterView view : views()) {
      if (unavailable.test(view)) {
        previous.forEach(verdict -> requireUnavailable(evaluator, view, verdict, subject));
      }
    }
  }

  private static void requireUnavailable(
      PolicyEvaluator evaluator, ClusterView view, Optional<Verdict> previous, String subject) {
    Verdict verdict = evaluator.evaluate(view, previous);
    if (verdict.state().availability() == AVAILABLE) {
      fail(
          "%s never makes upstream send calls normally, but it was %s at %s, previously %s",
          subject, verdict, ViewText.view(view), previous.map(Verdict::toString).orElse("nothing"));
    }
  }

  private void requireNotWorse(PolicyEvaluator evaluator, ClusterView before, ClusterView after) {
    Verdict first = evaluator.evaluate(before);
    Verdict second = evaluator.evaluate(after);
    if (first.state().betterThan(second.state())) {
      RelaxedProperty.violated(
          mayWorsen(ElementState.DOWN, ElementState.NORMAL),
          ViewText.format(
              "members that improve, or are heavier, never worsen the service, but it is %s with %s,"
                  + " weight %d, and %s with %s, weight %d",
              first,
              before.tally(),
              before.tally().weight(),
              second,
              after.tally(),
              after.tally().weight()));
    }
  }

  private static void requireRecovery(
      PolicyEvaluator evaluator, ClusterView healthy, Verdict trouble, String where) {
    Verdict recovered = evaluator.evaluate(healthy, Optional.of(trouble));
    if (recovered.state() != ServiceState.NORMAL) {
      fail(
          "a cluster whose members become all Normal becomes Normal, but was %s at %s, after %s at"
              + " %s",
          recovered, ViewText.view(healthy), trouble, where);
    }
  }

  private static void requireStable(PolicyEvaluator evaluator, ClusterView view, Verdict first) {
    Verdict second = evaluator.evaluate(view, Optional.of(first));
    Verdict third = evaluator.evaluate(view, Optional.of(second));
    if (first.state() != second.state() || !second.equals(third)) {
      fail(
          "a verdict stays while nothing changes, but %s became %s, and then %s, at %s",
          first, second, third, ViewText.view(view));
    }
  }
}
