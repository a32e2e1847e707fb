package io.github.esrpcluster.benchmarks;

import java.lang.management.ManagementFactory;

/** Measures the heap. */
final class Heap {
  private Heap() {}

  /** Returns the bytes in use after a garbage collection. */
  static long used() {
    for (int round = 0; round < 3; round++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
