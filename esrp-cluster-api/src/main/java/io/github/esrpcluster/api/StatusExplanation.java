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

  /** Returns each member with the reason for its state, ordered by node; an immutable list. */
  List<MemberExplanation> members();

  /** Returns the current counts of members. */
  Tally tally();

  /** Returns the name of the status policy, from its {@code toString}. */
  String policy();

  /** Returns the last verdict of the policy, or of the built-in any-up if the policy failed. */
  Verdict verdict();

  /**
   * Returns the operator's override of the service's state, with the remaining duration; or empty.
   */
  Optional<OperatorOverride<ServiceState>> override();

  /** Returns the operator's override of the posture, with the remaining duration; or empty. */
  Optional<OperatorOverride<SecurityPosture>> postureOverride();

  /**
   * Returns the overrides of nodes that are no members, ordered by node; an immutable list, often
   * empty. Such an override has no effect until its node registers.
   */
  List<OverrideWithoutMember> overridesWithoutMember();

  /** Returns the improvement that waits for the hold-down; empty if none waits. */
  Optional<HeldImprovement> held();

  /** Returns the recovery of the posture that waits for the hold-down; empty if none waits. */
  Optional<HeldPosture> heldPosture();

  /**
   * Returns the reason that waits for the hold-down, because it changed alone: state and posture
   * stayed the same. Empty if none waits.
   */
  Optional<HeldReason> heldReason();

  /** Returns why the built-in any-up replaces the policy; empty while the policy works. */
  Optional<String> fallback();

  /** Returns the explanation as text for people: several lines, each ended by a line feed. */
  String text();

  /** Explains the state of one member. */
  interface MemberExplanation {
    /** Returns the member. */
    Member member();

    /** Returns the reason for its effective state, for people. */
    String reason();

    /** Returns the time since the node's last report, renewal or registration. */
    Duration timeSinceLastContact();

    /** Returns the time until the lease expires; zero if it has. */
    Duration leaseLeft();

    /**
     * Returns how often the effective state of the node has changed since it became a member, in
     * all its epochs.
     */
    long stateChanges();

    /** Returns the time since the last of these changes; empty if there was none. */
    Optional<Duration> timeSinceStateChange();

    /**
     * Returns what an operator has to mend: refused reports, two processes that register the node
     * in turn, or a state that changes often. Each problem has one text with its remedy. An
     * immutable list, often empty.
     */
    List<String> problems();
  }

  /** Describes the override of a node that is no member. */
  interface OverrideWithoutMember {
    /** Returns the node. */
    NodeId node();

    /** Returns the override, with the time that remains until it ends without its node. */
    OperatorOverride<ElementState> override();
  }

  /** Describes an improvement that waits for the hold-down. */
  interface HeldImprovement {
    /** Returns the verdict that is published after the wait, unless a worse one comes. */
    Verdict verdict();

    /** Returns the remaining wait. */
    Duration left();
  }

  /** Describes a recovery of the posture that waits for the hold-down. */
  interface HeldPosture {
    /** Returns the posture that is published after the wait, unless a worse one comes. */
    SecurityPosture posture();

    /** Returns the remaining wait. */
    Duration left();
  }

  /** Describes a reason that waits for the hold-down. */
  interface HeldReason {
    /** Returns the reason that is published after the wait, unless another one is found. */
    String reason();

    /** Returns the remaining wait. */
    Duration left();
  }
}
