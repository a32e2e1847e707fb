package io.github.esrpcluster.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.simulation.wire.ScriptedNotifier.Misbehavior;
import io.github.esrpcluster.simulation.wire.SimulatedSubscriber.Watch;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows that the checker accepts a correct notifier and refuses each fault of a wrong one. */
class WireCheckerTest {
  private static final String NODE = "esrp1.example.org";
  private static final String PACKAGE = "emergency-ElementState";

  private final VirtualTime time = new VirtualTime();
  private final WireLedger ledger = new WireLedger();
  private final WireChecker checker = new WireChecker(time);
  private final SimulatedSipNetwork network =
      new SimulatedSipNetwork(time, new Random(1), ledger, checker);
  private final ScriptedNotifier notifier =
      new ScriptedNotifier(network.start(NODE, new ProcessExecutor(time)), NODE);
  private final SimulatedSubscriber subscriber =
      new SimulatedSubscriber(
          network.start("upstream.example.org", new ProcessExecutor(time)), ledger);
  private final NotifierModel model = new NotifierModel(ledger, new NodeTruth(), 100, 100);

  /** Knows the state of the scripted notifier. */
  private final class NodeTruth implements Truth {
    @Override
    public Optional<BodyContent> now(String eventPackage, String uri) {
      return eventPackage.equals(PACKAGE) ? Optional.of(notifier.content()) : Optional.empty();
    }

    @Override
    public List<BodyContent> all() {
      return List.of(notifier.content());
    }

    @Override
    public boolean admits(String address) {
      return true;
    }
  }

  private Watch subscribe(String... headers) {
    return subscriber.subscribe("sip:" + NODE, PACKAGE, SimulatedSubscriber.headers(headers));
  }

  private void pass(Duration duration) {
    long end = time.nanoTime() + duration.toNanos();
    time.settle();
    checker.atEndOfInstant();
    while (time.nanoTime() < end) {
      List<Duration> next = time.pendingDelays();
      long left = end - time.nanoTime();
      time.advance(
          Duration.ofNanos(
              next.isEmpty() ? left : Math.max(1, Math.min(left, next.get(0).toNanos()))));
      checker.atEndOfInstant();
    }
    ledger.throwFirst();
  }

  /** Everything that a notifier of one node meets, once. */
  private void play() {
    Watch first = subscribe("Event", PACKAGE + ";min-rate=0.1", "Expires", "100");
    pass(Duration.ofSeconds(3));
    notifier.change("Overloaded");
    notifier.change("Normal");
    pass(Duration.ofSeconds(35));
    subscriber.refresh(
        first, SimulatedSubscriber.headers("Event", PACKAGE + ";min-rate=0.1", "Expires", "60"));
    subscribe("Event", PACKAGE, "Expires", "10");
    subscriber.sendStale(first, SimulatedSubscriber.headers("Event", PACKAGE), true);
    pass(Duration.ofSeconds(5));
    notifier.change("GoingDown");
    pass(Duration.ofSeconds(90)); // the first expires
    subscribe("Event", PACKAGE, "Expires", "0");
    Watch second = subscribe("Event", PACKAGE + ";id=5", "Expires", "600");
    pass(Duration.ofSeconds(5));
    subscriber.refresh(
        second, SimulatedSubscriber.headers("Event", PACKAGE + ";id=5", "Expires", "0"));
    pass(Duration.ofSeconds(5));
    notifier.change("Normal");
    subscribe("Event", PACKAGE, "Expires", "600");
    pass(Duration.ofSeconds(5));
    subscriber.forgetAll();
    notifier.change("Down");
    pass(Duration.ofSeconds(5));
    notifier.change("Normal");
    pass(Duration.ofSeconds(60));
  }

  @Test
  void correct_notifier_passes() {
    checker.watch(notifier.stack(), model);
    play();
    assertThat(model.size()).isZero();
    assertThat(ledger.checks(WireInvariant.MIN_RATE_IS_KEPT)).isPositive();
    assertThat(time.pending()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "SKIPS_FIRST_NOTIFY, FULL_NOTIFY_FOLLOWS_SUBSCRIBE",
    "SENDS_OLD_STATE, NEWEST_STATE_IS_SENT",
    "OVERLAPS_NOTIFIES, ONE_NOTIFY_IS_OUTSTANDING",
    "SKIPS_A_NUMBER, CSEQ_INCREASES_BY_ONE",
    "REPEATS_A_NUMBER, CSEQ_INCREASES_BY_ONE",
    "GRANTS_MORE, GRANT_IS_WITHIN_BOUNDS",
    "ANNOUNCES_MORE, SUBSCRIPTION_STATE_IS_RIGHT",
    "CHANGES_THE_EVENT, NOTIFY_BELONGS_TO_ITS_DIALOG",
    "NOTIFIES_AFTER_THE_END, ENDED_SUBSCRIPTION_IS_SILENT",
    "NOTIFIES_AFTER_481, ENDED_SUBSCRIPTION_IS_SILENT",
    "NEVER_EXPIRES, SUBSCRIPTION_ENDS_IN_TIME",
    "FORGETS_A_CHANGE, STATE_IS_SENT_IN_TIME",
    "SENDS_UNREACHABLE, UNREACHABLE_IS_NOT_SENT",
    "ENDS_WITHOUT_REASON, SUBSCRIPTION_STATE_IS_RIGHT",
    "ACCEPTS_ANY_DURATION, SUBSCRIBE_GETS_THE_RIGHT_ANSWER",
    "ACCEPTS_UNKNOWN_DIALOGS, SUBSCRIBE_GETS_THE_RIGHT_ANSWER",
    "FORGETS_MIN_RATE, MIN_RATE_IS_KEPT"
  })
  void wrong_notifier_is_found(Misbehavior misbehavior, WireInvariant broken) {
    checker.watch(notifier.stack(), model);
    notifier.misbehave(misbehavior);
    assertThatThrownBy(this::play)
        .isInstanceOfSatisfying(
            WireViolation.class, violation -> assertThat(violation.invariant).isEqualTo(broken));
  }
}
