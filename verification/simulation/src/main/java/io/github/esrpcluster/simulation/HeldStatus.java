package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.StatusExplanation;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Models the status that a service publishes without an override: state and posture each under the
 * hold-down, and a reason that changes alone a hold-down after it began to differ. An end of a wait
 * shows when the manager looks.
 */
final class HeldStatus {
  private static final long NOT_WAITING = Long.MAX_VALUE;

  private final long length;
  private final Hold<ModelVerdict> states;
  private final Hold<SecurityPosture> postures;
  private @Nullable ModelVerdict shown;
  private SecurityPosture posture = SecurityPosture.GREEN;
  private long reasonEnd = NOT_WAITING;

  HeldStatus(long length) {
    this.length = length;
    this.states = new Hold<>(length, ModelVerdict::betterThan);
    this.postures = new Hold<>(length, (one, other) -> one.compareTo(other) < 0);
  }

  void add(ModelVerdict verdict, SecurityPosture found, long now) {
    states.add(verdict, now);
    postures.add(found, now);
    show(now);
  }

  /** Ends every wait that is over. */
  void release(long now) {
    states.release(now);
    postures.release(now);
    show(now);
  }

  private void show(long now) {
    ModelVerdict before = shown;
    ModelVerdict verdict = states.shown();
    SecurityPosture worst = Objects.requireNonNull(postures.shown());
    if (verdict == null) {
      return; // the policy was replaced and has found nothing yet
    }
    boolean otherReasonAlone =
        before != null
            && before.state() == verdict.state()
            && !before.equals(verdict)
            && worst == posture;
    if (otherReasonAlone && reasonEnd == NOT_WAITING) {
      reasonEnd = now + length;
    }
    if (!otherReasonAlone || now >= reasonEnd) {
      reasonEnd = NOT_WAITING;
      shown = verdict;
      posture = worst;
    }
  }

  /** Lets the next verdict show at once. */
  void reset() {
    states.reset();
    shown = null;
    reasonEnd = NOT_WAITING;
  }

  boolean holds() {
    return states.holds() || postures.holds() || reasonEnd != NOT_WAITING;
  }

  /** Returns whether the first of the waits is over; only if there is one. */
  boolean isOver(long now) {
    return now >= end();
  }

  /** Returns when the first of the waits ends. */
  long end() {
    long end = states.holds() ? states.end() : NOT_WAITING;
    end = postures.holds() ? Math.min(end, postures.end()) : end;
    return Math.min(end, reasonEnd);
  }

  /** Returns whether the manager still holds all that waits here and is not over, and only that. */
  boolean agrees(StatusExplanation why, long now) {
    return agrees(states.holds(), left(why.held().map(each -> each.left())))
        && agrees(postures.holds(), left(why.heldPosture().map(each -> each.left())))
        && agrees(reasonEnd != NOT_WAITING, left(why.heldReason().map(each -> each.left())))
        && (!holds() || isOver(now) || leftOf(why) == end() - now);
  }

  private static boolean agrees(boolean here, long there) {
    return here == there >= 0;
  }

  private static long left(Optional<Duration> left) {
    return left.map(Duration::toNanos).orElse(-1L);
  }

  private static long leftOf(StatusExplanation why) {
    long least = NOT_WAITING;
    for (long left :
        new long[] {
          left(why.held().map(each -> each.left())),
          left(why.heldPosture().map(each -> each.left())),
          left(why.heldReason().map(each -> each.left()))
        }) {
      least = left >= 0 ? Math.min(least, left) : least;
    }
    return least;
  }

  /** Returns whether the manager waits for something that is over, and has not looked yet. */
  static boolean waitsOverdue(StatusExplanation why) {
    return leftOf(why) == 0;
  }

  /** Returns the verdict that shows; null before the first. */
  @Nullable ModelVerdict shown() {
    return states.shown() == null ? null : shown;
  }

  SecurityPosture posture() {
    return posture;
  }
}
