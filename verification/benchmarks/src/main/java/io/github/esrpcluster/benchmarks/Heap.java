package io.github.esrpcluster.benchmarks;

import java.lang.management.ManagementFactory;

/** What lives on the heap. */
final class Heap {
  private Heap() {}

  /** The bytes still in use after garbage was collected. */
  static long used() {
    for (int round = 0; round < 3; round++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
