package io.github.esrpcluster.balancing;

/**
 * A 64-bit hash of a text that is the same in every Java runtime: FNV-1a over its characters, mixed
 * by the finalizer of SplitMix64 so that every bit depends on all of them.
 */
final class StableHash {
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final double STEP = 0x1.0p-53;

  private StableHash() {}

  static long of(String text) {
    long hash = FNV_BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mixed(hash);
  }

  static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** The hash as a number above 0, and at most 1. */
  static double fraction(long hash) {
    return ((hash >>> 11) + 0.5) * STEP;
  }
}
