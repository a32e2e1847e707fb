package io.github.esrpcluster.simulation.wire;

import java.time.Duration;

/**
 * Describes what the simulated network does to datagrams.
 *
 * @param loss share of datagrams that are lost, 0 to 1
 * @param duplication share of the others that arrive twice
 * @param lateness share of arrivals that take up to the longest delay instead of a few milliseconds
 * @param longestDelay of a late datagram, which others overtake
 */
record LinkQuality(double loss, double duplication, double lateness, Duration longestDelay) {
  static final LinkQuality GOOD = new LinkQuality(0, 0, 0, Duration.ofMillis(1));
}
