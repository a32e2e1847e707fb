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
              "MemberRecord",
              "return left(now) <= 0;",
              "return left(now) < 0;"),
          new Mutant(
              "a lease runs out a millisecond early",
              "MemberRecord",
              "while (!LeaseWord.isExpired(known) && LeaseWord.left(known, now) <= 0) {",
              "while (!LeaseWord.isExpired(known) && LeaseWord.left(known, now) <= 1_000_000) {"),
          new Mutant(
              "a lease runs out twice",
              "Roster",
              "record.expired() && record.member.liveness() != Liveness.EXPIRED",
              "record.expired()"),
          new Mutant(
              "an ended lease can be renewed",
              "Roster",
              "    if (record.ended()) {\n"
                  + "      return refuse(record);\n"
                  + "    }\n"
                  + "    return reviveIfExpired",
              "    return reviveIfExpired"),
          new Mutant(
              "retention is over after half its time",
              "Roster",
              "left += context.settings().retention().toNanos();",
              "left += context.settings().retention().toNanos() / 2;"),
          new Mutant(
              "a stall is not noticed",
              "StallGuard",
              "boolean forgive = late && tickedInTime;",
              "boolean forgive = false;"),
          new Mutant(
              "a timer that is always late is forgiven each time",
              "StallGuard",
              "boolean forgive = late && tickedInTime;",
              "boolean forgive = late;"),
          new Mutant(
              "one stall is forgiven twice",
              "StallGuard",
              "      tickedInTime = false;\n      lastTick = now;\n",
              ""),
          new Mutant(
              "who was heard during a stall is given too much",
              "MemberRecord",
              "long deaf = Math.min(now - stallBegan, began);",
              "long deaf = now - stallBegan;"),
          new Mutant(
              "a stall counts as retention",
              "MemberRecord",
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
              "MemberRecord",
              "claimed.getAsLong() <= sequence",
              "claimed.getAsLong() < sequence"),
          new Mutant(
              "the epoch of a report is not checked",
              "Reports",
              "return claimed.isEmpty() || claimed.getAsLong() == epoch;",
              "return true;"),
          new Mutant(
              "a report without a posture erases it",
              "Reports",
              "report.posture().or(known::posture).ifPresent(whole::posture);",
              "report.posture().ifPresent(whole::posture);"),
          new Mutant(
              "an override is lost when the node registers again",
              "Roster",
              "enter(record, known, first(record, first).under(overrides.of(record)));",
              "enter(record, known, first(record, first));"),
          new Mutant(
              "an override erases the report",
              "Roster",
              "      if (record != null) {\n        see(record);",
              "      if (record != null) {\n        see(record, LiveMember.silent(record));"),
          new Mutant(
              "an override of a member never ends by itself",
              "MemberOverrides",
              ".filter(each -> each.getValue().isOver(now))",
              ".filter(each -> false)"));

  static final List<Mutant> LIMITS =
      List.of(
          new Mutant(
              "a service that was refused is counted",
              "Clusters",
              "      context.counters().services.decrementAndGet();\n      throw e;",
              "      throw e;"),
          new Mutant("one member too many is let in", "Roster", "taken + 1L,", "taken,"),
          new Mutant(
              "that a limit was reached is not told",
              "Limits",
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
              "Membership",
              "next(members().with(old.slot, member), old.member, member);",
              "next(members().with(old.slot, member), null, member);"),
          new Mutant(
              "the posture of an expired member counts",
              "LiveMember",
              "saidMore == null || liveness == Liveness.EXPIRED",
              "saidMore == null"),
          new Mutant(
              "a change of posture is no news",
              "StatusBoard",
              "standing.posture() != posture() || ",
              ""),
          new Mutant(
              "the hold-down delays a deterioration",
              "HoldDown",
              "!found.state().betterThan(showing.state())",
              "found.state() == showing.state()"),
          new Mutant(
              "after the hold-down the best shows, not the worst",
              "HoldDown",
              "if (!found.state().betterThan(held.state())) {",
              "if (found.state().betterThan(held.state())) {"),
          new Mutant(
              "the version stands still",
              "StatusBoard",
              ".version(version + 1)",
              ".version(version)"),
          new Mutant(
              "a service that comes back starts its versions anew",
              "Clusters",
              "forgottenVersions.accumulateAndGet(cluster.version(), Math::max);",
              ""),
          new Mutant(
              "a service is forgotten before its last state has arrived",
              "ServiceCluster",
              "if (!board.hasShown(snapshot) || !board.fallSilent()) {",
              "if (!board.fallSilent() && service == null) {"),
          new Mutant(
              "a service is forgotten while an improvement is held",
              "StatusBoard",
              "return finding.judged == newest && holdDown.held().isEmpty();",
              "return finding.judged == newest;"),
          new Mutant(
              "the previous verdict is forgotten",
              "Judge",
              "previous = Optional.of(verdict);",
              "previous = Optional.empty();"),
          new Mutant(
              "a policy that failed is not tried again",
              "Judge",
              "} else if (running == NONE && stuck == NONE && failing != null) {\n"
                  + "        open = true;",
              "} else if (running == NONE && stuck == NONE && failing != null) {"),
          new Mutant(
              "a policy that hangs is waited for",
              "Judge",
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
              "RoutingTable",
              "member.state() == state && !member.takenOut()",
              "member.state() == state"));

  static final List<Mutant> TRANSMISSION =
      List.of(
          new Mutant(
              "a failed message is not tried again",
              "UpstreamFeed",
              "waiting = waiting == null ? status : waiting;",
              ""),
          new Mutant(
              "a state that comes while one is under way is lost",
              "UpstreamFeed",
              "  void offer(ServiceStatus status) {\n"
                  + "    synchronized (this) {\n"
                  + "      if (!closed && !last) {",
              "  void offer(ServiceStatus status) {\n"
                  + "    synchronized (this) {\n"
                  + "      if (!closed && !last && underWay == null) {"),
          new Mutant(
              "no timer is set for what has to wait",
              "UpstreamFeed",
              "      later.within(delay);",
              ""),
          new Mutant(
              "a publisher that hangs is waited for",
              "Sweeper",
              "clusters.upstreams().forEach(upstream -> upstream.watch(now));",
              ""),
          new Mutant(
              "the largest rate is ignored",
              "Pace",
              "return Math.max(backOff(now), started + nanos(options.rates().shortestInterval()) -"
                  + " now);",
              "return backOff(now);"),
          new Mutant(
              "a publisher that is added hears nothing of what stands",
              "Feeds",
              "if (standing != null) {",
              "if (standing == null) {"),
          new Mutant(
              "what fails after its publisher was taken off promises a retry",
              "UpstreamFeed",
              "    if (closed) { // nobody",
              "    if (closed && underWay != null) { // nobody"),
          new Mutant(
              "a message for which there was no thread is not tried again",
              "Pace",
              "return pause(nanos(options.firstRetry()), now);",
              "return pause(Long.MAX_VALUE / 4, now);"),
          new Mutant(
              "a listener for which there was no thread hears nothing any more",
              "ListenerQueue",
              "      draining.set(false); // the",
              "      // the"),
          new Mutant(
              "a heartbeat that fails keeps a service nobody needs",
              "UpstreamFeed",
              "return waiting == null || repeats(waiting);",
              "return waiting == null;"),
          new Mutant(
              "what was given up is told nobody if there is no thread at the end",
              "Shutdown",
              "context.events().end();",
              "context.events().dispatch();"),
          new Mutant(
              "a call that does not return is given up, and made again",
              "UpstreamFeed",
              "    if (late.called) {",
              "    if (late.called && late.stuckTold) {"),
          new Mutant(
              "a call that does not return is told of at every pulse",
              "UpstreamFeed",
              "    if (!late.stuckTold) {",
              "    if (late.called) {"),
          new Mutant(
              "a publisher gets more calls at a time than it may",
              "Lane",
              "Math.min(n + 1, width)) < width;",
              "n + 1) < width + 1;"),
          new Mutant("close says no GoingDown", "StatusBoard", "feeds.offerLast(last);", ""));
}
