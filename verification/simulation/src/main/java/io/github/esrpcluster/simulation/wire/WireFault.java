package io.github.esrpcluster.simulation.wire;

/** Lists the faults and events of a simulation of the wire. */
enum WireFault {
  DATAGRAM_LOST,
  DATAGRAM_DUPLICATED,
  DATAGRAM_LATE,
  DATAGRAM_TO_DEAD_HOST,
  HOST_CUT_OFF,
  REQUEST_RETRANSMITTED,
  RESPONSE_REPEATED,
  RESPONSE_TOO_LATE,
  REQUEST_TIMED_OUT,
  REQUEST_NOT_SENT,
  NOTIFY_UNKNOWN,
  NOTIFY_OUT_OF_ORDER,
  NOTIFY_REFUSED
}
