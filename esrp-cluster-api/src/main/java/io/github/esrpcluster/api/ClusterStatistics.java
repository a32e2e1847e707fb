package io.github.esrpcluster.api;

/**
 * Holds the sizes of a manager and its counters since it was built. Counters have 64 bits and never
 * decrease; the sizes {@link #services()} and {@link #members()} do. Immutable. The values are read
 * one after the other, not at one instant. Made by the manager; vendors do not implement it.
 */
public interface ClusterStatistics {
  /** Returns the number of known services. */
  long services();

  /**
   * Returns the number of memberships, expired ones included. A node counts once for each of its
   * services.
   */
  long members();

  /** Returns the number of reports that changed a member, once for each service changed. */
  long reportsApplied();

  /** Returns the number of reports refused for their sequence or epoch, once for each service. */
  long reportsStale();

  /** Returns the number of reports of nodes that are not registered. */
  long reportsUnknown();

  /**
   * Returns the number of registrations that displaced another process of the same node in a
   * contest ({@link ClusterEvent.NodeContested}).
   */
  long contestedRegistrations();

  /** Returns the number of registrations refused ({@link RegistrationRefusedException}). */
  long registrationsRefused();

  /** Returns the number of renewals, releases and reports of a caller that may not make them. */
  long callsNotPermitted();

  /** Returns the number of renewals and releases refused for another epoch or no membership. */
  long leasesRefused();

  /** Returns the number of leases that expired. */
  long leasesExpired();

  /** Returns the number of times that the manager itself was suspended. */
  long stalls();

  /** Returns the number of failed evaluations of status policies. */
  long policyFailures();

  /** Returns the number of failed picks of load-balancing policies. */
  long balancingFailures();

  /** Returns the number of calls offered to last-resort nodes. */
  long lastResorts();

  /** Returns the number of calls for which no node could be offered. */
  long refusals();

  /** Returns the number of notifications that publishers delivered. */
  long notificationsSent();

  /** Returns the number of notifications that failed. */
  long notificationFailures();

  /** Returns the number of notifications that were delivered after they had timed out. */
  long notificationsLate();

  /** Returns the number of method calls refused for a limit. */
  long limitsReached();

  /** Returns the number of reasons of nodes and operators that were cut because of their length. */
  long textsCut();

  /** Returns the number of exceptions that listeners threw. */
  long listenerFailures();

  /** Returns the number of events that slow listeners missed. */
  long eventsDropped();
}
