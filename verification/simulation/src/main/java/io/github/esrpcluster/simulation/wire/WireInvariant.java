package io.github.esrpcluster.simulation.wire;

/** Lists what must hold on the wire. */
enum WireInvariant {
  /** Each request that arrives is answered once, at once, before any request that follows. */
  REQUESTS_ARE_ANSWERED
}
