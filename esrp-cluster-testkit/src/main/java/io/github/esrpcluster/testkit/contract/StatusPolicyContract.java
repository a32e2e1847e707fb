package io.github.esrpcluster.testkit.contract;

import static io.github.esrpcluster.api.ServiceState.Availability.AVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
 * await a status, are expired, overridden or under attack, clusters of 10,000, and the vendor's own
 * {@link #moreViews()}; with every possible previous verdict if it matters. A failure names the
 * view, the verdicts and the rule. A policy cannot return a state that an ESRP never publishes
 * about itself, because {@link Verdict} refuses it.
 *
 * <p>Two properties are recommended, not required, and may be relaxed for a reason: see {@link
 * #mayWorsen} and {@link #reasonMayChange}. A relaxed property is checked too. If it holds the test
 * passes; otherwise the test is reported as aborted, with the reason and an example.
 *
 * <p>Some faults cannot be observed from outside, such as a policy that reads a clock but gives the
 * same verdicts during the test.
 */
public abstract class StatusPolicyContract {
  private static final int FEW = 100;
  private static final int MANY = 2_000;
  private static final int ACCESSES = 4;
  private static final String CONCURRENCY_RULE =
      "two threads may evaluate two services at the same time";

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
    for (Optional<Verdict> previous : PolicyEvaluator.PREVIOUS) {
      evaluator.evaluateAll(views(), previous);
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
   * Verifies that 20 times the members need at most 40 times the accesses: enough for a sort, far
   * too few for two nested loops.
   */
  @Test
  public final void policy_accesses_each_member_a_bounded_number_of_times() {
    cost(LargeClusters.mixed(FEW)).requireLinearTo(cost(LargeClusters.mixed(MANY)));
    cost(LargeClusters.oneSitePerMember(FEW))
        .requireLinearTo(cost(LargeClusters.oneSitePerMember(MANY)));
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
    List<ClusterView> views = LargeClusters.of(3).toList();
    for (int access = 1; access <= ACCESSES; access++) {
      for (int i = 0; i < views.size(); i++) {
        if (!interleave(views.get(i), access, views.get((i + access) % views.size()))) {
          return; // the policy lets one thread in at a time, so evaluations cannot interfere
        }
      }
    }
  }

  // ---- the status tells the truth

  /** Verifies that an empty cluster gets no state in which upstream sends calls normally. */
  @Test
  public final void empty_cluster_is_never_normal() {
    views().stream()
        .filter(view -> view.tally().isEmpty())
        .forEach(view -> requireUnavailable(view, "an empty cluster"));
  }

  /** Verifies the same for a cluster whose members take no calls. */
  @Test
  public final void cluster_that_takes_no_calls_is_never_normal() {
    views().stream()
        .filter(view -> view.members().stream().noneMatch(member -> member.state().takesCalls()))
        .filter(view -> !view.tally().isEmpty())
        .forEach(view -> requireUnavailable(view, "a cluster that takes no calls"));
  }

  /** Verifies that the policy is monotonic; see {@link #mayWorsen}. */
  @Test
  public final void improving_member_never_worsens_the_service() {
    new MonotonicityCheck(SmallClusters.in(sites()), this::mayWorsen).check(evaluator());
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
    for (ClusterView view : views()) {
      Set<Verdict> verdicts = new LinkedHashSet<>();
      PolicyEvaluator.PREVIOUS.forEach(
          previous -> verdicts.add(evaluator.evaluate(view, previous)));
      verdicts.forEach(first -> requireStable(evaluator, view, first));
    }
  }

  /** Verifies that reasons are stable; see {@link #reasonMayChange}, {@link #reasonMayDependOn}. */
  @Test
  public final void reason_stays_while_state_and_membership_stay() {
    ReasonStabilityCheck check = new ReasonStabilityCheck(this::reasonMayDependOn);
    PolicyEvaluator evaluator = evaluator();
    for (ClusterView view : views()) {
      ClusterView later = ViewWithPrevious.of(view, evaluator.evaluate(view));
      for (ClusterView each : List.of(view, later, ViewWithPrevious.of(view, Verdict.normal()))) {
        check.add(each, evaluator.evaluate(each));
      }
    }
    check.violation().ifPresent(how -> RelaxedProperty.violated(reasonMayChange(), how));
    assertThat(check.compared())
        .as("number of reasons compared (0: reasonMayDependOn returns a new value for each view)")
        .isPositive();
  }

  // ---- helpers

  private PolicyEvaluator evaluator() {
    return new PolicyEvaluator(policy());
  }

  private List<ClusterView> views() {
    return Stream.of(
            SmallClusters.in(sites()).views().stream(), MixedClusters.VIEWS.stream(), moreViews())
        .flatMap(views -> views)
        .toList();
  }

  private AccessCost cost(ClusterView view) {
    AccessCounter accesses = new AccessCounter();
    evaluator().evaluate(accesses.wrap(view));
    return new AccessCost(view.members().size(), accesses.count());
  }

  private void requireUnavailable(ClusterView view, String subject) {
    for (Optional<Verdict> previous : PolicyEvaluator.PREVIOUS) {
      Verdict verdict = evaluator().evaluate(view, previous);
      if (verdict.state().availability() == AVAILABLE) {
        fail(
            "%s never makes upstream send calls normally, but it was %s at %s, previously %s",
            subject,
            verdict,
            ViewText.view(view),
            previous.map(Verdict::toString).orElse("nothing"));
      }
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

  private boolean interleave(ClusterView view, int access, ClusterView otherView)
      throws InterruptedException {
    PolicyEvaluator evaluator = evaluator();
    Verdict alone = evaluator.evaluate(view);
    Verdict otherAlone = evaluator.evaluate(otherView);
    Interleaving<Verdict> interleaving = new Interleaving<>(() -> evaluator.evaluate(otherView));
    interleaving.runAtAccess(access);
    evaluator.requireSame(alone, new InterleavedView(view, interleaving), CONCURRENCY_RULE);
    assertThat(interleaving.innerResult())
        .as("%s; at %s", CONCURRENCY_RULE, ViewText.view(otherView))
        .isEqualTo(otherAlone);
    return !interleaving.isSerialized();
  }
}
