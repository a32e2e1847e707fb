package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Delays improvements, never deteriorations. An improvement is published when every verdict of the
 * hold-down was better than the published one; then the worst of them is published. So a service
 * that flaps between two better states does improve, to the worse of both.
 *
 * <p>Not thread-safe: the cluster's lock guards it.
 */
final class StatusHoldDown {
  private final long nanos;
  private @Nullable Verdict shown;
  private @Nullable Verdict worstHeld;
  private long until;

  StatusHoldDown(long nanos) {
    this.nanos = nanos;
  }

  /** Returns the verdict to publish, given the newest verdict. */
  Verdict show(Verdict found, long now) {
    Verdict showing = shown;
    if (showing == null || !found.state().betterThan(showing.state())) {
      return showAtOnce(found);
    }
    Verdict held = worstHeld;
    if (held == null) {
      return hold(found, showing, now);
    }
    if (!found.state().betterThan(held.state())) {
      held = found;
      worstHeld = found;
    }
    if (now - until < 0) {
      return showing;
    }
    showAtOnce(held);
    return found.state().betterThan(held.state()) ? hold(found, held, now) : held;
  }

  private Verdict showAtOnce(Verdict found) {
    shown = found;
    worstHeld = null;
    return found;
  }

  private Verdict hold(Verdict found, Verdict showing, long now) {
    worstHeld = found;
    until = now + nanos;
    return showing;
  }

  /** The improvement that waits. */
  Optional<Verdict> held() {
    return Optional.ofNullable(worstHeld);
  }

  /** How long it still waits; meaningless if nothing does. */
  long left(long now) {
    return Math.max(0, until - now);
  }
}
