package io.github.esrpcluster.core;

import java.lang.ref.WeakReference;

/** Objects that nothing refers to any more. */
final class Garbage {
  /** So often the collector is asked, which may not see all at the first time. */
  private static final int LOOKS = 100;

  private Garbage() {}

  /** True once it was collected; false if it was not, however often that was asked for. */
  static boolean becomes(WeakReference<?> left) {
    for (int look = 0; left.get() != null && look < LOOKS; look++) {
      System.gc();
    }
    return left.get() == null;
  }
}
