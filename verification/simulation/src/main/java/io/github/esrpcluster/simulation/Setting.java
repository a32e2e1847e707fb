package io.github.esrpcluster.simulation;

/** Lists the settings that a service can have of its own, and that can be reset. */
enum Setting {
  STATUS_POLICY,
  LOAD_BALANCING_POLICY,
  LAST_RESORT,
  DECLARATION
}
