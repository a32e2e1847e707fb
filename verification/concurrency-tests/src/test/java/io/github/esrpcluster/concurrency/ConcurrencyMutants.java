package io.github.esrpcluster.concurrency;

import io.github.esrpcluster.simulation.Mutant;
import java.util.List;

/** The mutants, by the room in which something is wrong. */
@SuppressWarnings("StringConcatToTextBlock") // a piece of a line, and not whole lines
final class ConcurrencyMutants {
  private static final String NOTHING = "";

  private ConcurrencyMutants() {}

  static final List<ConcurrencyMutant> LEASES =
      List.of(
          new ConcurrencyMutant(
              new Mutant(
                  "an expiry overwrites a renewal",
                  "MemberEntry",
                  "if (LEASE.compareAndSet(this, known, LeaseState.expired(known))) {",
                  "lease = LeaseState.expired(known);\n      if (true) {"),
              "LeaseRaces.RenewalMeetsExpiry",
              "LeaseLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a renewal sets the deadline, and does not raise it",
                  "MemberEntry",
                  "long raised = LeaseState.raised(known, now + granted);",
                  "long raised = LeaseState.until(now + granted);"),
              "LeaseRaces.RenewalOvertaken",
              "LeaseLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a renewal looks, and then writes",
                  "MemberEntry",
                  "if (raised == known || LEASE.compareAndSet(this, known, raised)) {",
                  "lease = raised;\n      if (true) {"),
              "LeaseRaces.RenewalOvertaken",
              "LeaseLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "forgiveness overwrites a renewal",
                  "MemberEntry",
                  "LEASE.compareAndSet(this, known, LeaseState.extended(known, deaf));",
                  "lease = LeaseState.extended(known, deaf);"),
              "LeaseRaces.Renewal.*",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a revival sets the deadline, and does not raise it",
                  "MemberEntry",
                  "LeaseState.revived(LeaseState.raised(known, now + granted))",
                  "LeaseState.until(now + granted)"),
              NOTHING,
              "LeaseLincheckTest"));

  static final List<ConcurrencyMutant> STALLS =
      List.of(
          new ConcurrencyMutant(
              new Mutant(
                  "a look takes no lock",
                  "SweepStallDetector",
                  "  synchronized ModelVerdict look(",
                  "  ModelVerdict look("),
              "SweepStallRaces.TwoLook",
              "SweepStallDetectorLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a tick takes no lock",
                  "SweepStallDetector",
                  "  synchronized ModelVerdict tick(",
                  "  ModelVerdict tick("),
              NOTHING,
              "SweepStallDetectorLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a gap is forgiven twice",
                  "SweepStallDetector",
                  "      tickedInTime = false;\n      lastTick = now;\n",
                  ""),
              "SweepStallRaces.TwoLook",
              NOTHING));

  static final List<ConcurrencyMutant> LANES =
      List.of(
          new ConcurrencyMutant(
              new Mutant(
                  "a worker that stops does not look again",
                  "LimitedExecutor",
                  "while (!waiting.isEmpty() && enter() && !handedOver());",
                  "while (false);"),
              "LimitedExecutorRaces.TwoHandIn",
              "LimitedExecutorLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a worker looks before it lets go",
                  "LimitedExecutor",
                  "    do {\n      try {\n        workSome(looks);\n      } finally {\n"
                      + "        leave();\n      }\n"
                      + "    } while (!waiting.isEmpty() && ",
                  "    boolean more;\n    do {\n      try {\n        workSome(looks);\n      } finally {\n"
                      + "        more = !waiting.isEmpty();\n        leave();\n"
                      + "      }\n    } while (more && "),
              "LimitedExecutorRaces.TwoHandIn",
              "LimitedExecutorLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a place is looked for, and then taken",
                  "LimitedExecutor",
                  "working.getAndUpdate(n -> Math.min(n + 1, width)) < width;",
                  "working.get() < width;\n    if (entered) {\n"
                      + "      working.incrementAndGet();\n    }"),
              "LimitedExecutorRaces.TwoHandIn",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "who is refused forgets those who counted on the thread",
                  "LimitedExecutor",
                  "    if (working.get() == 0) {\n      refuseAll(refusal);\n    }\n",
                  ""),
              "LimitedExecutorRaces.TheFirstThreadIsRefused",
              "LimitedExecutorLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a task is refused that somebody else runs",
                  "LimitedExecutor",
                  "if (waiting.remove(turn)) {",
                  "waiting.remove(turn);\n    {"),
              "LimitedExecutorRaces.TheFirstThreadIsRefused",
              "LimitedExecutorLincheckTest"));

  static final List<ConcurrencyMutant> FEEDS =
      List.of(
          new ConcurrencyMutant(
              new Mutant(
                  "an offer takes no lock",
                  "NotificationFeed",
                  "  void offer(ServiceStatus status) {\n    synchronized (this) {",
                  "  void offer(ServiceStatus status) {\n    {"),
              "NotificationFeedRaces.*",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a transmission begins without a lock",
                  "NotificationFeed",
                  "Transmission begin() {\n    synchronized (this) {",
                  "Transmission begin() {\n    {"),
              "NotificationFeedRaces.*",
              "NotificationFeedLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a run that was asked for is asked for again",
                  "NotificationFeed",
                  "      asked = delay <= 0;\n",
                  ""),
              "NotificationFeedRaces.*",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a completion takes no lock",
                  "NotificationFeed",
                  "    CompletableFuture<Void> heardLast;\n    synchronized (this) {",
                  "    CompletableFuture<Void> heardLast;\n    {"),
              NOTHING,
              "NotificationFeedLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a failed message takes the place of a newer one",
                  "NotificationFeed",
                  "waiting = waiting == null ? status : waiting;",
                  "waiting = status;"),
              NOTHING,
              "NotificationFeedLincheckTest"));

  static final List<ConcurrencyMutant> ROUTING =
      List.of(
          new ConcurrencyMutant(
              new Mutant(
                  "a table outlives its snapshot",
                  "ServiceCluster",
                  "  ClusterSnapshotCandidates routingTable() {\n    return snapshot.routing();",
                  "  private @Nullable ClusterSnapshotCandidates kept;\n\n  ClusterSnapshotCandidates routingTable() {\n"
                      + "    if (kept == null) {\n      kept = snapshot.routing();\n    }\n"
                      + "    return kept;"),
              "ClusterSnapshotCandidatesRaces.ReportMeetsCall",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a table is seen before all are gathered",
                  "ClusterSnapshotCandidates",
                  "    Object known = gathered[state.ordinal()];\n    if (known == null) {",
                  "    Object known = gathered[state.ordinal()];\n    if (known == null) {\n"
                      + "      gathered[state.ordinal()] = NOBODY;"),
              "ClusterSnapshotCandidatesRaces.GatheredByTwo",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a membership is added in two steps",
                  "MemberIndex",
                  "memberships.merge(added.node(), added, (known, one) -> known.and(added));",
                  "MemberIndexEntry known = get(added.node());\n"
                      + "    memberships.put(added.node(), known == null ? added :"
                      + " known.and(added));"),
              NOTHING,
              "MemberIndexLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a membership is removed from what was read before",
                  "MemberIndex",
                  "memberships.computeIfPresent(gone.node(), (node, known) -> left(known,"
                      + " gone.service()));",
                  "MemberIndexEntry known = get(gone.node());\n"
                      + "    if (known != null) {\n"
                      + "      memberships.put(gone.node(), left(known, gone.service()));\n    }"),
              NOTHING,
              "MemberIndexLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a node that left is removed although it came back",
                  "MemberIndex",
                  "memberships.remove(gone.node(), NONE);",
                  "if (get(gone.node()) == null) {\n      memberships.remove(gone.node());\n    }"),
              NOTHING,
              "MemberIndexLincheckTest"));

  static final List<ConcurrencyMutant> JUDGEMENTS =
      List.of(
          new ConcurrencyMutant(
              new Mutant(
                  "who has judged does not look again",
                  "StatusEvaluator",
                  "next = more ? beginNext() : null;",
                  "next = null;"),
              "StatusEvaluatorRaces.TwoBring$",
              "StatusEvaluatorLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "what came during a judgement is held for judged",
                  "StatusEvaluator",
                  "        running = NONE;\n        take(hearing, outcome);",
                  "        running = NONE;\n        open = false;\n        take(hearing, outcome);"),
              "StatusEvaluatorRaces.TwoBring$",
              "StatusEvaluatorLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "two judge at a time",
                  "StatusEvaluator",
                  "if (running != NONE || !open) {",
                  "if (!open) {"),
              "StatusEvaluatorRaces.TwoBring$",
              "StatusEvaluatorLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a judgement that got no thread is never over",
                  "StatusEvaluator",
                  "conclude(begun, StatusPolicyOutcome.failed(PolicyFailure.REJECTED, UserCode.describe(refusal)));",
                  ""),
              "StatusEvaluatorRaces.TheFirstThreadIsRefused",
              "StatusEvaluatorLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a further judgement begins without a lock",
                  "StatusEvaluator",
                  "    synchronized (court) {\n      return begin(context().now());",
                  "    {\n      return begin(context().now());"),
              "StatusEvaluatorRaces.TwoBringMany",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a judgement is taken down without a lock",
                  "StatusEvaluator",
                  "StatusPolicyOutcome outcome) {\n    synchronized (court) {",
                  "StatusPolicyOutcome outcome) {\n    {"),
              "StatusEvaluatorRaces.TwoBring.*",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a policy is given up without a lock",
                  "StatusEvaluator",
                  "Evaluation watch(long now) {\n    synchronized (court) {",
                  "Evaluation watch(long now) {\n    {"),
              "StatusEvaluatorRaces.(ReturnMeetsWatchdog|ChangeMeetsRetry)",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a policy that comes back is not asked again",
                  "StatusEvaluator",
                  "        open = true;\n      } else if (hearing.number == running) {",
                  "      } else if (hearing.number == running) {"),
              "StatusEvaluatorRaces.ReturnMeets(Watchdog|Change)",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a policy that hangs is asked again beside itself",
                  "StatusEvaluator",
                  "    if (stuck != NONE) {\n      fallBack();\n      return null;\n    }\n",
                  ""),
              "StatusEvaluatorRaces.ReturnMeetsChange",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a policy that was replaced is still heard",
                  "StatusEvaluator",
                  "} else if (hearing.number == running) {",
                  "} else {"),
              "StatusEvaluatorRaces.ReturnMeetsReplacement",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a service that was forgotten is still judged",
                  "StatusEvaluator",
                  "  void end() {\n    synchronized (court) {\n      running = NONE;",
                  "  void end() {\n    synchronized (court) {"),
              "StatusEvaluatorRaces.ReturnMeetsEnd",
              NOTHING));

  static final List<ConcurrencyMutant> LISTENERS =
      List.of(
          new ConcurrencyMutant(
              new Mutant(
                  "who has delivered does not look again",
                  "EventListenerQueue",
                  "while (mayDrain() && !handOver());",
                  "while (false);"),
              "EventListenerRaces.TwoTell",
              "EventListenerQueueLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "who delivers looks before it lets go",
                  "EventListenerQueue",
                  "    do {\n      try {\n        deliverSome();\n      } finally {\n"
                      + "        draining.set(false);\n      }\n    } while (",
                  "    boolean more;\n    do {\n      try {\n        deliverSome();\n"
                      + "      } finally {\n        more = !nothingWaits();\n"
                      + "        draining.set(false);\n      }\n    } while (more && "),
              "EventListenerRaces.TwoTell",
              "EventListenerQueueLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "two deliver at a time",
                  "EventListenerQueue",
                  "return !nothingWaits() && draining.compareAndSet(false, true);",
                  "if (nothingWaits() || draining.get()) {\n      return false;\n    }\n"
                      + "    draining.set(true);\n    return true;"),
              "EventListenerRaces.TwoTell",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "what is dropped meanwhile is not counted",
                  "EventListenerQueue",
                  "long missed = dropped.getAndSet(0);",
                  "long missed = dropped.get();\n    dropped.set(0);"),
              "EventListenerRaces.ManyAreToldWhereOneFits",
              "EventListenerQueueLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "the listeners stand in a plain list",
                  "EventDispatcher",
                  "queues = new CopyOnWriteArrayList<>();",
                  "queues = new java.util.ArrayList<>();"),
              "EventListenerRaces.(AddAndRemoveMeetEvents|TwoAreAdded)",
              NOTHING));

  static final List<ConcurrencyMutant> TIMERS =
      List.of(
          new ConcurrencyMutant(
              new Mutant(
                  "a later request puts off an earlier one",
                  "CoalescingTimer",
                  "if (stopped || (next != null && next.at - mine.at <= 0)) {",
                  "if (stopped) {"),
              "CoalescingTimerRaces.TwoAsk",
              "CoalescingTimerLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a request takes no lock",
                  "CoalescingTimer",
                  "    synchronized (lock) {\n      if (stopped ||",
                  "    {\n      if (stopped ||"),
              "CoalescingTimerRaces.TwoAsk",
              "CoalescingTimerLincheckTest"),
          new ConcurrencyMutant(
              new Mutant(
                  "a timer that was overtaken while it was set rings",
                  "CoalescingTimer",
                  "if (next != mine) {",
                  "if (false) {"),
              "CoalescingTimerRaces.(TwoAsk|AskMeetsStop)",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a timer is kept without a lock",
                  "CoalescingTimer",
                  "    synchronized (lock) {\n      mine.timer = timer;",
                  "    {\n      mine.timer = timer;"),
              "CoalescingTimerRaces.(TwoAsk|AskMeetsStop)",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a timer acts before it is over",
                  "CoalescingTimer",
                  "    forget(mine);\n    action.run();",
                  "    action.run();\n    forget(mine);"),
              "CoalescingTimerRaces.AskForLaterMeetsRing",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a timer that rings is counted on",
                  "CoalescingTimer",
                  "    forget(mine);\n    action.run();",
                  "    action.run();"),
              "CoalescingTimerRaces.AskForLaterMeetsRing",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a timer that rings forgets a newer one",
                  "CoalescingTimer",
                  "if (next == mine) {",
                  "if (true) {"),
              "CoalescingTimerRaces.AskForSoonerMeetsRing",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "a timer that was refused is counted on",
                  "CoalescingTimer",
                  "      forget(mine); // perhaps no timers",
                  "      // perhaps no timers"),
              "CoalescingTimerRaces.TheFirstTimerIsRefused",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant(
                  "the end cancels nothing",
                  "CoalescingTimer",
                  "      stopped = true;\n      cancelNext();",
                  "      stopped = true;"),
              "CoalescingTimerRaces.AskMeetsStop",
              NOTHING),
          new ConcurrencyMutant(
              new Mutant("a timer is set after the end", "CoalescingTimer", "      stopped = true;\n", ""),
              "CoalescingTimerRaces.(AskMeetsStop|RingMeetsStop)",
              NOTHING));
}
