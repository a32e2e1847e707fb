package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RegistrationRefusedException;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingDecision.Refusal;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.event.Level;

/**
 * The events of this manager, one record for each kind, with its text and the level at which it is
 * logged. {@link ClusterEvent} describes the kinds.
 */
final class EventRecords {
  /** From so many refused reports in a row on, they are an alarm. */
  private static final int REFUSALS_OF_AN_EPISODE = 3;

  /** The size of an event without its texts: its objects take about as much memory. */
  private static final int CHARACTERS_WITHOUT_TEXTS = 100;

  private EventRecords() {}

  /** Describes what all events of this manager have in common. */
  interface Recorded extends ClusterEvent {
    /** Returns which manager fired the event, and when. */
    EventOrigin origin();

    /** Returns the text; may contain text of nodes, operators and callbacks as it came. */
    String line();

    /** Returns the level at which the event is logged. */
    Level level();

    /**
     * Returns about how many characters of memory the event takes: a fixed number, and the lengths
     * of all texts that it holds. Renders nothing.
     */
    default long characters() {
      long size = CHARACTERS_WITHOUT_TEXTS + ownCharacters();
      if (this instanceof ServiceEvent event) {
        size += event.service().toString().length();
      }
      if (this instanceof MemberEvent event) {
        size += event.node().toString().length();
      }
      if (this instanceof NotificationEvent event) {
        size += event.publisher().length();
      }
      if (this instanceof OverrideEvent event) {
        size += event.operator().length();
        size += event.reason().length();
      }
      return size;
    }

    /** Returns the lengths of the texts that only this kind of event holds. */
    default long ownCharacters() {
      return 0;
    }

    @Override
    default Instant at() {
      return origin().at();
    }

    @Override
    default String manager() {
      return origin().manager();
    }

    @Override
    default String text() {
      return Texts.line(line());
    }
  }

  /** Asks for attention: logged as a warning, or lower if the record says so. */
  interface Alarm extends Recorded {
    @Override
    default Level level() {
      return Level.WARN;
    }
  }

  /** An alarm that may come with each call: of a kind, one a minute is logged as a warning. */
  interface Repeating extends Alarm {
    String kind();
  }

  /** Tells what has changed: logged for information, or lower if the record says so. */
  interface News extends Recorded {
    @Override
    default Level level() {
      return Level.INFO;
    }
  }

  /** Tells of a single call or step: logged for debugging. */
  interface Detail extends Recorded {
    @Override
    default Level level() {
      return Level.DEBUG;
    }
  }

  record MemberJoinedEvent(
      EventOrigin origin,
      ServiceId service,
      NodeId node,
      long epoch,
      Duration granted,
      OptionalLong replacedEpoch,
      Registration registration,
      Optional<Registration> replaced)
      implements ClusterEvent.MemberJoined, Detail {
    @Override
    public long ownCharacters() {
      return lengthOf(registration) + replaced.map(EventRecords::lengthOf).orElse(0L);
    }

    @Override
    public String line() {
      return service
          + ": "
          + node
          + (replacedEpoch.isPresent() ? " joined again" : " joined")
          + ", lease "
          + duration(granted);
    }
  }

  record ContactChangedEvent(
      EventOrigin origin, ServiceId service, NodeId node, Registration before, Registration after)
      implements ClusterEvent.ContactChanged, Repeating {
    @Override
    public long ownCharacters() {
      return lengthOf(before) + lengthOf(after);
    }

    @Override
    public String kind() {
      return "contact of " + node;
    }

    @Override
    public String line() {
      return service
          + ": the contact of "
          + node
          + " changed while its lease ran, from "
          + before.contact()
          + " to "
          + after.contact()
          + ". Calls go to the new contact";
    }
  }

  record MemberTermsChangedEvent(
      EventOrigin origin,
      ServiceId service,
      NodeId node,
      Registration before,
      Registration after,
      Duration granted)
      implements ClusterEvent.MemberTermsChanged, News {
    @Override
    public long ownCharacters() {
      return lengthOf(before) + lengthOf(after);
    }

    private List<String> changes() {
      List<String> changes = new ArrayList<>();
      add(changes, "contact", before.contact(), after.contact());
      add(changes, "weight", before.weight(), after.weight());
      add(changes, "preference", before.preference(), after.preference());
      add(changes, "site", before.site().orElse("none"), after.site().orElse("none"));
      if (!before.owner().equals(after.owner())) {
        changes.add("owner");
      }
      if (!before.incarnationNumber().equals(after.incarnationNumber())) {
        changes.add("order of incarnations");
      }
      if (!before.lease().equals(after.lease())) {
        changes.add("lease " + duration(granted));
      }
      return changes;
    }

    private static void add(List<String> changes, String term, Object before, Object after) {
      if (!before.equals(after)) {
        changes.add(term + " " + before + " -> " + after);
      }
    }

    @Override
    public String line() {
      return service + ": " + node + " changed its terms: " + String.join(", ", changes());
    }
  }

  record MemberLeftEvent(
      EventOrigin origin,
      ServiceId service,
      NodeId node,
      long epoch,
      ClusterEvent.MemberLeft.Cause cause)
      implements ClusterEvent.MemberLeft, Detail {

    @Override
    public String line() {
      return service
          + ": "
          + node
          + switch (cause) {
            case RELEASED -> " left: it released its lease";
            case RETENTION_EXPIRED -> " was removed: its lease had expired for the retention time";
            case MADE_ROOM ->
                " was removed to make room for another node: its lease had expired, and it had"
                    + " never reported";
          };
    }
  }

  record LeaseExpiredEvent(EventOrigin origin, ServiceId service, NodeId node, long epoch)
      implements ClusterEvent.LeaseExpired, News {

    @Override
    public String line() {
      return service
          + ": the lease of "
          + node
          + " expired; the node counts as Unreachable until it renews, reports or registers";
    }
  }

  record MemberRecoveredEvent(EventOrigin origin, ServiceId service, NodeId node, long epoch)
      implements ClusterEvent.MemberRecovered, News {

    @Override
    public String line() {
      return service + ": " + node + " renewed its expired lease";
    }
  }

  record MemberStateChangedEvent(
      EventOrigin origin,
      ServiceId service,
      NodeId node,
      ElementState from,
      ElementState to,
      String reason)
      implements ClusterEvent.MemberStateChanged, Detail {
    @Override
    public long ownCharacters() {
      return reason.length();
    }

    @Override
    public String toString() {
      return show(this);
    }

    @Override
    public String line() {
      return service
          + ": "
          + node
          + " is "
          + to.token()
          + because(reason)
          + ", was "
          + from.token();
    }
  }

  record ReportRefusedEvent(
      EventOrigin origin, ServiceId service, NodeId node, String reason, long inARow)
      implements ClusterEvent.ReportRefused, Alarm {
    @Override
    public long ownCharacters() {
      return reason.length();
    }

    /** A single report may have been overtaken by the next. */
    @Override
    public Level level() {
      return inARow == REFUSALS_OF_AN_EPISODE ? Level.WARN : Level.DEBUG;
    }

    @Override
    public String line() {
      return service
          + ": a report of "
          + node
          + " was refused, "
          + inARow
          + (inARow == 1 ? " in all: " : " in a row: ")
          + reason
          + ". Its last accepted report counts until the lease expires; after a restart the node"
          + " must register with a new incarnation";
    }
  }

  record ReportsAcceptedEvent(EventOrigin origin, ServiceId service, NodeId node, long refused)
      implements ClusterEvent.ReportsAccepted, Alarm {
    @Override
    public Level level() {
      return refused >= REFUSALS_OF_AN_EPISODE ? Level.WARN : Level.DEBUG;
    }

    @Override
    public String line() {
      return service
          + ": reports of "
          + node
          + " are accepted again; "
          + refused
          + (refused == 1 ? " was" : " were")
          + " refused";
    }
  }

  record NodeContestedEvent(
      EventOrigin origin,
      ServiceId service,
      NodeId node,
      Registration displaced,
      Registration registration)
      implements ClusterEvent.NodeContested, Alarm {
    @Override
    public long ownCharacters() {
      return lengthOf(displaced) + lengthOf(registration);
    }

    @Override
    public String line() {
      return service
          + ": two processes register "
          + node
          + " in turn, at "
          + displaced.contact()
          + " and at "
          + registration.contact()
          + ". Each registration of another run discards the report of the other; give each"
          + " process a node of its own";
    }
  }

  record LeaseRefusedEvent(
      EventOrigin origin, ServiceId service, NodeId node, long epoch, long refusals)
      implements ClusterEvent.LeaseRefused, Repeating {

    /** A single call may have been overtaken by the next registration. */
    @Override
    public Level level() {
      return refusals < REFUSALS_OF_AN_EPISODE ? Level.DEBUG : Level.WARN;
    }

    @Override
    public String kind() {
      return "lease of " + node;
    }

    @Override
    public String line() {
      return service
          + ": a renewal or release of "
          + node
          + " was refused, "
          + refusals
          + " in all: epoch "
          + epoch
          + " is not the current one";
    }
  }

  record OwnerChangedEvent(
      EventOrigin origin, ServiceId service, NodeId node, Registration before, Registration after)
      implements ClusterEvent.OwnerChanged, Repeating {
    @Override
    public long ownCharacters() {
      return lengthOf(before) + lengthOf(after);
    }

    @Override
    public String kind() {
      return "owner of " + node;
    }

    @Override
    public String line() {
      return service
          + ": the owner of "
          + node
          + " changed from "
          + before.owner().map(Texts::quote).orElse("none")
          + " to "
          + after.owner().map(Texts::quote).orElse("none")
          + ", at "
          + after.contact()
          + ". Calls go there; check that the owner may register this node";
    }
  }

  record WeightDominatedEvent(
      EventOrigin origin, ServiceId service, NodeId node, int weight, long total)
      implements ClusterEvent.WeightDominated, Alarm {
    @Override
    public String line() {
      return service
          + ": "
          + node
          + " has weight "
          + weight
          + " of "
          + total
          + ": a balancing policy by weight sends it most calls. Check its weight, or set maxWeight"
          + " or an admission policy";
    }
  }

  record CallNotPermittedEvent(
      EventOrigin origin, ServiceId service, NodeId node, Optional<String> caller)
      implements ClusterEvent.CallNotPermitted, Repeating {
    @Override
    public long ownCharacters() {
      return lengthOf(caller.orElse(""));
    }

    @Override
    public String kind() {
      return "call for " + node;
    }

    @Override
    public String line() {
      return service
          + ": a renewal, release or report of "
          + node
          + " was refused: "
          + caller
              .map(
                  owner ->
                      "the caller acts for owner " + Texts.quote(owner) + ", not for its owner")
              .orElse("the caller acts for no owner, or gave no epoch")
          + ". Nothing was changed";
    }
  }

  record RegistrationRefusedEvent(
      EventOrigin origin,
      Registration registration,
      RegistrationRefusedException.RegistrationRefusal refusal,
      String reason)
      implements ClusterEvent.RegistrationRefused, Repeating {
    @Override
    public long ownCharacters() {
      return lengthOf(registration) + lengthOf(reason);
    }

    @Override
    public ServiceId service() {
      return registration.service();
    }

    @Override
    public NodeId node() {
      return registration.node();
    }

    @Override
    public String toString() {
      return show(this);
    }

    @Override
    public String kind() {
      return "registration of " + node();
    }

    @Override
    public String line() {
      return service()
          + ": "
          + node()
          + " was not registered: "
          + (reason.isEmpty() ? "refused by the admission policy" : reason)
          + ". Nothing was changed";
    }
  }

  record MemberOverriddenEvent(
      EventOrigin origin,
      ServiceId service,
      NodeId node,
      Optional<OperatorOverride<ElementState>> override,
      ClusterEvent.OverrideChange change,
      String operator,
      String reason)
      implements ClusterEvent.MemberOverridden, News {
    @Override
    public long ownCharacters() {
      return lengthOf(override);
    }

    @Override
    public String toString() {
      return show(this);
    }

    @Override
    public String line() {
      return service
          + ": "
          + overridden(
              node.toString(), override.map(set -> set.state().token() + lasting(set)), this);
    }
  }

  record ServiceOverriddenEvent(
      EventOrigin origin,
      ServiceId service,
      Optional<OperatorOverride<ServiceState>> override,
      ClusterEvent.OverrideChange change,
      String operator,
      String reason)
      implements ClusterEvent.ServiceOverridden, News {
    @Override
    public long ownCharacters() {
      return lengthOf(override);
    }

    @Override
    public String toString() {
      return show(this);
    }

    @Override
    public String line() {
      return service
          + ": "
          + overridden("the state", override.map(set -> set.state().token() + lasting(set)), this);
    }
  }

  record PostureOverriddenEvent(
      EventOrigin origin,
      ServiceId service,
      Optional<OperatorOverride<SecurityPosture>> override,
      ClusterEvent.OverrideChange change,
      String operator,
      String reason)
      implements ClusterEvent.PostureOverridden, News {
    @Override
    public long ownCharacters() {
      return lengthOf(override);
    }

    @Override
    public String toString() {
      return show(this);
    }

    @Override
    public String line() {
      return service
          + ": "
          + overridden(
              "the posture", override.map(set -> set.state().token() + lasting(set)), this);
    }
  }

  record StatusChangedEvent(
      EventOrigin origin, ServiceStatus status, Optional<ServiceStatus> previous)
      implements ClusterEvent.StatusChanged, News {
    @Override
    public long ownCharacters() {
      return lengthOf(status) + previous.map(EventRecords::lengthOf).orElse(0L);
    }

    @Override
    public ServiceId service() {
      return status.service();
    }

    @Override
    public String line() {
      return service()
          + " is "
          + status.verdict()
          + previous
              .filter(before -> before.state() != status.state())
              .map(before -> ", was " + before.state().token())
              .orElse("")
          + "; version "
          + status.version()
          + ", posture "
          + status.posture().token()
          + ", "
          + status.tally();
    }
  }

  record ImprovementHeldEvent(
      EventOrigin origin, ServiceId service, Verdict verdict, Duration holdDown)
      implements ClusterEvent.ImprovementHeld, Detail {
    @Override
    public long ownCharacters() {
      return verdict.reason().length();
    }

    @Override
    public String line() {
      return service
          + ": "
          + verdict
          + " is an improvement; it is published after the hold-down of "
          + duration(holdDown)
          + " unless a worse verdict comes";
    }
  }

  record PostureRecoveryHeldEvent(
      EventOrigin origin, ServiceId service, SecurityPosture posture, Duration holdDown)
      implements ClusterEvent.PostureRecoveryHeld, Detail {

    @Override
    public String line() {
      return service
          + ": posture "
          + posture.token()
          + " is a recovery; it is published after the hold-down of "
          + duration(holdDown)
          + " unless a worse posture comes";
    }
  }

  record StatusPolicyReplacedEvent(EventOrigin origin, ServiceId service, String policy)
      implements ClusterEvent.StatusPolicyReplaced, News {
    @Override
    public long ownCharacters() {
      return policy.length();
    }

    @Override
    public String line() {
      return service + ": the status policy is now " + policy;
    }
  }

  record LoadBalancingPolicyReplacedEvent(EventOrigin origin, ServiceId service, String policy)
      implements ClusterEvent.LoadBalancingPolicyReplaced, News {
    @Override
    public long ownCharacters() {
      return policy.length();
    }

    @Override
    public String line() {
      return service + ": the load-balancing policy is now " + policy;
    }
  }

  record PolicyFailedEvent(
      EventOrigin origin, ServiceId service, ClusterEvent.PolicyFailure kind, String detail)
      implements ClusterEvent.PolicyFailed, Alarm {
    @Override
    public long ownCharacters() {
      return detail.length();
    }

    @Override
    public String line() {
      return service
          + ": the status policy "
          + describe(kind, detail)
          + ". The built-in any-up evaluates the service until the policy succeeds or is replaced;"
          + " each change and each sweep calls the policy again";
    }
  }

  record PolicyRecoveredEvent(EventOrigin origin, ServiceId service, long failures)
      implements ClusterEvent.PolicyRecovered, Alarm {

    @Override
    public String line() {
      return service
          + ": the status policy works again and evaluates the service; it failed "
          + times(failures);
    }
  }

  record ServiceRemovedEvent(EventOrigin origin, ServiceId service)
      implements ClusterEvent.ServiceRemoved, News {

    @Override
    public String line() {
      return service + " was removed: it has had no members for the retention time";
    }
  }

  record LastResortUsedEvent(EventOrigin origin, ServiceId service, NodeId node, ElementState state)
      implements ClusterEvent.LastResortUsed, Detail {

    @Override
    public String line() {
      return service
          + ": a call was offered to "
          + node
          + ", which is "
          + state.token()
          + ", as a last resort";
    }
  }

  record LastResortStartedEvent(EventOrigin origin, ServiceId service)
      implements ClusterEvent.LastResortStarted, Alarm {

    @Override
    public String line() {
      return service
          + ": no node takes calls. Calls are offered to last-resort nodes, which may fail, until a"
          + " node takes calls again";
    }
  }

  record LastResortEndedEvent(EventOrigin origin, ServiceId service, long calls)
      implements ClusterEvent.LastResortEnded, Alarm {

    @Override
    public String line() {
      return service
          + ": a node takes calls again; "
          + callsWere(calls)
          + " offered to last-resort nodes";
    }
  }

  record RefusalsStartedEvent(EventOrigin origin, ServiceId service, RoutingDecision.Refusal reason)
      implements ClusterEvent.RefusalsStarted, Alarm {

    @Override
    public String line() {
      return service
          + ": calls are refused, the first because "
          + because(reason)
          + ". Each call looks for a node again; the first that finds one ends this";
    }
  }

  record RefusalsEndedEvent(EventOrigin origin, ServiceId service, long calls)
      implements ClusterEvent.RefusalsEnded, Alarm {

    @Override
    public String line() {
      return service + ": calls are offered to nodes again; " + callsWere(calls) + " refused";
    }
  }

  record RouteRefusedEvent(EventOrigin origin, ServiceId service, RoutingDecision.Refusal reason)
      implements ClusterEvent.RouteRefused, News {

    @Override
    public Level level() {
      return reason == Refusal.UNKNOWN_SERVICE ? Level.INFO : Level.DEBUG;
    }

    @Override
    public String line() {
      return service + ": a call was refused because " + because(reason);
    }
  }

  record BalancingFailedEvent(EventOrigin origin, ServiceId service, String detail)
      implements ClusterEvent.BalancingFailed, Alarm {
    @Override
    public long ownCharacters() {
      return detail.length();
    }

    @Override
    public String line() {
      return service
          + ": the load-balancing policy failed: "
          + detail
          + ". The manager picks by round robin until the policy succeeds or is replaced; each call"
          + " asks the policy again";
    }
  }

  record BalancingRecoveredEvent(EventOrigin origin, ServiceId service, long failures)
      implements ClusterEvent.BalancingRecovered, Alarm {

    @Override
    public String line() {
      return service + ": the load-balancing policy works again; it failed " + times(failures);
    }
  }

  record NotificationSentEvent(EventOrigin origin, String publisher, ServiceStatus status)
      implements ClusterEvent.NotificationSent, Detail {
    @Override
    public long ownCharacters() {
      return lengthOf(status);
    }

    @Override
    public ServiceId service() {
      return status.service();
    }

    @Override
    public long version() {
      return status.version();
    }

    @Override
    public String line() {
      return service() + ": version " + version() + " was delivered to " + publisher;
    }
  }

  record NotificationFailedEvent(
      EventOrigin origin,
      ServiceId service,
      String publisher,
      long version,
      int attempt,
      String detail,
      Duration retryIn)
      implements ClusterEvent.NotificationFailed, Alarm {
    @Override
    public long ownCharacters() {
      return detail.length();
    }

    @Override
    public Level level() {
      return attempt == 1 ? Level.WARN : Level.DEBUG;
    }

    @Override
    public String line() {
      return service
          + ": version "
          + version
          + " was not delivered to "
          + publisher
          + ": "
          + detail
          + " (attempt "
          + attempt
          + "). The newest status is sent again in "
          + duration(retryIn)
          + ", and so on until it is delivered, the publisher is removed or the manager closes";
    }
  }

  record NotificationRecoveredEvent(
      EventOrigin origin,
      ServiceId service,
      String publisher,
      long version,
      int failures,
      Duration after)
      implements ClusterEvent.NotificationRecovered, Alarm {

    @Override
    public String line() {
      return service
          + ": version "
          + version
          + " was delivered to "
          + publisher
          + " after "
          + failures
          + (failures == 1 ? " failure" : " failures")
          + " in "
          + duration(after);
    }
  }

  record NotificationStalledEvent(
      EventOrigin origin, ServiceId service, String publisher, long version, Duration inFlightFor)
      implements ClusterEvent.NotificationStalled, Alarm {

    @Override
    public String line() {
      return service
          + ": version "
          + version
          + " is not delivered to "
          + publisher
          + ": the call of the publisher has not returned for "
          + duration(inFlightFor)
          + " and blocks a thread. The publisher receives no status of this service until the call"
          + " returns";
    }
  }

  record NotificationAbandonedEvent(
      EventOrigin origin, ServiceId service, String publisher, long version)
      implements ClusterEvent.NotificationAbandoned, Alarm {

    @Override
    public String line() {
      return service
          + ": version "
          + version
          + " is not sent to "
          + publisher
          + " any more, because the publisher was removed or the manager has closed. The upstream"
          + " entity may have an older status";
    }
  }

  record NotificationDeliveredLateEvent(
      EventOrigin origin, ServiceId service, String publisher, long version)
      implements ClusterEvent.NotificationDeliveredLate, Alarm {

    @Override
    public String line() {
      return service
          + ": version "
          + version
          + " was delivered to "
          + publisher
          + " after its time-out. If a newer version was sent meanwhile, the newest is sent again";
    }
  }

  record StallDetectedEvent(EventOrigin origin, Duration gap, long leases)
      implements ClusterEvent.StallDetected, Alarm {

    @Override
    public String line() {
      return "the manager did not run for "
          + duration(gap)
          + " (garbage collection, suspended machine, starved timer?). "
          + leases
          + (leases == 1 ? " lease was" : " leases were")
          + " extended by that time, once";
    }
  }

  record SweepTimerLostEvent(EventOrigin origin, Duration since)
      implements ClusterEvent.SweepTimerLost, Alarm {

    @Override
    public String line() {
      return "the sweep timer is lost"
          + (since.isZero()
              ? ": the scheduler refused it"
              : "; the last sweep was " + duration(since) + " ago")
          + ". Leases and routing stay exact, but a status shows an expiry only after a call or a"
          + " registration. The next sweep ends this: check the scheduler";
    }
  }

  record SweepTimerRecoveredEvent(EventOrigin origin, Duration after)
      implements ClusterEvent.SweepTimerRecovered, Alarm {

    @Override
    public String line() {
      return "sweeps run again, after " + duration(after);
    }
  }

  record LimitReachedEvent(
      EventOrigin origin, String limit, long max, String refused, boolean granted)
      implements ClusterEvent.LimitReached, Repeating {

    @Override
    public String kind() {
      return limit;
    }

    @Override
    public long ownCharacters() {
      return lengthOf(limit, refused);
    }

    @Override
    public String line() {
      return "the limit "
          + limit
          + " of "
          + max
          + " refused "
          + refused
          + (granted ? "; the limit counts instead" : "; nothing was changed");
    }
  }

  record ReasonCutEvent(EventOrigin origin, ServiceId service, String from, int length, int max)
      implements ClusterEvent.ReasonCut, Repeating {
    @Override
    public long ownCharacters() {
      return lengthOf(from);
    }

    @Override
    public String kind() {
      return "reason for " + service;
    }

    @Override
    public String line() {
      return service
          + ": a reason of "
          + length
          + " characters from "
          + from
          + " was cut to the limit maxReasonLength of "
          + max
          + "; the state counts";
    }
  }

  record EventsDroppedEvent(EventOrigin origin, long count)
      implements ClusterEvent.EventsDropped, Alarm {

    @Override
    public String line() {
      return "a listener is too slow: "
          + count
          + (count == 1 ? " event was" : " events were")
          + " dropped";
    }
  }

  record ManagerClosingEvent(EventOrigin origin) implements ClusterEvent.ManagerClosing, News {

    @Override
    public String line() {
      return "the manager closes: every service becomes GoingDown";
    }
  }

  private static long lengthOf(ServiceStatus status) {
    return status.reason().length();
  }

  private static long lengthOf(Registration terms) {
    return lengthOf(
        terms.service().toString(),
        terms.node().toString(),
        terms.contact(),
        terms.site().orElse(""),
        terms.incarnation().orElse(""),
        terms.owner().orElse(""),
        terms.status().map(NodeStatus::reason).orElse(""));
  }

  private static long lengthOf(Optional<? extends OperatorOverride<?>> override) {
    return override.map(set -> lengthOf(set.operator(), set.reason())).orElse(0L);
  }

  private static long lengthOf(String... texts) {
    long length = 0;
    for (String text : texts) {
      length += text.length();
    }
    return length;
  }

  /** Returns a short form of an event that has text as it came from a node or an operator. */
  private static String show(Recorded event) {
    return event.getClass().getSimpleName() + "[" + event.at() + ", " + event.text() + "]";
  }

  /** Returns how the policy failed: a verb phrase for people. */
  static String describe(ClusterEvent.PolicyFailure kind, String detail) {
    String failure =
        switch (kind) {
          case EXCEPTION -> "threw";
          case RETURNED_NULL -> "returned null";
          case TIMED_OUT -> "timed out";
          case REJECTED -> "was refused by its executor";
        };
    return detail.isEmpty() ? failure : failure + ": " + detail;
  }

  private static String duration(Duration duration) {
    return Texts.approximate(duration);
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }

  private static String times(long count) {
    return count == 1 ? "once" : count + " times";
  }

  private static String callsWere(long count) {
    return count == 1 ? "1 call was" : count + " calls were";
  }

  private static String because(Refusal reason) {
    return switch (reason) {
      case UNKNOWN_SERVICE -> "the service is unknown";
      case NO_NODES -> "the service has no member";
      case ALL_EXCLUDED -> "the request excludes every member that could be picked";
      case ALL_OVERLOADED -> "every member is Overloaded and the last resort is off";
      case ALL_DRAINING -> "every member is GoingDown and the last resort is off";
      case ALL_IN_MAINTENANCE -> "every member is in ScheduledMaintenance";
      case ALL_UNREACHABLE -> "no member is live and the last resort is off";
      case ALL_DOWN -> "every member is Down";
      case NONE_USABLE -> "no member can be picked, for several reasons or by an override";
      case CLOSED -> "the manager is closed";
    };
  }

  private static String overridden(
      String what, Optional<String> state, ClusterEvent.OverrideEvent event) {
    return switch (event.change()) {
      case SET -> what + " is set to " + state.orElse("") + " by " + by(event);
      case CLEARED -> "the override of " + what + " was cleared by " + by(event);
      case EXPIRED -> "the override of " + what + " has expired; it was set by " + by(event);
      case ORPHANED ->
          "the override of "
              + what
              + " has ended, because the node was no member; it was set by "
              + by(event);
    };
  }

  private static String lasting(OperatorOverride<?> set) {
    return set.duration().map(time -> " for " + duration(time)).orElse("");
  }

  private static String by(ClusterEvent.OverrideEvent event) {
    return event.operator() + because(event.reason());
  }
}
