package io.github.esrpcluster.simulation;

import java.util.List;

/** The mutants, by what they break. */
@SuppressWarnings("StringConcatToTextBlock") // a piece of a line, and not whole lines
final class Mutants {
  private Mutants() {}

  static final List<Mutant> LEASES =
      List.of(
          new Mutant(
              "a lease runs a nanosecond too long",
              "MemberEntry",
              "return left(now) <= 0;",
              "return left(now) < 0;"),
          new Mutant(
              "a lease runs out a millisecond early",
              "MemberEntry",
              "while (!LeaseState.isExpired(known) && LeaseState.left(known, now) <= 0) {",
              "while (!LeaseState.isExpired(known) && LeaseState.left(known, now) <= 1_000_000) {"),
          new Mutant(
              "a lease runs out twice",
              "MemberTable",
              "record.expired() && record.member.liveness() != Liveness.EXPIRED",
              "record.expired()"),
          new Mutant(
              "an ended lease can be renewed",
              "MemberTable",
              "    if (record.ended()) {\n"
                  + "      return refuse(record);\n"
                  + "    }\n"
                  + "    return reviveIfExpired",
              "    return reviveIfExpired"),
          new Mutant(
              "retention is over after half its time",
              "MemberTable",
              "left += context.settings().retention().toNanos();",
              "left += context.settings().retention().toNanos() / 2;"),
          new Mutant(
              "a stall is not noticed",
              "SweepStallDetector",
              "boolean forgive = late && tickedInTime;",
              "boolean forgive = false;"),
          new Mutant(
              "a timer that is always late is forgiven each time",
              "SweepStallDetector",
              "boolean forgive = late && tickedInTime;",
              "boolean forgive = late;"),
          new Mutant(
              "one stall is forgiven twice",
              "SweepStallDetector",
              "      tickedInTime = false;\n      lastTick = now;\n",
              ""),
          new Mutant(
              "who was heard during a stall is given too much",
              "MemberEntry",
              "long deaf = Math.min(now - stallBegan, began);",
              "long deaf = now - stallBegan;"),
          new Mutant(
              "a stall counts as retention",
              "MemberEntry",
              "    if (deaf > 0) {",
              "    if (!expired() && deaf > 0) {"),
          new Mutant(
              "the pulse stops after a stall",
              "Sweeper",
              "    } finally {\n      start();",
              "    } finally {\n      if (context.counters().stalls.sum() == 0) start();"));

  static final List<Mutant> REPORTS =
      List.of(
          new Mutant(
              "a report with the last sequence number is accepted",
              "MemberEntry",
              "claimed.getAsLong() <= sequence",
              "claimed.getAsLong() < sequence"),
          new Mutant(
              "the epoch of a report is not checked",
              "MemberReports",
              "return claimed.isEmpty() || claimed.getAsLong() == epoch;",
              "return true;"),
          new Mutant(
              "a report without a posture erases it",
              "MemberReports",
              "report.posture().or(known::posture).ifPresent(whole::posture);",
              "report.posture().ifPresent(whole::posture);"),
          new Mutant(
              "an override is lost when the node registers again",
              "MemberTable",
              "enter(record, known, first(record, first).under(overrides.of(record)));",
              "enter(record, known, first(record, first));"),
          new Mutant(
              "an override erases the report",
              "MemberTable",
              "      if (record != null) {\n        see(record);",
              "      if (record != null) {\n        see(record, MemberSnapshot.silent(record));"),
          new Mutant(
              "an override of a member never ends by itself",
              "MemberOverrides",
              ".filter(each -> each.getValue().isOver(now))",
              ".filter(each -> false)"));

  static final List<Mutant> LIMITS =
      List.of(
          new Mutant(
              "a service that was refused is counted",
              "ServiceRegistry",
              "      context.counters().services.decrementAndGet();\n      throw e;",
              "      throw e;"),
          new Mutant("one member too many is let in", "MemberTable", "taken + 1L,", "taken,"),
          new Mutant(
              "that a limit was reached is not told",
              "ManagerLimits",
              "context.events().warn(at -> new ClusterEvent.LimitReached(at, limit, max, refused));",
              ""),
          new Mutant(
              "the reason of a report may be as long as it likes",
              "InMemoryClusterManager",
              "    checkReason(copy.reason(), copy.node());\n",
              ""));

  static final List<Mutant> STATUS =
      List.of(
          new Mutant(
              "a member that is replaced is counted twice",
              "ClusterSnapshotBuilder",
              "next(members().with(old.slot, member), old.member, member);",
              "next(members().with(old.slot, member), null, member);"),
          new Mutant(
              "the posture of an expired member counts",
              "MemberSnapshot",
              "saidMore == null || liveness == Liveness.EXPIRED",
              "saidMore == null"),
          new Mutant(
              "a change of posture is no news",
              "StatusHolder",
              "standing.posture() != posture() || ",
              ""),
          new Mutant(
              "the hold-down delays a deterioration",
              "StatusHoldDown",
              "!found.state().betterThan(showing.state())",
              "found.state() == showing.state()"),
          new Mutant(
              "after the hold-down the best shows, not the worst",
              "StatusHoldDown",
              "if (!found.state().betterThan(held.state())) {",
              "if (found.state().betterThan(held.state())) {"),
          new Mutant(
              "the version stands still",
              "StatusHolder",
              ".version(version + 1)",
              ".version(version)"),
          new Mutant(
              "a service that comes back starts its versions anew",
              "ServiceRegistry",
              "forgottenVersions.accumulateAndGet(cluster.version(), Math::max);",
              ""),
          new Mutant(
              "a service is forgotten before its last state has arrived",
              "ServiceCluster",
              "if (!board.hasShown(snapshot) || !board.fallSilent()) {",
              "if (!board.fallSilent() && service == null) {"),
          new Mutant(
              "a service is forgotten while an improvement is held",
              "StatusHolder",
              "return finding.judged == newest && holdDown.held().isEmpty();",
              "return finding.judged == newest;"),
          new Mutant(
              "the previous verdict is forgotten",
              "StatusEvaluator",
              "previous = Optional.of(verdict);",
              "previous = Optional.empty();"),
          new Mutant(
              "a policy that failed is not tried again",
              "StatusEvaluator",
              "} else if (running == NONE && stuck == NONE && failing != null) {\n"
                  + "        open = true;",
              "} else if (running == NONE && stuck == NONE && failing != null) {"),
          new Mutant(
              "a policy that hangs is waited for",
              "StatusEvaluator",
              "      if (isLate(now)) {",
              "      if (now < runningSince) {"));

  static final List<Mutant> ROUTING =
      List.of(
          new Mutant(
              "a draining node is picked without need",
              "Router",
              "List.of(ElementState.NORMAL, ElementState.SERVICE_DISRUPTION);",
              "List.of(ElementState.NORMAL, ElementState.SERVICE_DISRUPTION,"
                  + " ElementState.GOING_DOWN);"),
          new Mutant(
              "a lease is not looked at again at the pick",
              "Router",
              "if (picked.state() != ElementState.UNREACHABLE && record.ranOut(context().now())) {",
              "if (picked.state() == null) {"),
          new Mutant(
              "a last resort is not flagged",
              "Router",
              "default -> routedAsLastResort(picked);",
              "default -> new RoutingDecision.Routed(picked, Mode.DEGRADED);"),
          new Mutant(
              "of the silent the one heard first is picked",
              "Router",
              ".min(Comparator.comparingLong",
              ".max(Comparator.comparingLong"),
          new Mutant(
              "who was taken out is picked",
              "ClusterSnapshotCandidates",
              "member.state() == state && !member.administrativelyDown()",
              "member.state() == state"));

  static final List<Mutant> TRANSMISSION =
      List.of(
          new Mutant(
              "a failed message is not tried again",
              "NotificationFeed",
              "waiting = waiting == null ? status : waiting;",
              ""),
          new Mutant(
              "a state that comes while one is under way is lost",
              "NotificationFeed",
              "  void offer(ServiceStatus status) {\n"
                  + "    synchronized (this) {\n"
                  + "      if (!closed && !last) {",
              "  void offer(ServiceStatus status) {\n"
                  + "    synchronized (this) {\n"
                  + "      if (!closed && !last && underWay == null) {"),
          new Mutant(
              "no timer is set for what has to wait",
              "NotificationFeed",
              "      later.within(delay);",
              ""),
          new Mutant(
              "a publisher that hangs is waited for",
              "Sweeper",
              "clusters.upstreams().forEach(upstream -> upstream.watch(now));",
              ""),
          new Mutant(
              "the largest rate is ignored",
              "NotificationRateControl",
              "return Math.max(backOff(now), started + nanos(options.rates().minInterval()) -"
                  + " now);",
              "return backOff(now);"),
          new Mutant(
              "a publisher that is added hears nothing of what stands",
              "NotificationFeeds",
              "if (standing != null) {",
              "if (standing == null) {"),
          new Mutant(
              "what fails after its publisher was taken off promises a retry",
              "NotificationFeed",
              "    if (closed) { // nobody",
              "    if (closed && underWay != null) { // nobody"),
          new Mutant(
              "a message for which there was no thread is not tried again",
              "NotificationRateControl",
              "return pause(nanos(options.initialBackoff()), now);",
              "return pause(Long.MAX_VALUE / 4, now);"),
          new Mutant(
              "a listener for which there was no thread hears nothing any more",
              "EventListenerQueue",
              "      draining.set(false); // the",
              "      // the"),
          new Mutant(
              "a heartbeat that fails keeps a service nobody needs",
              "NotificationFeed",
              "return waiting == null || repeats(waiting);",
              "return waiting == null;"),
          new Mutant(
              "what was given up is told nobody if there is no thread at the end",
              "ManagerShutdown",
              "context.events().end();",
              "context.events().dispatch();"),
          new Mutant(
              "a call that does not return is given up, and made again",
              "NotificationFeed",
              "    if (late.called) {",
              "    if (late.called && late.stuckTold) {"),
          new Mutant(
              "a call that does not return is told of at every pulse",
              "NotificationFeed",
              "    if (!late.stuckTold) {",
              "    if (late.called) {"),
          new Mutant(
              "a publisher gets more calls at a time than it may",
              "LimitedExecutor",
              "Math.min(n + 1, width)) < width;",
              "n + 1) < width + 1;"),
          new Mutant("close says no GoingDown", "StatusHolder", "feeds.offerLast(last);", ""));
}
