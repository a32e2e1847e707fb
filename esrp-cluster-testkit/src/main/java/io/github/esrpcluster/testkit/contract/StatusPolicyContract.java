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
 * What every {@link StatusPolicy} keeps, each property as a test of its own. A vendor extends it:
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
 * <p>The policy judges each of the {@link SmallClusters}, every mixture of up to five members that
 * await a status, are expired, overridden or under attack, clusters of 10,000, and the vendor's own
 * {@link #moreViews()}; each with every verdict that it can have found before, where that matters.
 * A failure names the view, the verdicts and the rule. States that an ESRP never says of itself are
 * refused by {@link Verdict}: who tries to make one, throws.
 *
 * <p>Two properties are rather asked of a policy than required, and may be relaxed for a reason:
 * see {@link #mayWorsen} and {@link #reasonMayFlicker}. A relaxed property is checked all the same.
 * If it holds the test passes; if not it is reported as aborted, with the reason and an example.
 *
 * <p>What cannot be seen from outside is not seen: a policy that asks the clock, but answers alike
 * for the seconds that the tests take.
 */
public abstract class StatusPolicyContract {
  private static final int FEW = 100;
  private static final int MANY = 2_000;
  private static final int LOOKS = 4;
  private static final String MEETING_RULE =
      "two services may be judged by two threads at the same time";

  /** For subclasses. */
  protected StatusPolicyContract() {}

  /** A policy to be tested: at every call a new one where it is cheap to make, always an equal. */
  protected abstract StatusPolicy policy();

  /**
   * More views for the policy to judge: those that only this policy has to fear. A new stream at
   * every call; none by default.
   */
  protected Stream<ClusterView> moreViews() {
    return Stream.empty();
  }

  /** The sites in which the members of small clusters live in turn; {@code east, west}. */
  protected List<String> sites() {
    return List.of("east", "west");
  }

  /**
   * Why the service may become worse when one member comes from a state to a better one (in the
   * order in which {@link ElementState} is declared); empty, and never so by default.
   */
  protected Optional<String> mayWorsen(ElementState from, ElementState to) {
    return Optional.empty();
  }

  /**
   * Why the reason may change while neither the state of the service nor the membership does;
   * empty, as by default, if it may not. Each new reason is a message to every upstream entity. A
   * reason that depends on one thing more, such as which sites are lost, is better let off by
   * {@link #reasonMayTell}.
   */
  protected Optional<String> reasonMayFlicker() {
    return Optional.empty();
  }

  /**
   * What of a view its reason may tell, besides who is a member: a value with {@code equals}.
   * Nothing by default.
   */
  protected Object reasonMayTell(ClusterView view) {
    return "";
  }

  /**
   * How long a reason may become, in characters; 1,000 by default. It travels in every message, and
   * a SIP message should fit a datagram.
   */
  protected int longestReason() {
    return 1_000;
  }

  // ---- it finds a verdict, whatever it sees

  /** Total: it neither throws nor returns null. */
  @Test
  public final void judges_every_small_cluster_whatever_it_found_before() {
    PolicyEvaluator judge = judge();
    for (Optional<Verdict> previous : PolicyEvaluator.PREVIOUS) {
      judge.judgeAll(views(), previous);
    }
  }

  /** It has no limit of size. */
  @Test
  public final void judges_clusters_of_1_and_2_and_10_000_members() {
    PolicyEvaluator judge = judge();
    Stream.of(1, 2).flatMap(LargeClusters::of).forEach(judge::judge);
    LargeClusters.LARGEST.forEach(judge::judge);
  }

  /** A message has to stay small, however large the cluster. */
  @Test
  public final void its_reason_stays_short_however_large_the_cluster() {
    PolicyEvaluator judge = judge();
    for (ClusterView view : LargeClusters.LARGEST) {
      assertThat(judge.judge(view).reason())
          .as("the reason for a cluster of 10,000: %s", Shown.view(view))
          .hasSizeLessThanOrEqualTo(longestReason());
    }
  }

  /**
   * Twenty times the members cost no more than forty times the looks at them: so much for a sort,
   * and far too little for two loops within each other.
   */
  @Test
  public final void looks_at_each_member_a_bounded_number_of_times() {
    cost(LargeClusters.mixed(FEW)).requireLinearTo(cost(LargeClusters.mixed(MANY)));
    cost(LargeClusters.inSitesOfTheirOwn(FEW))
        .requireLinearTo(cost(LargeClusters.inSitesOfTheirOwn(MANY)));
  }

  // ---- it is a pure function of what it sees

  /** Deterministic. */
  @Test
  public final void finds_the_same_when_it_looks_again() {
    PolicyEvaluator judge = judge();
    for (ClusterView view : views()) {
      judge.requireSame(judge.judge(view), view, "the same view is judged alike");
    }
  }

  /** The members of a view are in no particular order, and its sites neither. */
  @Test
  public final void does_not_depend_on_the_order_of_the_members() {
    PolicyEvaluator judge = judge();
    for (ClusterView view : views()) {
      Verdict verdict = judge.judge(view);
      for (ClusterView reordered : Reordered.all(view)) {
        judge.requireSame(verdict, reordered, "the order of the members does not matter");
      }
    }
  }

  /** It remembers nothing: neither what it judged before, nor how often, nor when. */
  @Test
  public final void keeps_no_memory_of_what_it_judged_before() {
    List<ClusterView> views = views();
    List<Verdict> forwards = judge().judgeAll(views, Optional.empty());
    PolicyEvaluator backwards = judge();
    for (int i = views.size() - 1; i >= 0; i--) {
      backwards.requireSame(
          forwards.get(i), views.get(i), "what was judged before does not matter");
    }
  }

  /** It judges several services at once, on any thread. */
  @Test
  public final void judges_alike_while_another_thread_judges_another_service()
      throws InterruptedException {
    List<ClusterView> views = LargeClusters.of(3).toList();
    for (int atLook = 1; atLook <= LOOKS; atLook++) {
      for (int i = 0; i < views.size(); i++) {
        if (!meetAndAreJudgedAlike(views.get(i), atLook, views.get((i + atLook) % views.size()))) {
          return; // one thread waits for the other, so nothing can go wrong
        }
      }
    }
  }

  // ---- status tells the truth

  /** Nobody is there to take a call. */
  @Test
  public final void an_empty_cluster_is_never_normal() {
    views().stream()
        .filter(view -> view.tally().isEmpty())
        .forEach(view -> requireUnavailable(view, "an empty cluster"));
  }

  /** Everybody is there, and nobody takes calls. */
  @Test
  public final void a_cluster_of_which_nobody_takes_calls_is_never_normal() {
    views().stream()
        .filter(view -> view.members().stream().noneMatch(member -> member.state().takesCalls()))
        .filter(view -> !view.tally().isEmpty())
        .forEach(view -> requireUnavailable(view, "a cluster of which nobody takes calls"));
  }

  /** Monotone; see {@link #mayWorsen}. */
  @Test
  public final void a_member_that_improves_never_worsens_the_service() {
    new Monotony(SmallClusters.in(sites()), this::mayWorsen).check(judge());
  }

  // ---- it does not flap

  /**
   * A hysteresis is consistent: what it found stands when nothing changes, so no verdict depends on
   * how often it is asked. The reason may settle at the second time, if {@link #reasonMayTell} what
   * the policy found before.
   */
  @Test
  public final void its_verdict_stands_while_nothing_changes() {
    PolicyEvaluator judge = judge();
    for (ClusterView view : views()) {
      Set<Verdict> found = new LinkedHashSet<>();
      PolicyEvaluator.PREVIOUS.forEach(previous -> found.add(judge.judge(view, previous)));
      found.forEach(first -> requireStanding(judge, view, first));
    }
  }

  /** See {@link #reasonMayFlicker} and {@link #reasonMayTell}. */
  @Test
  public final void its_reason_stands_while_neither_state_nor_membership_changes() {
    StandingReasons standing = new StandingReasons(this::reasonMayTell);
    PolicyEvaluator judge = judge();
    for (ClusterView view : views()) {
      ClusterView later = AfterVerdict.of(view, judge.judge(view));
      for (ClusterView each : List.of(view, later, AfterVerdict.of(view, Verdict.normal()))) {
        standing.add(each, judge.judge(each));
      }
    }
    standing.broken().ifPresent(how -> Relaxed.brokenBecause(reasonMayFlicker(), how));
    assertThat(standing.compared()).as("reasons compared: reasonMayTell tells all").isPositive();
  }

  // ---- how it is found out

  private PolicyEvaluator judge() {
    return new PolicyEvaluator(policy());
  }

  private List<ClusterView> views() {
    return Stream.of(
            SmallClusters.in(sites()).views().stream(), MixedClusters.VIEWS.stream(), moreViews())
        .flatMap(views -> views)
        .toList();
  }

  private Cost cost(ClusterView view) {
    AccessCounter looks = new AccessCounter();
    judge().judge(looks.at(view));
    return new Cost(view.members().size(), looks.count());
  }

  private void requireUnavailable(ClusterView view, String rule) {
    for (Optional<Verdict> previous : PolicyEvaluator.PREVIOUS) {
      Verdict verdict = judge().judge(view, previous);
      if (verdict.state().availability() == AVAILABLE) {
        fail(
            "%s never tells upstream to send calls normally, but it was %s at %s, previously %s",
            rule, verdict, Shown.view(view), previous.map(Verdict::toString).orElse("nothing"));
      }
    }
  }

  private static void requireStanding(PolicyEvaluator judge, ClusterView view, Verdict first) {
    Verdict second = judge.judge(view, Optional.of(first));
    Verdict third = judge.judge(view, Optional.of(second));
    if (first.state() != second.state() || !second.equals(third)) {
      fail(
          "a verdict stands while nothing changes, but %s became %s, and then %s, at %s",
          first, second, third, Shown.view(view));
    }
  }

  private boolean meetAndAreJudgedAlike(ClusterView view, int atLook, ClusterView otherView)
      throws InterruptedException {
    PolicyEvaluator judge = judge();
    Verdict alone = judge.judge(view);
    Verdict otherAlone = judge.judge(otherView);
    Encounter<Verdict> encounter = new Encounter<>(() -> judge.judge(otherView));
    encounter.meetAtLook(atLook);
    judge.requireSame(alone, new Meeting(view, encounter), MEETING_RULE);
    assertThat(encounter.others())
        .as("%s; at %s", MEETING_RULE, Shown.view(otherView))
        .isEqualTo(otherAlone);
    return !encounter.inVain();
  }
}
