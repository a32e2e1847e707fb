package io.github.esrpcluster.core;

import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what need not be published at once: an improvement of the state, a recovery of the
 * posture, and a reason that changes alone, while state and posture stay as they are.
 *
 * <p>Not thread-safe: the cluster's lock guards it.
 */
final class StatusHeldChanges {
  private final long nanos;
  private final StatusHoldDown<Verdict> states;
  private final StatusHoldDown<SecurityPosture> postures;
  private @Nullable Verdict shown;
  private SecurityPosture posture = SecurityPosture.GREEN;

  /** The verdict whose reason waits; null if none does. */
  private @Nullable Verdict otherReason;

  private long reasonHeldUntil;

  /**
   * @param nanos the hold-down, above zero
   */
  StatusHeldChanges(long nanos) {
    this.nanos = nanos;
    this.states =
        new StatusHoldDown<>(nanos, (one, other) -> one.state().betterThan(other.state()));
    this.postures = new StatusHoldDown<>(nanos, (one, other) -> one.compareTo(other) < 0);
  }

  /** Returns the verdict to publish, given the newest verdict and posture. */
  Verdict show(Verdict found, SecurityPosture foundPosture, long now) {
    Verdict worst = states.show(found, now);
    SecurityPosture worstPosture = postures.show(foundPosture, now);
    Verdict before = shown;
    boolean sameState = before != null && worst.state() == before.state();
    boolean reasonAlone = sameState && worstPosture == posture && !worst.equals(before);
    if (before != null && reasonAlone && isHeld(now)) {
      otherReason = worst;
      return before;
    }
    otherReason = null;
    posture = worstPosture;
    shown = worst;
    return worst;
  }

  /** Returns whether a reason waits that came just now, or has not waited for the hold-down. */
  private boolean isHeld(long now) {
    if (otherReason == null) {
      reasonHeldUntil = now + nanos;
    }
    return now - reasonHeldUntil < 0;
  }

  /** Returns the posture to publish, as of the last {@link #show}. */
  SecurityPosture posture() {
    return posture;
  }

  /** Lets the next verdict show at once, whatever its state and reason. */
  void replacePolicy() {
    states.reset();
    shown = null;
  }

  /** Returns whether any change waits. */
  boolean isEmpty() {
    return held().isEmpty() && heldPosture().isEmpty() && otherReason == null;
  }

  /** Returns the improvement of the state that waits. */
  Optional<Verdict> held() {
    return states.held();
  }

  long heldFor(long now) {
    return states.left(now);
  }

  /** Returns the recovery of the posture that waits. */
  Optional<SecurityPosture> heldPosture() {
    return postures.held();
  }

  long postureHeldFor(long now) {
    return postures.left(now);
  }

  /** Returns the reason that waits. */
  Optional<String> heldReason() {
    return Optional.ofNullable(otherReason).map(Verdict::reason);
  }

  long reasonHeldFor(long now) {
    return otherReason == null ? 0 : Math.max(0, reasonHeldUntil - now);
  }

  /** Returns the time until the first of the changes that wait; meaningless if none does. */
  long untilNext(long now) {
    long next = held().isEmpty() ? Long.MAX_VALUE : heldFor(now);
    next = heldPosture().isEmpty() ? next : Math.min(next, postureHeldFor(now));
    return otherReason == null ? next : Math.min(next, reasonHeldFor(now));
  }
}
