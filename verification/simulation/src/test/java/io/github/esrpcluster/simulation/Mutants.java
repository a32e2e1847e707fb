package io.github.esrpcluster.simulation;

import java.util.List;

/** Lists the mutants, by the part of the core that they break. */
@SuppressWarnings("StringConcatToTextBlock") // part of a line, not whole lines
final class Mutants {
  private Mutants() {}

  static final List<Mutant> LEASES =
      List.of(
          new Mutant(
              "a lease expires a nanosecond late",
              "MemberEntry",
              "return left(now) <= 0;",
              "return left(now) < 0;"),
          new Mutant(
              "a lease expires twice",
              "MemberTable",
              "if (entry.expired() && entry.member.liveness() != Liveness.EXPIRED) {",
              "if (entry.expired()) {"),
          new Mutant(
              "a renewal of an old epoch is accepted",
              "InMemoryClusterManager",
              "if (entry.epoch == epoch && entry.permits(caller)",
              "if (entry.permits(caller)"),
          new Mutant(
              "a release of an old epoch is accepted",
              "MemberTable",
              "        ? ReleaseOutcome.SUPERSEDED\n",
              "        ? release(node, caller, now)\n"),
          new Mutant(
              "a renewal of a node renews one service only",
              "InMemoryClusterManager",
              "outcome = together(outcome, renew(entry, caller, now));",
              "outcome = outcome == RenewalOutcome.UNKNOWN ? renew(entry, caller, now) : outcome;"),
          new Mutant(
              "the recovery of one of several leases is not returned",
              "InMemoryClusterManager",
              "return one.compareTo(other) <= 0 ? one : other;",
              "return one.compareTo(other) <= 0 && one.ordinal() > 0 ? one : other;"),
          new Mutant(
              "a release of a node ends one membership only",
              "InMemoryClusterManager",
              "outcome = together(outcome, entry.owner.release(node, caller));",
              "outcome = known.get(0) == entry ? entry.owner.release(node, caller) : outcome;"),
          new Mutant(
              "the retention ends after half its time",
              "MemberTable",
              "left += retention(entry).toNanos();",
              "left += retention(entry).toNanos() / 2;"),
          new Mutant(
              "a member that never reported is kept like others",
              "MemberTable",
              "return expired.member.hasReported()",
              "return expired.epoch > 0"),
          new Mutant(
              "a stall is not detected",
              "SweepStallDetector",
              "boolean extendLeases = late && inTime;",
              "boolean extendLeases = false;"),
          new Mutant(
              "a timer that is always late extends leases each time",
              "SweepStallDetector",
              "boolean extendLeases = late && inTime;",
              "boolean extendLeases = late;"),
          new Mutant(
              "one stall extends leases twice",
              "SweepStallDetector",
              "      inTime = false;\n" + "      lastSweep = now;\n",
              ""),
          new Mutant(
              "a lease that began during a stall is extended by all of it",
              "MemberEntry",
              "long extension = Math.min(now - stallBegan, age);",
              "long extension = now - stallBegan;"),
          new Mutant(
              "a stall counts as retention",
              "MemberEntry",
              "if (extension > 0) {",
              "if (!expired() && extension > 0) {"),
          new Mutant(
              "the sweeps end after a stall",
              "Sweeper",
              "          InterruptFlag.set(interrupted);\n" + "          start();",
              "          InterruptFlag.set(interrupted);\n"
                  + "          if (context.counters.stalls.sum() == 0) start();"));

  static final List<Mutant> REPORTS =
      List.of(
          new Mutant(
              "any owner may register a member whose lease runs",
              "MemberTable",
              "if (running != null && !running.permits(terms.owner().orElse(null))) {",
              "if (running != null && running.epoch < 0) {"),
          new Mutant(
              "any caller may release a member",
              "MemberTable",
              "      return ReleaseOutcome.NOT_PERMITTED;\n",
              ""),
          new Mutant(
              "any caller may renew a member",
              "InMemoryClusterManager",
              "return entry.permits(caller) && entry.renew(now)\n",
              "return entry.renew(now)\n"),
          new Mutant(
              "a far sequence locks a node out",
              "MemberEntry",
              "claimed - sequence > NodeStatus.MAX_SEQUENCE_STEP",
              "claimed - sequence < 0"),
          new Mutant(
              "a report without the sequence that the member uses is accepted",
              "MemberEntry",
              "return sequence < 0\n",
              "return sequence < 0 || !usesEpochs\n"),
          new Mutant(
              "a report without the epoch that the member uses is accepted",
              "MemberTable",
              "return entry.usesEpochs && status.epoch().isEmpty()",
              "return entry.usesEpochs && entry.sequence > 0 && status.epoch().isEmpty()"),
          new Mutant(
              "a report with the last sequence is accepted",
              "MemberEntry",
              "claimed <= sequence",
              "claimed < sequence"),
          new Mutant(
              "the epoch of a report is not checked",
              "MemberEntry",
              "return claimed.isEmpty() || claimed.getAsLong() == epoch;",
              "return true;"),
          new Mutant(
              "a report without a posture erases it",
              "MemberSnapshot",
              "      known.posture().ifPresent(whole::posture);\n",
              ""),
          new Mutant(
              "an override is lost when the node registers again",
              "MemberTable",
              "put(known, member.under(overrideOf(entry)), now);",
              "put(known, member, now);"),
          new Mutant(
              "other terms erase the report",
              "MemberTable",
              "put(known, known.member.on(entry).under(overrideOf(entry)), now);",
              "put(known, entry.member.under(overrideOf(entry)), now);"),
          new Mutant(
              "other terms make a new epoch",
              "MemberTable",
              "MemberEntry entry = entry(terms, known.epoch, now);",
              "MemberEntry entry = entry(terms, context.epochs.next(), now);"),
          new Mutant(
              "other terms erase the last sequence",
              "MemberTable",
              "    entry.sequence = known.sequence;\n",
              ""),
          new Mutant(
              "another incarnation keeps the epoch",
              "MemberTable",
              "known.leaseRuns(now) &&"
                  + " known.registration.incarnation().equals(terms.incarnation());",
              "known.leaseRuns(now);"),
          new Mutant(
              "an override erases the report",
              "MemberTable",
              "update(entry.member.refreshed(), entry, entry.sequence);",
              "update(MemberSnapshot.withoutReport(entry), entry, entry.sequence);"),
          new Mutant(
              "an override of a member never ends by itself",
              "MemberOverrides",
              ".filter(node -> left(node, now) <= 0)",
              ".filter(node -> false)"),
          new Mutant(
              "an override without its node never ends",
              "MemberOverrides",
              "endsByAbsence ? longestAbsence - (now - set.absentSince)",
              "endsByAbsence ? longestAbsence"),
          new Mutant(
              "an override ends although its node is a member",
              "MemberOverrides",
              "duration().isEmpty() && !isMember.test(node);",
              "duration().isEmpty();"),
          new Mutant(
              "an undeclared service stays",
              "ServiceCluster",
              "s.declared = false;",
              "s.declared = was;"),
          new Mutant(
              "a cleared override names the operator who set it",
              "MemberTable",
              "by == null ? removed.operator() : by.operator,",
              "removed.operator(),"));

  static final List<Mutant> LIMITS =
      List.of(
          new Mutant(
              "one service too many is created",
              "ServiceRegistry",
              "clusters.mappingCount() + 1;",
              "clusters.mappingCount();"),
          new Mutant(
              "a member that has reported makes room",
              "MemberTable",
              "entry.expired() && !entry.member.hasReported())",
              "entry.expired())"),
          new Mutant(
              "the member that expired last makes room",
              "MemberTable",
              ".min(Comparator.comparingLong(entry -> entry.left(now)))",
              ".max(Comparator.comparingLong(entry -> entry.left(now)))"),
          new Mutant("one member too many joins", "MemberTable", "taken + 1L,", "taken,"),
          new Mutant(
              "no event reports that a limit was reached",
              "ManagerLimits",
              "    context.events.alert(at -> new LimitReachedEvent(at, limit, max, refused, granted));\n",
              ""),
          new Mutant(
              "the reason of a report has no limit",
              "InMemoryClusterManager",
              "    NodeStatus copy = withReasonCut(whole);\n",
              "    NodeStatus copy = whole;\n"),
          new Mutant(
              "no event reports that a reason was cut",
              "ManagerLimits",
              "    context.events.alert(at -> new ReasonCutEvent(at, service, from, length, max));\n",
              ""),
          new Mutant(
              "two publishers may have one name",
              "ServiceRegistry",
              "if (known.name().equals(added.name())) {",
              "if (known.name().isEmpty()) {"));

  static final List<Mutant> STATUS =
      List.of(
          new Mutant(
              "a member that is replaced is counted twice",
              "ClusterSnapshotBuilder",
              "next(newest.members.with(old.slot, member), old.member, member, counted);",
              "next(newest.members.with(old.slot, member), null, member, counted);"),
          new Mutant(
              "the posture of an expired member counts",
              "MemberSnapshot",
              "details == null || liveness == Liveness.EXPIRED ? null",
              "details == null ? null"),
          new Mutant(
              "a changed posture is not published",
              "StatusHolder",
              "        || published.posture() != posture()\n",
              ""),
          new Mutant(
              "a recovery of the posture is not held",
              "StatusHeldChanges",
              "postures.show(foundPosture, now);",
              "foundPosture;"),
          new Mutant(
              "a reason that changes alone is not held",
              "StatusHeldChanges",
              "reasonAlone && isHeld(now)) {",
              "reasonAlone && isHeld(now) && nanos < 0) {"),
          new Mutant(
              "a reason that waits begins to wait again",
              "StatusHeldChanges",
              "if (otherReason == null) {",
              "if (otherReason == null || nanos > 0) {"),
          new Mutant(
              "the hold-down delays a deterioration",
              "StatusHoldDown",
              "&& !better.test(found, replaced.getLast().finding)) {",
              "&& found.equals(replaced.getLast().finding)) {"),
          new Mutant(
              "after the hold-down the best verdict shows",
              "StatusHoldDown",
              "replaced.addLast(new Replaced<>(before, now + nanos));",
              "replaced.addFirst(new Replaced<>(before, now + nanos));"),
          new Mutant(
              "a hold-down begins again with each improvement",
              "StatusHoldDown",
              "    newest = found;\n",
              "    newest = found;\n"
                  + "    if (!replaced.isEmpty() && found != before) {\n"
                  + "      F worst = replaced.getFirst().finding;\n"
                  + "      replaced.clear();\n"
                  + "      replaced.add(new Replaced<>(worst, now + nanos));\n"
                  + "    }\n"),
          new Mutant(
              "a verdict of a replaced policy is held",
              "StatusHolder",
              "        holdDown.replacePolicy();\n",
              ""),
          new Mutant(
              "the version does not increase",
              "StatusHolder",
              ".version(version + 1)",
              ".version(version)"),
          new Mutant(
              "a service that comes back uses old versions again",
              "ServiceRegistry",
              "    removedVersions.accumulateAndGet(ended.version(), Math::max); // before it can"
                  + " come back\n",
              ""),
          new Mutant(
              "a service is removed before its last status is delivered",
              "ServiceCluster",
              "\n" + "              && feeds.isDelivered();",
              ";"),
          new Mutant(
              "a service is removed while an improvement is held",
              "StatusHolder",
              "return snapshot == newest && (holdDown == null || holdDown.isEmpty());",
              "return snapshot == newest;"),
          new Mutant(
              "a service with settings is removed",
              "ServiceCluster",
              "return hasSettings() || members.isInUse();",
              "return members.isInUse();"),
          new Mutant(
              "the previous verdict is lost",
              "StatusEvaluator",
              "      previous = Optional.of(verdict);",
              "      previous = Optional.empty();"),
          new Mutant(
              "a new policy gets the verdict of the old one",
              "StatusEvaluator",
              "    policy = other;\n" + "    previous = Optional.empty();",
              "    policy = other;"),
          new Mutant(
              "a policy that failed is not called again",
              "StatusEvaluator",
              "timedOut == null && failure != null) {\n      lastBegun = null;",
              "timedOut == null && failure != null) {"),
          new Mutant(
              "a policy that hangs is not given up",
              "StatusEvaluator",
              "running.taken && isLate(running, now)) {",
              "running.taken && now < running.startedAt) {"),
          new Mutant(
              "a verdict that is too late counts",
              "StatusEvaluator",
              "      lastBegun = null; // the policy has returned",
              "      record(done, outcome, done.snapshot);\n"
                  + "      lastBegun = null; // the policy has returned"),
          new Mutant(
              "the verdict is not recorded",
              "ServiceCluster",
              "            state.evaluator.complete(next, outcome, snapshots.newest);",
              "            if (outcome instanceof StatusEvaluator.Failed)\n"
                  + "              state.evaluator.complete(next, outcome, snapshots.newest);"),
          new Mutant(
              "a change during an evaluation is not evaluated",
              "ServiceCluster",
              "next = state.evaluator.begin(snapshots.newest, context.time.nanoTime());",
              "next = null;"),
          new Mutant(
              "events wait for the next sweep",
              "ServiceCluster",
              "      context.events.dispatch();\n    } finally {",
              "    } finally {"),
          new Mutant(
              "notifications wait for the next event",
              "ServiceCluster",
              "    } finally {\n      feeds.send();",
              "    } finally {"),
          new Mutant(
              "a refused evaluation is not replaced by the fallback",
              "ServiceCluster",
              "      state.evaluator.complete(begun, outcome, snapshots.newest);\n",
              ""),
          new Mutant(
              "a reset of the status policy keeps the policy",
              "ServiceCluster",
              "            s.ownStatusPolicy = false;\n"
                  + "            replaceStatusPolicy(s, policy, name);\n",
              "            s.ownStatusPolicy = false;\n"),
          new Mutant(
              "a reset of the load balancing can be repeated",
              "ServiceCluster",
              "            s.ownLoadBalancing = false;\n",
              ""),
          new Mutant(
              "a reset does not allow the last resort",
              "ServiceCluster",
              "            router.setLastResort(true);\n",
              ""));

  static final List<Mutant> ROUTING =
      List.of(
          new Mutant(
              "a draining node is picked without the last resort",
              "Router",
              "List.of(ElementState.NORMAL, ElementState.SERVICE_DISRUPTION);",
              "List.of(ElementState.NORMAL, ElementState.SERVICE_DISRUPTION,"
                  + " ElementState.GOING_DOWN);"),
          new Mutant(
              "a draining node is picked before one that is not live",
              "Router",
              "          ElementState.UNREACHABLE,\n" + "          ElementState.GOING_DOWN);",
              "          ElementState.GOING_DOWN,\n" + "          ElementState.UNREACHABLE);"),
          new Mutant(
              "the lease is not checked again at the pick",
              "Router",
              "if (picked.state() != ElementState.UNREACHABLE\n"
                  + "        && entry.deadlineReached(context.time.nanoTime())) {",
              "if (picked.state() == null) {"),
          new Mutant(
              "a last resort is not flagged",
              "Router",
              "          default -> Mode.LAST_RESORT;",
              "          default -> Mode.DEGRADED;"),
          new Mutant(
              "the member with the oldest contact is picked",
              "Router",
              ".min(Comparator.comparingLong",
              ".max(Comparator.comparingLong"),
          new Mutant(
              "a member that is administratively down is picked",
              "ClusterSnapshotCandidates",
              "member.state() == state && !member.administrativelyDown()",
              "member.state() == state"),
          new Mutant(
              "each last-resort call starts an episode",
              "RouterEpisode",
              "    if (failures == 0 && mayStart) {",
              "      if (mayStart) {"),
          new Mutant(
              "an episode of last resorts never ends",
              "RouterEpisode",
              "    if (failures > 0) {\n" + "      endOpen();",
              "    if (failures < 0) {\n" + "      endOpen();"),
          new Mutant(
              "an episode of last resorts ends twice",
              "RouterEpisode",
              "        failures = 0;\n",
              ""),
          new Mutant(
              "the first call of an episode is not counted",
              "Router",
              "new LastResortEndedEvent(at, service, calls)",
              "new LastResortEndedEvent(at, service, calls - 1)"));

  static final List<Mutant> NOTIFICATION =
      List.of(
          new Mutant(
              "a failed notification is not sent again",
              "NotificationFeed",
              "          pending = done.status;\n",
              ""),
          new Mutant(
              "a status offered while another is in flight is lost",
              "NotificationFeed",
              "  void offer(ServiceStatus status) {\n"
                  + "    synchronized (lock) {\n"
                  + "      if (state != State.CLOSED && finalStatus == null) {",
              "  void offer(ServiceStatus status) {\n"
                  + "    synchronized (lock) {\n"
                  + "      if (state == State.IDLE && finalStatus == null) {"),
          new Mutant(
              "no timer is set for a notification that waits",
              "NotificationFeed",
              "later != null && !later.atMost(delay)",
              "later != null && delay < 0"),
          new Mutant(
              "a feed whose executor refused stays queued",
              "NotificationFeed",
              "      if (queued) {\n" + "        state = State.IDLE;\n",
              "      if (queued) {\n"),
          new Mutant(
              "a publisher that hangs is not given up",
              "Sweeper",
              "services.targets().forEach(target -> target.watch(now));",
              "services.targets().forEach(target -> target.name());"),
          new Mutant(
              "the max-rate is ignored",
              "NotificationRateControl",
              "return Math.max(untilBackoffEnds(now), untilIntervalEnds(now));",
              "return untilBackoffEnds(now);"),
          new Mutant(
              "the feeds of a removed service stay open",
              "ServiceRegistry",
              "    ended.closeFeeds();\n",
              ""),
          new Mutant(
              "a failed refresh after the removal is reported",
              "NotificationFeed",
              "if (finalStatus == null && !hasDelivered(status)) {",
              "if (finalStatus == null) {"),
          new Mutant(
              "a refresh in flight keeps a service",
              "NotificationFeed",
              "(running == null || (hasDelivered(running.status) && !running.reportedAsBlocked));",
              "running == null;"),
          new Mutant(
              "a publisher that is added does not get the current status",
              "NotificationFeeds",
              "      published.ifPresent(feed::offer);\n",
              ""),
          new Mutant(
              "a failure after the publisher was removed promises a retry",
              "NotificationFeed",
              "    if (state == State.CLOSED) { // it is not",
              "    if (state == State.CLOSED && inFlight != null) { // it is not"),
          new Mutant(
              "a notification without a thread is not sent again",
              "NotificationRateControl",
              "return pause(nanos(options.initialBackoff()), now);",
              "return pause(Long.MAX_VALUE / 4, now);"),
          new Mutant(
              "a listener without a thread gets no events any more",
              "EventListenerQueue",
              "      if (mine && !requested) {",
              "      if (mine && !requested && ended) {"),
          new Mutant(
              "an abandoned notification is not reported if there is no thread at the end",
              "ManagerShutdown",
              "context.events.end();",
              "context.events.dispatch();"),
          new Mutant(
              "a call that is blocked is made again",
              "NotificationFeed",
              "      if (!callRunning) {",
              "      if (!callRunning || reportedAsBlocked) {"),
          new Mutant(
              "a call that is blocked is reported at every sweep",
              "NotificationFeed",
              "} else if (!reportedAsBlocked) {",
              "} else {"),
          new Mutant(
              "a publisher gets more calls at a time than it allows",
              "LimitedExecutor",
              "workers >= width) {\n        return null;",
              "workers > width) {\n        return null;"),
          new Mutant(
              "the newest status is not sent again after a late delivery",
              "NotificationFeed",
              "      pending = newest; // also if it is in flight: the late one may arrive after"
                  + " it\n",
              ""),
          new Mutant(
              "a late delivery is not counted",
              "NotificationFeed",
              "    context.counters.notificationsLate.increment();\n",
              ""),
          new Mutant(
              "a notification that timed out is not cancelled",
              "NotificationFeed",
              "        cancel();\n",
              ""),
          new Mutant(
              "close() publishes no GoingDown",
              "ServiceCluster",
              "state.status.close(feeds::offerFinal);",
              "state.status.close(last -> {});"));
}
