package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ServiceState;
import org.jspecify.annotations.Nullable;

/**
 * Two thresholds: {@code up} to become {@code Normal}, and {@code down}, which is never higher, to
 * stay {@code Normal}. This hysteresis keeps a cluster near a threshold from flapping.
 */
record Thresholds<T extends Comparable<T>>(T up, T down) {
  Thresholds {
    if (down.compareTo(up) > 0) {
      throw new IllegalArgumentException(
          "down " + down + " is above up " + up + ": staying up cannot ask more than coming up");
    }
  }

  /** Returns the threshold in force: {@code down} while the previous verdict is Normal. */
  T after(ClusterView view) {
    boolean wasNormal =
        view.previous().filter(verdict -> verdict.state() == ServiceState.NORMAL).isPresent();
    return wasNormal ? down : up;
  }

  /** Returns {@code down}; null if it equals {@code up}. */
  @Nullable T differentDown() {
    return down.equals(up) ? null : down;
  }

  @Override
  public String toString() {
    return down.equals(up) ? up.toString() : up + ", " + down + " to stay";
  }
}
