package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.i3.SubscribeLogEvent.Purpose;
import io.github.esrpcluster.i3.notify.SubscriberStep.Effect;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Any sequence of facts, in any order and at any time. */
class SubscriberTransitionPropertiesTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final SubscriberRules RULES =
      new SubscriberRules(100 * SECOND, SECOND, 60 * SECOND);
  private static final List<String> SUBSCRIPTION_STATES =
      List.of(
          "active;expires=3600",
          "active;expires=60",
          "active",
          "pending;expires=600",
          "terminated",
          "terminated;reason=deactivated",
          "terminated;reason=probation;retry-after=30",
          "terminated;reason=noresource",
          "later;x=y");
  private static final List<Integer> STATUSES =
      List.of(200, 200, 200, 202, 302, 400, 403, 404, 408, 423, 481, 489, 500, 503, 603);

  /** A subscription with the facts that a stack and a notifier may bring. */
  private static final class World {
    final Random random;
    long now;
    SubscriberState state;
    final Map<String, Long> sequences = new HashMap<>();
    @Nullable SubscriberRequest unanswered;
    long notifySequence;
    boolean lost = true;
    String log = "";

    World(long seed) {
      random = new Random(seed);
      now = Long.MAX_VALUE - 200 * SECOND;
      state = SubscriberState.waiting(now, 3600);
    }

    SubscriberMoment moment() {
      return SubscriberMoment.of(now, random, new TokenGenerator(random));
    }

    void take(String fact, SubscriberStep step) {
      log = fact + " in " + state;
      boolean isNotify = fact.startsWith("NOTIFY");
      boolean stackIsSilent = now - state.sentAt() >= TransactionTimes.LONGEST_SILENCE_OF_STACK;
      state = step.state();
      if (unanswered != null && !isInFlight(unanswered) && stackIsSilent) {
        unanswered = null; // given up
      }
      assertThat(step.answer() != 0).as(log).isEqualTo(isNotify);
      if (step.request() != null) {
        sent(step.request());
      }
      if (state.phase() != DownstreamPhase.CLOSED) {
        assertThat(state.inFlight() != null).as(log).isEqualTo(unanswered != null);
      }
      checkPhase();
      switch (step.effect()) {
        case LOST, ENDED -> lost = true;
        case REPORT, CONTACT -> lost = false;
        case NONE, STATE_UNKNOWN -> {}
      }
    }

    private boolean isInFlight(SubscriberRequest request) {
      return state.inFlight() != null && state.inFlight().isSame(request);
    }

    private void sent(SubscriberRequest request) {
      assertThat(unanswered).as("two SUBSCRIBEs at a time: " + log).isNull();
      unanswered = request;
      String callId = request.dialog().callId();
      long before = sequences.getOrDefault(callId, 0L);
      assertThat(request.dialog().localSequence()).as(log).isEqualTo(before + 1);
      sequences.put(callId, before + 1);
      if (before == 0) {
        assertThat(request.dialog().remoteTag()).as(log).isEmpty();
      }
    }

    private void checkPhase() {
      switch (state.phase()) {
        case WAITING -> {
          assertThat(state.dialog()).as(log).isNull();
          assertThat(state.retryAt()).as(log).isNotNull();
        }
        case SUBSCRIBING, PENDING, ACTIVE -> {
          assertThat(state.dialog()).as(log).isNotNull();
          boolean isWatched =
              state.inFlight() != null || state.notifyBy() != null || state.refreshAt() != null;
          assertThat(isWatched).as(log).isTrue();
        }
        case UNSUBSCRIBING -> assertThat(state.deadline()).as(log).isNotNull();
        case ENDED, CLOSED -> {
          assertThat(state.dialog()).as(log).isNull();
          assertThat(state.retryAt()).as(log).isNull();
        }
      }
    }

    void timePassed(long seconds) {
      now += seconds * SECOND;
      take("time", SubscriberTransition.timePassed(state, RULES, moment()));
      Long deadline = state.deadline();
      if (deadline != null && deadline - now <= 0) {
        // Two deadlines may be due at once, but no timer may spin.
        take("time again", SubscriberTransition.timePassed(state, RULES, moment()));
        deadline = state.deadline();
        assertThat(deadline == null || deadline - now > 0).as(log).isTrue();
      }
    }

    void answer(SipOutcome outcome) {
      SubscriberRequest request = unanswered;
      if (request != null) {
        unanswered = null;
        take(
            "outcome " + outcome,
            SubscriberTransition.answered(state, request, outcome, RULES, moment()));
      }
    }

    /** The stack forgets to call; the subscriber has a guard for that. */
    void loseOutcome() {
      SubscriberRequest lost = unanswered;
      // A timer that is late gives the stack a second look.
      for (int look = 0; look < 2 && lost != null && lost.equals(unanswered); look++) {
        now = state.outcomeBy() - now > 0 ? state.outcomeBy() : now;
        take("no outcome", SubscriberTransition.timePassed(state, RULES, moment()));
      }
    }

    void notify(String subscriptionState, Optional<ElementState> found, int status, boolean own) {
      SubscriberDialog dialog = state.dialog();
      SubscriberObservation observation =
          new SubscriberObservation("t", found, "", "", Optional.empty(), "esrp1.state.pa.us", "");
      SubscriberNotify fact =
          new SubscriberNotify(
              dialog == null ? "none" : dialog.callId(),
              dialog == null ? "none" : dialog.localTag(),
              own ? "notifier" : "fork",
              ++notifySequence,
              "",
              List.of(),
              null,
              true,
              SubscriptionStateHeader.parse(subscriptionState),
              new SubscriberBody(status, "", status == 200 ? observation : null));
      take(
          "NOTIFY " + subscriptionState,
          SubscriberTransition.notified(state, fact, RULES, moment()));
    }

    /** Does one thing at random. */
    void act(int kind, int detail) {
      switch (kind) {
        case 0, 1 -> timePassed(detail % 200);
        case 2, 3 -> {
          int status = STATUSES.get(detail % STATUSES.size());
          answer(
              new SipOutcome.Answered(
                  SipResponse.builder(status)
                      .header("Expires", String.valueOf(detail % 7_200))
                      .header("Min-Expires", String.valueOf(detail % 100_000))
                      .build()));
        }
        case 4 -> answer(detail % 2 == 0 ? new SipOutcome.TimedOut() : new SipOutcome.NotSent("x"));
        case 5, 6 ->
            notify(
                SUBSCRIPTION_STATES.get(detail % SUBSCRIPTION_STATES.size()),
                detail % 5 == 0 ? Optional.empty() : Optional.of(ElementState.NORMAL),
                detail % 7 == 0 ? 400 : 200,
                detail % 11 != 0);
        case 7 -> notify("active;expires=3600", Optional.of(ElementState.NORMAL), 200, true);
        default -> {
          if (detail % 50 == 0) {
            take("close", SubscriberTransition.unsubscribed(state, RULES, moment()));
          }
        }
      }
    }

    void runUntil(long end) {
      Long deadline = state.deadline();
      while (deadline != null && deadline - end <= 0) {
        now = deadline - now > 0 ? deadline : now;
        take("time", SubscriberTransition.timePassed(state, RULES, moment()));
        Long next = state.deadline();
        deadline = next;
        if (unanswered != null) {
          return;
        }
      }
      now = end;
    }

    boolean isOver() {
      return switch (state.phase()) {
        case ENDED, CLOSED, UNSUBSCRIBING -> true;
        case WAITING, SUBSCRIBING, PENDING, ACTIVE -> false;
      };
    }
  }

  @Provide
  Arbitrary<List<Integer>> facts() {
    return Arbitraries.integers().between(0, 899_999).list().ofMaxSize(80);
  }

  private static World after(long seed, List<Integer> facts) {
    World world = new World(seed);
    facts.forEach(fact -> world.act(fact % 9, fact / 9));
    return world;
  }

  @Property(tries = 3_000)
  void any_facts_keep_one_subscribe_and_a_next_deadline(
      @ForAll long seed, @ForAll("facts") List<Integer> facts) {
    after(seed, facts);
  }

  @Property(tries = 1_000)
  void peer_that_works_again_is_active_soon(
      @ForAll long seed, @ForAll("facts") List<Integer> facts) {
    World world = after(seed, facts);
    long end = world.now + 2 * SubscriberRules.LONGEST_PAUSE_ASKED;
    for (int i = 0; i < 200 && !world.isOver() && world.now - end < 0; i++) {
      world.answer(
          new SipOutcome.Answered(SipResponse.builder(200).header("Expires", "3600").build()));
      if (world.state.dialog() != null) {
        world.notify("active;expires=3600", Optional.of(ElementState.NORMAL), 200, true);
        // The first NOTIFY after a fork is of another dialog.
      }
      world.runUntil(end);
    }
    boolean isLive = world.state.phase() == DownstreamPhase.ACTIVE && !world.lost;
    assertThat(isLive || world.isOver() || isForked(world)).as(world.log).isTrue();
  }

  /** A dialog that a forked NOTIFY created takes no NOTIFY of the other notifier. */
  private static boolean isForked(World world) {
    SubscriberDialog dialog = world.state.dialog();
    return dialog != null && dialog.remoteTag().equals("fork");
  }

  @Property(tries = 1_000)
  void silent_peer_is_lost_in_a_bounded_time(
      @ForAll long seed, @ForAll("facts") List<Integer> facts) {
    World world = after(seed, facts);
    long end = world.now + RULES.contactInterval() + 20 * TransactionTimes.TIMER_F;
    while (!world.isOver() && !world.lost && world.now - end < 0) {
      if (world.unanswered != null) {
        world.loseOutcome();
      } else {
        world.runUntil(end);
      }
    }
    assertThat(world.lost || world.isOver()).as(world.log).isTrue();
  }

  @Property(tries = 1_000)
  void peer_that_only_answers_subscribes_is_lost_in_a_bounded_time(
      @ForAll long seed, @ForAll("facts") List<Integer> facts) {
    World world = after(seed, facts);
    long end = world.now + 20 * RULES.contactInterval();
    while (!world.isOver() && !world.lost && world.now - end < 0) {
      world.answer(
          new SipOutcome.Answered(SipResponse.builder(200).header("Expires", "3600").build()));
      world.runUntil(end);
    }
    assertThat(world.lost || world.isOver()).as(world.log).isTrue();
  }

  @Property(tries = 500)
  void closed_subscription_ends(@ForAll long seed, @ForAll("facts") List<Integer> facts) {
    World world = after(seed, facts);
    if (world.state.phase() != DownstreamPhase.CLOSED) {
      world.take("close", SubscriberTransition.unsubscribed(world.state, RULES, world.moment()));
    }
    for (int i = 0; i < 10 && world.state.phase() != DownstreamPhase.CLOSED; i++) {
      if (world.unanswered != null) {
        world.loseOutcome();
      }
      world.timePassed(100);
    }
    assertThat(world.state.phase()).as(world.log).isEqualTo(DownstreamPhase.CLOSED);
    assertThat(world.state.deadline()).isNull();
  }

  @Property(tries = 500)
  void late_outcome_changes_nothing(@ForAll long seed, @ForAll("facts") List<Integer> facts) {
    World world = after(seed, facts);
    SubscriberRequest old =
        new SubscriberRequest(Purpose.INITIAL, SubscriberDialog.begin("old", "old").next(), 60);
    SubscriberStep step =
        SubscriberTransition.answered(
            world.state, old, new SipOutcome.TimedOut(), RULES, world.moment());
    assertThat(step.state()).isEqualTo(world.state);
    assertThat(step.effect()).isEqualTo(Effect.NONE);
    assertThat(step.request()).isNull();
  }
}
