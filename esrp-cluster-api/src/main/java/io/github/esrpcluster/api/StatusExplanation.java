package io.github.esrpcluster.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Explains why the status of a service is what it is, at one point in time. Immutable. Made by the
 * manager; vendors do not implement it.
 */
public interface StatusExplanation {
  /** Returns the status that is published. */
  ServiceStatus published();

  /** Returns each member and why it counts as it does, ordered by node. */
  List<MemberExplanation> members();

  /** Returns the members counted. */
  Tally tally();

  /** Returns the status policy, as its {@code toString} says. */
  String policy();

  /** Returns the last verdict of the policy, or of the built-in any-up in its place. */
  Verdict verdict();

  /** Returns the operator's override of the service's state; its duration is what remains. */
  Optional<OperatorOverride<ServiceState>> override();

  /** Returns the operator's override of the posture; its duration is what remains. */
  Optional<OperatorOverride<SecurityPosture>> postureOverride();

  /** Returns the improvement that waits for the hold-down. */
  Optional<HeldImprovement> held();

  /** Returns why the built-in any-up evaluates in the policy's place. */
  Optional<String> fallback();

  /** Returns the same for people: several lines, each ended by a line feed. */
  String text();

  /** One member, and why it counts as it does. */
  interface MemberExplanation {
    /** Returns the member. */
    Member member();

    /** Returns what its effective state follows from. */
    String reason();

    /** Returns the time since the node's last report, renewal or registration. */
    Duration timeSinceLastContact();

    /** Returns the time until the lease expires; zero if it has. */
    Duration leaseLeft();
  }

  /** An improvement that waits for the hold-down. */
  interface HeldImprovement {
    /** Returns the verdict that is published then, unless a worse one comes. */
    Verdict verdict();

    /** Returns how long it still waits. */
    Duration left();
  }
}
