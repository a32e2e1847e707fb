package io.github.esrpcluster.api;

/**
 * Says whether the node that an operator overrides is a member of the service. Constants may be
 * added, so a switch needs a default branch.
 */
public enum OverrideOutcome {
  /** The node is a member, live or expired. */
  MEMBER,
  /**
   * The node is no member, so the override has no effect yet. It counts from the node's
   * registration. If the name was mistyped, clear it: until then {@code explain} lists it.
   */
  NO_MEMBER
}
