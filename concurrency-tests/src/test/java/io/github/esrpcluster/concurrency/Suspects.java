package io.github.esrpcluster.concurrency;

import io.github.esrpcluster.simulation.Mutant;
import java.util.List;

/** The mutants, by the room in which something is wrong. */
@SuppressWarnings("StringConcatToTextBlock") // a piece of a line, and not whole lines
final class Suspects {
  private static final String NOTHING = "";

  private Suspects() {}

  static final List<Suspect> LEASES =
      List.of(
          new Suspect(
              new Mutant(
                  "an expiry overwrites a renewal",
                  "MemberRecord",
                  "if (LEASE.compareAndSet(this, known, LeaseWord.expired(known))) {",
                  "lease = LeaseWord.expired(known);\n      if (true) {"),
              "LeaseRaces.RenewalMeetsExpiry",
              "LeaseLincheckTest"),
          new Suspect(
              new Mutant(
                  "a renewal sets the deadline, and does not raise it",
                  "MemberRecord",
                  "long raised = LeaseWord.raised(known, now + granted);",
                  "long raised = LeaseWord.until(now + granted);"),
              "LeaseRaces.RenewalOvertaken",
              "LeaseLincheckTest"),
          new Suspect(
              new Mutant(
                  "a renewal looks, and then writes",
                  "MemberRecord",
                  "if (raised == known || LEASE.compareAndSet(this, known, raised)) {",
                  "lease = raised;\n      if (true) {"),
              "LeaseRaces.RenewalOvertaken",
              "LeaseLincheckTest"),
          new Suspect(
              new Mutant(
                  "forgiveness overwrites a renewal",
                  "MemberRecord",
                  "LEASE.compareAndSet(this, known, LeaseWord.extended(known, deaf));",
                  "lease = LeaseWord.extended(known, deaf);"),
              "LeaseRaces.Renewal.*",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a revival sets the deadline, and does not raise it",
                  "MemberRecord",
                  "LeaseWord.revived(LeaseWord.raised(known, now + granted))",
                  "LeaseWord.until(now + granted)"),
              NOTHING,
              "LeaseLincheckTest"));

  static final List<Suspect> STALLS =
      List.of(
          new Suspect(
              new Mutant(
                  "a look takes no lock",
                  "StallGuard",
                  "  synchronized Finding look(",
                  "  Finding look("),
              "StallRaces.TwoLook",
              "StallGuardLincheckTest"),
          new Suspect(
              new Mutant(
                  "a tick takes no lock",
                  "StallGuard",
                  "  synchronized Finding tick(",
                  "  Finding tick("),
              NOTHING,
              "StallGuardLincheckTest"),
          new Suspect(
              new Mutant(
                  "a gap is forgiven twice",
                  "StallGuard",
                  "      tickedInTime = false;\n      lastTick = now;\n",
                  ""),
              "StallRaces.TwoLook",
              NOTHING));

  static final List<Suspect> LANES =
      List.of(
          new Suspect(
              new Mutant(
                  "a worker that stops does not look again",
                  "Lane",
                  "while (!waiting.isEmpty() && enter() && !handedOver());",
                  "while (false);"),
              "LaneRaces.TwoHandIn",
              "LaneLincheckTest"),
          new Suspect(
              new Mutant(
                  "a worker looks before it lets go",
                  "Lane",
                  "    do {\n      try {\n        workSome(looks);\n      } finally {\n"
                      + "        leave();\n      }\n"
                      + "    } while (!waiting.isEmpty() && ",
                  "    boolean more;\n    do {\n      try {\n        workSome(looks);\n      } finally {\n"
                      + "        more = !waiting.isEmpty();\n        leave();\n"
                      + "      }\n    } while (more && "),
              "LaneRaces.TwoHandIn",
              "LaneLincheckTest"),
          new Suspect(
              new Mutant(
                  "a place is looked for, and then taken",
                  "Lane",
                  "working.getAndUpdate(n -> Math.min(n + 1, width)) < width;",
                  "working.get() < width;\n    if (entered) {\n"
                      + "      working.incrementAndGet();\n    }"),
              "LaneRaces.TwoHandIn",
              NOTHING),
          new Suspect(
              new Mutant(
                  "who is refused forgets those who counted on the thread",
                  "Lane",
                  "    if (working.get() == 0) {\n      refuseAll(refusal);\n    }\n",
                  ""),
              "LaneRaces.TheFirstThreadIsRefused",
              "LaneLincheckTest"),
          new Suspect(
              new Mutant(
                  "a task is refused that somebody else runs",
                  "Lane",
                  "if (waiting.remove(turn)) {",
                  "waiting.remove(turn);\n    {"),
              "LaneRaces.TheFirstThreadIsRefused",
              "LaneLincheckTest"));

  static final List<Suspect> FEEDS =
      List.of(
          new Suspect(
              new Mutant(
                  "an offer takes no lock",
                  "UpstreamFeed",
                  "  void offer(ServiceStatus status) {\n    synchronized (this) {",
                  "  void offer(ServiceStatus status) {\n    {"),
              "FeedRaces.*",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a transmission begins without a lock",
                  "UpstreamFeed",
                  "Transmission begin() {\n    synchronized (this) {",
                  "Transmission begin() {\n    {"),
              "FeedRaces.*",
              "UpstreamFeedLincheckTest"),
          new Suspect(
              new Mutant(
                  "a run that was asked for is asked for again",
                  "UpstreamFeed",
                  "      asked = delay <= 0;\n",
                  ""),
              "FeedRaces.*",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a completion takes no lock",
                  "UpstreamFeed",
                  "    CompletableFuture<Void> heardLast;\n    synchronized (this) {",
                  "    CompletableFuture<Void> heardLast;\n    {"),
              NOTHING,
              "UpstreamFeedLincheckTest"),
          new Suspect(
              new Mutant(
                  "a failed message takes the place of a newer one",
                  "UpstreamFeed",
                  "waiting = waiting == null ? status : waiting;",
                  "waiting = status;"),
              NOTHING,
              "UpstreamFeedLincheckTest"));

  static final List<Suspect> ROUTING =
      List.of(
          new Suspect(
              new Mutant(
                  "a table outlives its snapshot",
                  "ServiceCluster",
                  "  RoutingTable routingTable() {\n    return snapshot.routing();",
                  "  private @Nullable RoutingTable kept;\n\n  RoutingTable routingTable() {\n"
                      + "    if (kept == null) {\n      kept = snapshot.routing();\n    }\n"
                      + "    return kept;"),
              "RoutingTableRaces.ReportMeetsCall",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a table is seen before all are gathered",
                  "RoutingTable",
                  "    Object known = gathered[state.ordinal()];\n    if (known == null) {",
                  "    Object known = gathered[state.ordinal()];\n    if (known == null) {\n"
                      + "      gathered[state.ordinal()] = NOBODY;"),
              "RoutingTableRaces.GatheredByTwo",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a membership is added in two steps",
                  "NodeIndex",
                  "memberships.merge(added.node(), added, (known, one) -> known.and(added));",
                  "Memberships known = get(added.node());\n"
                      + "    memberships.put(added.node(), known == null ? added :"
                      + " known.and(added));"),
              NOTHING,
              "NodeIndexLincheckTest"),
          new Suspect(
              new Mutant(
                  "a membership is removed from what was read before",
                  "NodeIndex",
                  "memberships.computeIfPresent(gone.node(), (node, known) -> left(known,"
                      + " gone.service()));",
                  "Memberships known = get(gone.node());\n"
                      + "    if (known != null) {\n"
                      + "      memberships.put(gone.node(), left(known, gone.service()));\n    }"),
              NOTHING,
              "NodeIndexLincheckTest"),
          new Suspect(
              new Mutant(
                  "a node that left is removed although it came back",
                  "NodeIndex",
                  "memberships.remove(gone.node(), NONE);",
                  "if (get(gone.node()) == null) {\n      memberships.remove(gone.node());\n    }"),
              NOTHING,
              "NodeIndexLincheckTest"));

  static final List<Suspect> JUDGEMENTS =
      List.of(
          new Suspect(
              new Mutant(
                  "who has judged does not look again",
                  "Judge",
                  "next = more ? beginNext() : null;",
                  "next = null;"),
              "JudgeRaces.TwoBring$",
              "JudgeLincheckTest"),
          new Suspect(
              new Mutant(
                  "what came during a judgement is held for judged",
                  "Judge",
                  "        running = NONE;\n        take(hearing, outcome);",
                  "        running = NONE;\n        open = false;\n        take(hearing, outcome);"),
              "JudgeRaces.TwoBring$",
              "JudgeLincheckTest"),
          new Suspect(
              new Mutant(
                  "two judge at a time",
                  "Judge",
                  "if (running != NONE || !open) {",
                  "if (!open) {"),
              "JudgeRaces.TwoBring$",
              "JudgeLincheckTest"),
          new Suspect(
              new Mutant(
                  "a judgement that got no thread is never over",
                  "Judge",
                  "conclude(begun, Outcome.failed(PolicyFailure.REJECTED, Guests.describe(refusal)));",
                  ""),
              "JudgeRaces.TheFirstThreadIsRefused",
              "JudgeLincheckTest"),
          new Suspect(
              new Mutant(
                  "a further judgement begins without a lock",
                  "Judge",
                  "    synchronized (court) {\n      return begin(context().now());",
                  "    {\n      return begin(context().now());"),
              "JudgeRaces.TwoBringMany",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a judgement is taken down without a lock",
                  "Judge",
                  "Outcome outcome) {\n    synchronized (court) {",
                  "Outcome outcome) {\n    {"),
              "JudgeRaces.TwoBring.*",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a policy is given up without a lock",
                  "Judge",
                  "Hearing watch(long now) {\n    synchronized (court) {",
                  "Hearing watch(long now) {\n    {"),
              "JudgeRaces.(ReturnMeetsWatchdog|ChangeMeetsRetry)",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a policy that comes back is not asked again",
                  "Judge",
                  "        open = true;\n      } else if (hearing.number == running) {",
                  "      } else if (hearing.number == running) {"),
              "JudgeRaces.ReturnMeets(Watchdog|Change)",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a policy that hangs is asked again beside itself",
                  "Judge",
                  "    if (stuck != NONE) {\n      fallBack();\n      return null;\n    }\n",
                  ""),
              "JudgeRaces.ReturnMeetsChange",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a policy that was replaced is still heard",
                  "Judge",
                  "} else if (hearing.number == running) {",
                  "} else {"),
              "JudgeRaces.ReturnMeetsReplacement",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a service that was forgotten is still judged",
                  "Judge",
                  "  void end() {\n    synchronized (court) {\n      running = NONE;",
                  "  void end() {\n    synchronized (court) {"),
              "JudgeRaces.ReturnMeetsEnd",
              NOTHING));

  static final List<Suspect> LISTENERS =
      List.of(
          new Suspect(
              new Mutant(
                  "who has delivered does not look again",
                  "ListenerQueue",
                  "while (mayDrain() && !handOver());",
                  "while (false);"),
              "ListenerRaces.TwoTell",
              "ListenerQueueLincheckTest"),
          new Suspect(
              new Mutant(
                  "who delivers looks before it lets go",
                  "ListenerQueue",
                  "    do {\n      try {\n        deliverSome();\n      } finally {\n"
                      + "        draining.set(false);\n      }\n    } while (",
                  "    boolean more;\n    do {\n      try {\n        deliverSome();\n"
                      + "      } finally {\n        more = !nothingWaits();\n"
                      + "        draining.set(false);\n      }\n    } while (more && "),
              "ListenerRaces.TwoTell",
              "ListenerQueueLincheckTest"),
          new Suspect(
              new Mutant(
                  "two deliver at a time",
                  "ListenerQueue",
                  "return !nothingWaits() && draining.compareAndSet(false, true);",
                  "if (nothingWaits() || draining.get()) {\n      return false;\n    }\n"
                      + "    draining.set(true);\n    return true;"),
              "ListenerRaces.TwoTell",
              NOTHING),
          new Suspect(
              new Mutant(
                  "what is dropped meanwhile is not counted",
                  "ListenerQueue",
                  "long missed = dropped.getAndSet(0);",
                  "long missed = dropped.get();\n    dropped.set(0);"),
              "ListenerRaces.ManyAreToldWhereOneFits",
              "ListenerQueueLincheckTest"),
          new Suspect(
              new Mutant(
                  "the listeners stand in a plain list",
                  "EventDispatcher",
                  "queues = new CopyOnWriteArrayList<>();",
                  "queues = new java.util.ArrayList<>();"),
              "ListenerRaces.(AddAndRemoveMeetEvents|TwoAreAdded)",
              NOTHING));

  static final List<Suspect> TIMERS =
      List.of(
          new Suspect(
              new Mutant(
                  "a later request puts off an earlier one",
                  "OneTimer",
                  "if (stopped || (next != null && next.at - mine.at <= 0)) {",
                  "if (stopped) {"),
              "TimerRaces.TwoAsk",
              "OneTimerLincheckTest"),
          new Suspect(
              new Mutant(
                  "a request takes no lock",
                  "OneTimer",
                  "    synchronized (lock) {\n      if (stopped ||",
                  "    {\n      if (stopped ||"),
              "TimerRaces.TwoAsk",
              "OneTimerLincheckTest"),
          new Suspect(
              new Mutant(
                  "a timer that was overtaken while it was set rings",
                  "OneTimer",
                  "if (next != mine) {",
                  "if (false) {"),
              "TimerRaces.(TwoAsk|AskMeetsStop)",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a timer is kept without a lock",
                  "OneTimer",
                  "    synchronized (lock) {\n      mine.timer = timer;",
                  "    {\n      mine.timer = timer;"),
              "TimerRaces.(TwoAsk|AskMeetsStop)",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a timer acts before it is over",
                  "OneTimer",
                  "    forget(mine);\n    action.run();",
                  "    action.run();\n    forget(mine);"),
              "TimerRaces.AskForLaterMeetsRing",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a timer that rings is counted on",
                  "OneTimer",
                  "    forget(mine);\n    action.run();",
                  "    action.run();"),
              "TimerRaces.AskForLaterMeetsRing",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a timer that rings forgets a newer one",
                  "OneTimer",
                  "if (next == mine) {",
                  "if (true) {"),
              "TimerRaces.AskForSoonerMeetsRing",
              NOTHING),
          new Suspect(
              new Mutant(
                  "a timer that was refused is counted on",
                  "OneTimer",
                  "      forget(mine); // perhaps no timers",
                  "      // perhaps no timers"),
              "TimerRaces.TheFirstTimerIsRefused",
              NOTHING),
          new Suspect(
              new Mutant(
                  "the end cancels nothing",
                  "OneTimer",
                  "      stopped = true;\n      cancelNext();",
                  "      stopped = true;"),
              "TimerRaces.AskMeetsStop",
              NOTHING),
          new Suspect(
              new Mutant("a timer is set after the end", "OneTimer", "      stopped = true;\n", ""),
              "TimerRaces.(AskMeetsStop|RingMeetsStop)",
              NOTHING));
}
