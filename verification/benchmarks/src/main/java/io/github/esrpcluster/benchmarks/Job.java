package io.github.esrpcluster.benchmarks;

import java.util.SortedMap;

/** One benchmark with its parameters, run in a JVM of its own. */
record Job(String benchmark, SortedMap<String, String> parameters, int threads) {
  @Override
  public String toString() {
    return benchmark + " " + parameters.values() + (threads > 1 ? " on " + threads : "");
  }
}
