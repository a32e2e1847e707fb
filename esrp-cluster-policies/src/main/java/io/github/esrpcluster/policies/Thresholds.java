package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ServiceState;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for coming up and for staying up, the latter never being more: the hysteresis that
 * keeps a cluster at the edge from flapping.
 */
record Thresholds<T extends Comparable<T>>(T up, T down) {
  Thresholds {
    if (down.compareTo(up) > 0) {
      throw new IllegalArgumentException(
          "down " + down + " is above up " + up + ": staying up cannot ask more than coming up");
    }
  }

  /** The threshold in force: {@code down} while the previous verdict is Normal. */
  T after(ClusterView view) {
    boolean wasNormal =
        view.previous().filter(verdict -> verdict.state() == ServiceState.NORMAL).isPresent();
    return wasNormal ? down : up;
  }

  /** The lower threshold where there is one. */
  @Nullable T differentDown() {
    return down.equals(up) ? null : down;
  }

  @Override
  public String toString() {
    return down.equals(up) ? up.toString() : up + ", " + down + " to stay";
  }
}
