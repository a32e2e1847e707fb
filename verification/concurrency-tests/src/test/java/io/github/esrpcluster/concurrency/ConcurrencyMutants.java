package io.github.esrpcluster.concurrency;

import io.github.esrpcluster.simulation.Mutant;
import java.util.List;
import java.util.stream.Stream;

/** The mutants of core. Their texts must stand in core's source, each exactly once. */
@SuppressWarnings("StringConcatToTextBlock") // parts of lines
final class ConcurrencyMutants {
  /**
   * No test of this kind is expected to kill the mutant; or nothing takes the place of the text.
   */
  private static final String NONE = "";

  private ConcurrencyMutants() {}

  static Stream<ConcurrencyMutant> all() {
    return Stream.of(LEASES, STALLS, EXECUTORS, FEEDS, MEMBERS, EVALUATIONS, LISTENERS, TIMERS)
        .flatMap(List::stream);
  }

  private static ConcurrencyMutant mutant(
      String name, String file, String before, String after, String races, String lincheck) {
    return new ConcurrencyMutant(new Mutant(name, file, before, after), races, lincheck);
  }

  private static final List<ConcurrencyMutant> LEASES =
      List.of(
          mutant(
              "an expiry overwrites a renewal",
              "MemberEntry",
              "if (LEASE.compareAndSet(this, known, LeaseState.expired(known))) {",
              "lease = LeaseState.expired(known);\n" + "      if (true) {",
              "LeaseRaces.RenewalMeetsExpiry",
              "LeaseLincheckTest"),
          mutant(
              "a renewal sets the deadline instead of raising it",
              "MemberEntry",
              "long raised = LeaseState.raised(known, now + granted);",
              "long raised = LeaseState.until(now + granted);",
              "LeaseRaces.RenewalMeetsLaterRenewal",
              "LeaseLincheckTest"),
          mutant(
              "a renewal reads and then writes",
              "MemberEntry",
              "if (raised == known || LEASE.compareAndSet(this, known, raised)) {",
              "lease = raised;\n" + "      if (true) {",
              "LeaseRaces.RenewalMeetsLaterRenewal",
              "LeaseLincheckTest"),
          mutant(
              "an extension overwrites a renewal",
              "MemberEntry",
              "LEASE.compareAndSet(this, known, LeaseState.extended(known, extension));",
              "lease = LeaseState.extended(known, extension);",
              "LeaseRaces.Renewal.*Extension",
              NONE),
          mutant(
              "a recovery sets the deadline instead of raising it",
              "MemberEntry",
              "LeaseState.recovered(LeaseState.raised(known, now + granted))",
              "LeaseState.until(now + granted)",
              NONE,
              "LeaseLincheckTest"));

  private static final List<ConcurrencyMutant> STALLS =
      List.of(
          mutant(
              "a check takes no lock",
              "SweepStallDetector",
              "  synchronized Gap check(",
              "  Gap check(",
              "SweepStallRaces.CheckMeetsCheck",
              "SweepStallDetectorLincheckTest"),
          mutant(
              "a sweep takes no lock in the detector",
              "SweepStallDetector",
              "  synchronized Gap sweep(",
              "  Gap sweep(",
              NONE,
              "SweepStallDetectorLincheckTest"),
          mutant(
              "a gap extends the leases twice",
              "SweepStallDetector",
              "      inTime = false;\n" + "      lastSweep = now;\n",
              NONE,
              "SweepStallRaces.CheckMeetsCheck",
              NONE));

  private static final List<ConcurrencyMutant> EXECUTORS =
      List.of(
          mutant(
              "a worker that ends does not look again",
              "LimitedExecutor",
              "while (!queue.isEmpty() && requestWorker() != null && enter());",
              "while (false);",
              "LimitedExecutorRaces.TwoTasks",
              "LimitedExecutorLincheckTest"),
          mutant(
              "a worker looks before it leaves",
              "LimitedExecutor",
              "    do {\n"
                  + "      try {\n"
                  + "        runBatch();\n"
                  + "      } finally {\n"
                  + "        synchronized (lock) {\n"
                  + "          looking--;\n"
                  + "          workers--;\n"
                  + "        }\n"
                  + "      }\n"
                  + "    } while (!queue.isEmpty() && ",
              "    boolean more;\n"
                  + "    do {\n"
                  + "      try {\n"
                  + "        runBatch();\n"
                  + "      } finally {\n"
                  + "        more = !queue.isEmpty();\n"
                  + "        synchronized (lock) {\n"
                  + "          looking--;\n"
                  + "          workers--;\n"
                  + "        }\n"
                  + "      }\n"
                  + "    } while (more && ",
              "LimitedExecutorRaces.TwoTasks",
              "LimitedExecutorLincheckTest"),
          mutant(
              "a slot is looked for and then taken",
              "LimitedExecutor",
              "    synchronized (lock) {\n"
                  + "      if (looking > 0 || workers >= width) {\n"
                  + "        return null;\n"
                  + "      }\n",
              "    synchronized (lock) {\n"
                  + "      if (looking > 0 || workers >= width) {\n"
                  + "        return null;\n"
                  + "      }\n"
                  + "    }\n"
                  + "    synchronized (lock) {\n",
              "LimitedExecutorRaces.TwoTasks",
              NONE),
          mutant(
              "a refusal leaves the tasks that counted on the worker",
              "LimitedExecutor",
              "      refuseOrphans(refusal);\n",
              NONE,
              "LimitedExecutorRaces.FirstWorkerIsRefused",
              "LimitedExecutorLincheckTest"),
          mutant(
              "a task is refused that another worker runs",
              "LimitedExecutor",
              "if (queue.remove(task)) { // otherwise a worker has taken it",
              "queue.remove(task);\n" + "      {",
              "LimitedExecutorRaces.FirstWorkerIsRefused",
              "LimitedExecutorLincheckTest"));

  private static final List<ConcurrencyMutant> FEEDS =
      List.of(
          mutant(
              "an offer takes no lock",
              "NotificationFeed",
              "  void offer(ServiceStatus status) {\n" + "    synchronized (lock) {",
              "  void offer(ServiceStatus status) {\n" + "    {",
              "NotificationFeedRaces.*",
              NONE),
          mutant(
              "a notification starts without a lock",
              "NotificationFeed",
              "Notification start() {\n" + "    synchronized (lock) {",
              "Notification start() {\n" + "    {",
              "NotificationFeedRaces.*",
              "NotificationFeedLincheckTest"),
          mutant(
              "a notification is queued while another is in flight",
              "NotificationFeed",
              "if (state != State.IDLE) {",
              "if (state == State.CLOSED) {",
              "NotificationFeedRaces.*",
              NONE),
          mutant(
              "a completion takes no lock",
              "NotificationFeed",
              "    NotificationTarget.Feed successor;\n" + "    synchronized (lock) {",
              "    NotificationTarget.Feed successor;\n" + "    {",
              "NotificationFeedRaces.*",
              "NotificationFeedLincheckTest"),
          mutant(
              "a failed status replaces a newer one",
              "NotificationFeed",
              "} else if (state != State.CLOSED && pending == null) {",
              "} else if (state != State.CLOSED) {",
              NONE,
              "NotificationFeedLincheckTest"),
          mutant(
              "a feed ignores the notification of the closed one",
              "NotificationFeed",
              "if (!target.startUnlessInFlight(service, next)) {",
              "if (!target.startUnlessInFlight(service, next) && service == null) {",
              "NotificationFeedRaces.Successor.*",
              NONE),
          mutant(
              "a closed feed does not call its successor",
              "NotificationFeed",
              "      successor.predecessorEnded(late);\n",
              NONE,
              "NotificationFeedRaces.Successor.*",
              NONE));

  private static final List<ConcurrencyMutant> MEMBERS =
      List.of(
          mutant(
              "a renewal is lost to a registration",
              "InMemoryClusterManager",
              ": entry.owner.renew(entry.node(), caller);",
              ": RenewalOutcome.SUPERSEDED;",
              "MembershipRaces.RenewalMeetsRegistration",
              NONE),
          mutant(
              "a membership is added in two steps",
              "MemberIndex",
              "entries.merge(added.node(), added, (known, one) -> known.and(added));",
              "MemberIndexEntry known = get(added.node());\n"
                  + "    entries.put(added.node(), known == null ? added : known.and(added));",
              NONE,
              "MemberIndexLincheckTest"),
          mutant(
              "a membership is removed from an old list",
              "MemberIndex",
              "entries.computeIfPresent(gone.node(), (node, known) -> "
                  + "known.without(gone.service()));",
              "MemberIndexEntry known = get(gone.node());\n"
                  + "    if (known != null) {\n"
                  + "      entries.put(gone.node(), known.without(gone.service()));\n"
                  + "    }",
              NONE,
              "MemberIndexLincheckTest"),
          mutant(
              "a node is removed although it came back",
              "MemberIndex",
              "entries.remove(gone.node(), NONE);",
              "if (get(gone.node()) == null) {\n"
                  + "      entries.remove(gone.node());\n"
                  + "    }",
              NONE,
              "MemberIndexLincheckTest"),
          mutant(
              "candidates are seen before all are gathered",
              "ClusterSnapshotCandidates",
              "    Object known = gathered[state.ordinal()];\n" + "    if (known == null) {",
              "    Object known = gathered[state.ordinal()];\n"
                  + "    if (known == null) {\n"
                  + "      gathered[state.ordinal()] = NOBODY;",
              "ClusterSnapshotCandidatesRaces.GatherMeetsGather",
              NONE));

  private static final List<ConcurrencyMutant> EVALUATIONS =
      List.of(
          mutant(
              "a change takes no lock",
              "ServiceCluster",
              "      synchronized (lock) {\n" + "        if (state.ended) {",
              "      {\n" + "        if (state.ended) {",
              "(StatusEvaluatorRaces.TwoChanges|MembershipRaces.Release.*)",
              NONE),
          mutant(
              "a change during an evaluation begins no next one",
              "ServiceCluster",
              "next = state.evaluator.begin(snapshots.newest, context.time.nanoTime());",
              "next = null;",
              "StatusEvaluatorRaces.TwoChanges",
              "StatusEvaluatorLincheckTest"),
          mutant(
              "a snapshot that came meanwhile counts as evaluated",
              "StatusEvaluator",
              "    } else if (done == inFlight) {\n",
              "    } else if (done == inFlight) {\n" + "      lastBegun = newest;\n",
              "StatusEvaluatorRaces.TwoChanges",
              "StatusEvaluatorLincheckTest"),
          mutant(
              "two evaluations run at a time",
              "StatusEvaluator",
              "if (ended || isTaken(inFlight) || (newest",
              "if (ended || (newest",
              "StatusEvaluatorRaces.TwoChanges",
              "StatusEvaluatorLincheckTest"),
          mutant(
              "a refused evaluation never completes",
              "ServiceCluster",
              "      state.evaluator.complete(begun, outcome, snapshots.newest);\n",
              NONE,
              "StatusEvaluatorRaces.FirstEvaluationIsRefused",
              "StatusEvaluatorLincheckTest"),
          mutant(
              "a verdict is recorded without a lock",
              "ServiceCluster",
              "          synchronized (lock) { // 3.",
              "          { // 3.",
              "StatusEvaluatorRaces.(TwoChanges|ManyChanges)",
              NONE),
          mutant(
              "a sweep of a cluster takes no lock",
              "ServiceCluster",
              "    synchronized (lock) {\n"
                  + "      cutShort = true; // until all is done\n"
                  + "      deadline.reset(now);",
              "    {\n"
                  + "      cutShort = true; // until all is done\n"
                  + "      deadline.reset(now);",
              "StatusEvaluatorRaces.(ReturnMeetsTimeout|ChangeMeetsRetry)",
              NONE),
          mutant(
              "a policy that returns late is not called again",
              "StatusEvaluator",
              "      lastBegun = null; // the policy has returned: it may be called again\n"
                  + "    } else if (done == inFlight) {",
              "    } else if (done == inFlight) {",
              "StatusEvaluatorRaces.ReturnMeets(Timeout|Change)",
              NONE),
          mutant(
              "a policy that hangs is called again beside itself",
              "StatusEvaluator",
              "    if (isTaken(timedOut)) {\n"
                  + "      fallBack(newest);\n"
                  + "      lastBegun = newest;\n"
                  + "      return null;\n"
                  + "    }\n",
              NONE,
              "StatusEvaluatorRaces.ReturnMeetsChange",
              NONE),
          mutant(
              "a verdict of a replaced policy is recorded",
              "StatusEvaluator",
              "} else if (done == inFlight) {",
              "} else {",
              "StatusEvaluatorRaces.ReturnMeetsReplacement",
              NONE));

  private static final List<ConcurrencyMutant> LISTENERS =
      List.of(
          mutant(
              "a thread that has delivered does not look again",
              "EventListenerQueue",
              "if (executor != null && !isEmpty() && !requestDraining(executor)) {",
              "if (false) {",
              "EventListenerRaces.(TwoEvents|TwoDispatchersInline)",
              "EventListenerQueueLincheckTest"),
          mutant(
              "a thread looks before it ends its delivery",
              "EventListenerQueue",
              "    try {\n"
                  + "      deliverBatch();\n"
                  + "    } finally {\n"
                  + "      draining = false;\n"
                  + "    }\n"
                  + "    if (executor != null && !isEmpty() && ",
              "    boolean more = false;\n"
                  + "    try {\n"
                  + "      deliverBatch();\n"
                  + "      more = !isEmpty();\n"
                  + "    } finally {\n"
                  + "      draining = false;\n"
                  + "    }\n"
                  + "    if (executor != null && more && ",
              "EventListenerRaces.TwoEvents",
              "EventListenerQueueLincheckTest"),
          mutant(
              "two threads deliver at a time",
              "EventListenerQueue",
              "      synchronized (this) {\n" + "        mine = !draining;",
              "      {\n" + "        mine = !draining;",
              "EventListenerRaces.TwoEvents",
              NONE),
          mutant(
              "two threads drain the log at a time",
              "EventListenerQueue",
              "        synchronized (this) {\n" + "          mine = !draining;",
              "        {\n" + "          mine = !draining;",
              "EventListenerRaces.TwoDispatchersInline",
              NONE),
          mutant(
              "an event dropped meanwhile is not counted",
              "EventListenerQueue",
              "long missed = dropped.getAndSet(0);",
              "long missed = dropped.get();\n" + "    dropped.set(0);",
              "EventListenerRaces.ManyEventsWithRoomForOne",
              "EventListenerQueueLincheckTest"),
          mutant(
              "the listeners are in a plain list",
              "EventDispatcher",
              "listeners = new CopyOnWriteArrayList<>();",
              "listeners = new java.util.ArrayList<>();",
              "EventListenerRaces.(AdditionMeetsEvents|TwoAdditions)",
              NONE));

  private static final List<ConcurrencyMutant> TIMERS =
      List.of(
          mutant(
              "a later request is left to any timer that is set",
              "CoalescingTimer",
              "if (stopped || (next != null && next.at - requested.at <= 0)) {",
              "if (stopped || next != null) {",
              "CoalescingTimerRaces.TwoRequests",
              "CoalescingTimerLincheckTest"),
          mutant(
              "a later request sets a timer although an earlier one is set",
              "CoalescingTimer",
              "if (stopped || (next != null && next.at - requested.at <= 0)) {",
              "if (stopped) {",
              "CoalescingTimerRaces.LaterRequestFindsTimer",
              NONE),
          mutant(
              "a request takes no lock",
              "CoalescingTimer",
              "    synchronized (lock) {\n" + "      pending.removeIf",
              "    {\n" + "      pending.removeIf",
              "CoalescingTimerRaces.EqualRequests",
              NONE),
          mutant(
              "a timer that was being set at the stop fires",
              "CoalescingTimer",
              "      requested.timer = timer;\n" + "      if (stopped) {",
              "      requested.timer = timer;\n" + "      if (false) {",
              "CoalescingTimerRaces.RequestMeetsStop",
              NONE),
          mutant(
              "a timer is kept without a lock",
              "CoalescingTimer",
              "    synchronized (lock) {\n" + "      requested.timer = timer;",
              "    {\n" + "      requested.timer = timer;",
              "CoalescingTimerRaces.RequestMeetsStop",
              NONE),
          mutant(
              "a timer acts before it is over",
              "CoalescingTimer",
              "    forget(due);\n" + "    action.run();",
              "    action.run();\n" + "    forget(due);",
              "CoalescingTimerRaces.LaterRequestMeetsTimer",
              NONE),
          mutant(
              "a timer that fired still counts as set",
              "CoalescingTimer",
              "    forget(due);\n" + "    action.run();",
              "    action.run();",
              "CoalescingTimerRaces.LaterRequestMeetsTimer",
              NONE),
          mutant(
              "a timer that fires forgets the others",
              "CoalescingTimer",
              "pending.remove(over);",
              "pending.clear();",
              "CoalescingTimerRaces.SoonerRequestMeetsTimer",
              NONE),
          mutant(
              "a refused timer still counts as set",
              "CoalescingTimer",
              "requested.refused = true;",
              "",
              "CoalescingTimerRaces.FirstTimerIsRefused",
              NONE),
          mutant(
              "a stop cancels nothing",
              "CoalescingTimer",
              "          each.timer.cancel(false);\n",
              NONE,
              "CoalescingTimerRaces.RequestMeetsStop",
              NONE),
          mutant(
              "a timer is set after the stop",
              "CoalescingTimer",
              "      stopped = true;\n",
              NONE,
              "CoalescingTimerRaces.(RequestMeetsStop|TimerMeetsStop)",
              NONE));
}
